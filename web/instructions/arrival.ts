import { useSyncExternalStore } from 'react';
import { Watchers } from '../ui/watchers.ts';

/** The last change that was made here, and when the live feed brought it back. */
export interface Change {
  readonly instructionId: string;
  /** Null: it was deleted. */
  readonly version: number | null;
  readonly arrivedAt: string | null;
}

let last: Change | null = null;
// The event can be here before the answer to the act that caused it.
const heard = new Map<string, { version: number | null; at: string }>();
const watchers = new Watchers();

function set(change: Change): void {
  last = change;
  watchers.tell();
}
const isIn = (wanted: number | null, told: number | null) => (wanted === null || told === null ? wanted === told : told >= wanted);

/** Notes a change that has just been saved; it is on its way to the desks. */
export function changeSaved(instructionId: string, version: number | null): void {
  const told = heard.get(instructionId);
  set({ instructionId, version, arrivedAt: told && isIn(version, told.version) ? told.at : null });
}

/** Notes what the live feed tells of an instruction, which it tells every open desk as well. */
export function changeHeard(instructionId: string, version: number | null, at: string): void {
  heard.set(instructionId, { version, at });
  if (last?.instructionId === instructionId && last.arrivedAt === null && isIn(last.version, version)) set({ ...last, arrivedAt: at });
}

/** The last change that was made on this page, and whether it has come round. */
export const useLastChange = (): Change | null => useSyncExternalStore(watchers.watch, () => last);
