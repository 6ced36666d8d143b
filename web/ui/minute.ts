import { useSyncExternalStore } from 'react';
import { Watchers } from './watchers.ts';

const MINUTE = 60_000;
const watchers = new Watchers();
let minute = Date.now();
let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  minute = Date.now();
  watchers.tell();
  // Aligned to whole minutes, when what is written as a time changes.
  timer = setTimeout(tick, MINUTE - (minute % MINUTE));
}
function watch(watcher: () => void): () => void {
  const leave = watchers.watch(watcher);
  if (watchers.size === 1) timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE));
  // A phone in a pocket lets timers sleep; on waking up the clock is right again.
  document.addEventListener('visibilitychange', watcher);
  return () => {
    leave();
    document.removeEventListener('visibilitychange', watcher);
    if (watchers.size === 0) clearTimeout(timer);
  };
}
function current(): number {
  const now = Date.now();
  if (now - (now % MINUTE) !== minute - (minute % MINUTE)) minute = now;
  return minute;
}

/** The present, renewed each minute: enough for days and times, and long lists are not drawn anew each second. */
export const useMinute = (): number => useSyncExternalStore(watch, current);
