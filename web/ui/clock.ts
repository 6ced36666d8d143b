import { useSyncExternalStore } from 'react';
import { Watchers } from './watchers.ts';

/** Below this the two clocks count as equal: it is latency, not a wrong clock. */
const TOLERATED_MS = 2_000;

const watchers = new Watchers();
let ahead: number | undefined;
let now = Date.now();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The present on the server's clock. */
export const presentTime = (): number => Date.now() + (ahead !== undefined && Math.abs(ahead) > TOLERATED_MS ? ahead : 0);

function tick(): void {
  now = presentTime();
  watchers.tell();
  // Aligned to whole seconds, so that all the seconds on a screen change at once.
  timer = setTimeout(tick, 1000 - (now % 1000));
}
function watch(watcher: () => void): () => void {
  const leave = watchers.watch(watcher);
  if (watchers.size === 1) tick();
  return () => {
    leave();
    if (watchers.size === 0) clearTimeout(timer);
  };
}

/** The present on the server's clock, renewed each second; one timer for everything that ticks. */
export const useNow = (): number => useSyncExternalStore(watch, () => now);

/** Learns from something that just happened on the server how far this computer's clock is off; what arrives late only ever shows less. */
export function learnServerTime(at: string): void {
  ahead = Math.max(ahead ?? -Infinity, Date.parse(at) - Date.now());
}
