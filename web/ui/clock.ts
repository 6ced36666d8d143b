import { useSyncExternalStore } from 'react';

const watchers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  now = Date.now();
  for (const watcher of watchers) watcher();
  // Aligned to whole seconds, so that all the seconds on a screen change at once.
  timer = setTimeout(tick, 1000 - (now % 1000));
}
function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  if (watchers.size === 1) tick();
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) clearTimeout(timer);
  };
}

/** The present, renewed each second; one timer for everything that ticks. */
export const useNow = (): number => useSyncExternalStore(watch, () => now);
