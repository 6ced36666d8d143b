import { useState } from 'react';

const PREFIX = 'vorzimmer.form.';

function read<Values>(key: string): Values | null {
  try {
    const kept = sessionStorage.getItem(PREFIX + key);
    return kept === null ? null : (JSON.parse(kept) as Values);
  } catch {
    // Storage that is forbidden or unreadable keeps nothing; the form then starts as it is stored on the server.
    return null;
  }
}

/** Keeps what is typed into a form for this tab, so that a phone that drops the page, or a wrong tap, loses nothing. `kept` is what was there on arrival. */
export function useKeptDraft<Values>(key: string): { kept: Values | null; keep: (values: Values) => void; forget: () => void } {
  const [kept] = useState(() => read<Values>(key));
  return {
    kept,
    keep: values => {
      try { sessionStorage.setItem(PREFIX + key, JSON.stringify(values)); } catch { /* Full or forbidden: the form itself still holds it. */ }
    },
    forget: () => {
      try { sessionStorage.removeItem(PREFIX + key); } catch { /* Forbidden storage holds nothing to forget. */ }
    },
  };
}

/** Empties this tab of everything typed and not saved; for signing out. */
export function forgetKeptDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch { /* Forbidden storage holds nothing to forget. */ }
}
