/** Longer addresses are cut or refused by mail programs on Windows. */
const MOST_CHARACTERS = 1_900;

/** The address that opens the person's own mail program with the text in it; whom to write to, they say there. */
export function mailAddress(subject: string, text: string): string {
  const address = (body: string) => `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
  let body = text;
  // By characters as people see them, so that none is cut in two.
  for (let kept = [...text]; address(body).length > MOST_CHARACTERS && kept.length > 0;) {
    kept = kept.slice(0, Math.min(kept.length - 1, Math.floor(kept.length * 0.95)));
    body = `${kept.join('')} …`;
  }
  return address(body);
}

/** A note as text: a line for each thing that is known, then what it was about. */
export const noteText = (lines: readonly (readonly [label: string, value: string | null | undefined])[], concern: string | null | undefined): string =>
  [...lines.filter(([, value]) => value).map(([label, value]) => `${label}: ${value}`), ...(concern ? ['', concern] : [])].join('\n');
