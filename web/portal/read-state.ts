import { useMemo, useSyncExternalStore } from 'react';
import { Watchers } from '../ui/watchers.ts';

/** Something that happened, as far as being read is concerned. */
export interface News { readonly id: string; readonly at: string }
/** What one person has read on this device: everything up to a moment, and single things after it. */
export interface ReadState { readonly until: string; readonly ids: readonly string[] }

const PREFIX = 'vorzimmer.portal.read.';
const FIRST_VISIT_MS = 24 * 3_600_000;
const MOST_IDS = 500;

/** Whether it is still to be read. */
export const isUnread = (state: ReadState, news: News | null): boolean => news !== null && news.at > state.until && !state.ids.includes(news.id);

/** The state after reading one thing. */
export function withRead(state: ReadState, id: string): ReadState {
  return state.ids.includes(id) ? state : { ...state, ids: [...state.ids, id].slice(-MOST_IDS) };
}

/** On a first visit the last day is news, not the years before. */
export const firstVisit = (now: number): ReadState => ({ until: new Date(now - FIRST_VISIT_MS).toISOString(), ids: [] });

const states = new Map<string, ReadState>();
const watchers = new Watchers();

function stateOf(userId: string): ReadState {
  let state = states.get(userId);
  if (!state) {
    state = load(userId) ?? firstVisit(Date.now());
    // Written down with the first thing read only, so that looking leaves nothing on the device.
    states.set(userId, state);
  }
  return state;
}
function load(userId: string): ReadState | null {
  try {
    const stored = JSON.parse(localStorage.getItem(PREFIX + userId) ?? 'null') as ReadState | null;
    return stored && typeof stored.until === 'string' && Array.isArray(stored.ids) ? stored : null;
  } catch {
    // Forbidden or unreadable: the same as a first visit.
    return null;
  }
}
function store(userId: string, state: ReadState): void {
  try { localStorage.setItem(PREFIX + userId, JSON.stringify(state)); } catch { /* Forbidden or full: it holds until the page is left. */ }
}
function change(userId: string, state: ReadState): void {
  states.set(userId, state);
  store(userId, state);
  watchers.tell();
}
function watch(watcher: () => void): () => void {
  const leave = watchers.watch(watcher);
  // Another tab of the same person has read something.
  const onStorage = (event: StorageEvent) => {
    if (!event.key?.startsWith(PREFIX)) return;
    states.delete(event.key.slice(PREFIX.length));
    watcher();
  };
  addEventListener('storage', onStorage);
  return () => { leave(); removeEventListener('storage', onStorage); };
}

/** What this person has still to read on this device. */
export function useReadState(userId: string) {
  const state = useSyncExternalStore(watch, () => stateOf(userId));
  return useMemo(() => ({
    isUnread: (news: News | null) => isUnread(state, news),
    markRead: (id: string) => change(userId, withRead(stateOf(userId), id)),
    markAllRead: (latest: string) => change(userId, { until: latest, ids: [] }),
    restore: (earlier: ReadState) => change(userId, earlier),
    state,
  }), [userId, state]);
}

/** Leaves nothing on the device; for signing out. */
export function forgetReadStates(): void {
  states.clear();
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch { /* Forbidden storage holds nothing to forget. */ }
}
