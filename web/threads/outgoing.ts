import { useSyncExternalStore } from 'react';
import { Watchers } from '../ui/watchers.ts';

/** A message that was written here and is not known to have arrived. */
export interface Outgoing {
  /** The message's own id: sent twice, it is the same message. */
  readonly id: string;
  readonly threadId: string;
  readonly customerId: string;
  /** What a new thread is about; undefined in a thread that is there. */
  readonly begins?: { readonly subject: string | null };
  readonly text: string;
  /** What goes with it, whole at the service already. */
  readonly files?: readonly { readonly uploadId: string; readonly fileName: string; readonly byteSize: number }[];
  /** The newest place that the writer had seen. */
  readonly seenThrough: number | null;
  readonly writtenAt: string;
  /** `answered`: a colleague was quicker. `failed`: it cannot be sent as it is. `sent`: it arrived and is shown until the thread shows it. */
  readonly state: 'waiting' | 'answered' | 'failed' | 'sent';
}

const PREFIX = 'vorzimmer.outgoing.';
const NONE: readonly Outgoing[] = [];
const lists = new Map<string, readonly Outgoing[]>();
const watchers = new Watchers();

function listOf(writerId: string): readonly Outgoing[] {
  let list = lists.get(writerId);
  if (!list) {
    list = load(writerId);
    lists.set(writerId, list);
  }
  return list;
}

function load(writerId: string): readonly Outgoing[] {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + writerId) ?? '[]') as readonly Outgoing[];
    return Array.isArray(kept) ? kept.filter(({ state }) => state !== 'sent') : NONE;
  } catch {
    // Forbidden or unreadable storage holds nothing that could be sent.
    return NONE;
  }
}

function change(writerId: string, list: readonly Outgoing[]): void {
  lists.set(writerId, list);
  try {
    if (list.length) localStorage.setItem(PREFIX + writerId, JSON.stringify(list));
    else localStorage.removeItem(PREFIX + writerId);
  } catch { /* Forbidden or full: it holds until the page is left. */ }
  watchers.tell();
}

function watch(watcher: () => void): () => void {
  const leave = watchers.watch(watcher);
  const onStorage = (event: StorageEvent) => {
    if (!event.key?.startsWith(PREFIX)) return;
    lists.delete(event.key.slice(PREFIX.length));
    watcher();
  };
  addEventListener('storage', onStorage);
  return () => { leave(); removeEventListener('storage', onStorage); };
}

/** What is to be sent is kept on the device, also when the page is closed before the connection is back; signing out removes it. */
export const outgoing = {
  add: (writerId: string, message: Omit<Outgoing, 'state' | 'writtenAt'>) =>
    change(writerId, [...listOf(writerId), { ...message, writtenAt: new Date().toISOString(), state: 'waiting' }]),
  become: (writerId: string, id: string, changed: Partial<Pick<Outgoing, 'state' | 'seenThrough'>>) =>
    change(writerId, listOf(writerId).map(one => (one.id === id ? { ...one, ...changed } : one))),
  drop: (writerId: string, ids: readonly string[]) => change(writerId, listOf(writerId).filter(({ id }) => !ids.includes(id))),
};

/** What this person wrote and is not known to have arrived, the oldest first. */
export const useOutgoing = (writerId: string): readonly Outgoing[] => useSyncExternalStore(watch, () => listOf(writerId));
