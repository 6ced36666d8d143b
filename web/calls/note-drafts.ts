import { Watchers } from '../ui/watchers.ts';

/** What a secretary writes about a call; empty strings for what is not filled in. */
export type NoteFields = { callerName: string; callerCompany: string; callerNumber: string; concern: string; urgent: boolean; callBackWished: boolean };

/** One call's unsaved note. `kept` says where it is safe: nowhere yet needed, on the server, on the way there, or on this device alone. */
export type Draft = { readonly fields: NoteFields; readonly touched: boolean; readonly kept: 'nothing' | 'saving' | 'server' | 'device'; readonly savedAt: string | null };

/** How a draft reaches the server: when it was saved, or that it cannot be saved (not ours any more), or that the server was out of reach. */
export type SaveDraft = (callId: string, fields: NoteFields) => Promise<{ savedAt: string } | 'refused' | 'unreachable'>;

type KeptDraft = { fields: NoteFields; savedAt: string };
/** What the server kept of a draft; null for nothing. */
export type LoadDraft = (callId: string) => Promise<KeptDraft | null | 'unreachable'>;

type Entry = { fields: NoteFields; touched: Set<keyof NoteFields>; kept: Draft['kept']; savedAt: string | null; changedAt: number; timer: unknown; flight: Promise<void> | null; asked: boolean; isNote: boolean; shown: Draft };
type Surroundings = {
  save: SaveDraft;
  load: LoadDraft;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  schedule: (work: () => void, ms: number) => unknown;
  cancel: (timer: unknown) => void;
  now: () => number;
};

const SAVE_AFTER_MS = 500;
const KEEP_ON_DEVICE_MS = 24 * 3600_000;
/** Drafts that have not reached the server yet are stored on the device under this prefix; signing out empties it. */
export const DRAFT_PREFIX = 'vorzimmer.draft.';
const EMPTY: NoteFields = { callerName: '', callerCompany: '', callerNumber: '', concern: '', urgent: false, callBackWished: false };

/** The unsaved notes of all calls in hand: each change is kept on the device at once, on the server a moment later, and nothing is lost when the server is away. */
export class NoteDrafts {
  readonly #entries = new Map<string, Entry>();
  readonly #watchers = new Watchers();

  constructor(private readonly around: Surroundings) {
    const keys = Array.from({ length: around.storage.length }, (_, i) => around.storage.key(i)).filter(key => key?.startsWith(DRAFT_PREFIX));
    for (const key of keys as string[]) this.#restore(key);
  }

  watch = this.#watchers.watch;

  /** The draft as it is now; the same object as long as nothing changes. */
  get(callId: string): Draft { return this.#entry(callId).shown; }

  /** Whether something was written that is not in a saved note. */
  isTouched(callId: string): boolean { return (this.#entries.get(callId)?.touched.size ?? 0) > 0; }

  /** The call is in our hand now: what an earlier hand wrote and could not keep on the server is kept there now. */
  taken(callId: string): void {
    const entry = this.#entries.get(callId);
    if (entry?.kept === 'device') this.#plan(callId, entry, 0);
  }

  /** Fetches, once, what the server kept of the draft; asked again later when it was out of reach. What was typed here since wins. */
  async fetch(callId: string): Promise<void> {
    const entry = this.#entry(callId);
    if (entry.asked) return;
    entry.asked = true;
    const kept = await this.around.load(callId);
    if (kept === 'unreachable') entry.asked = false;
    else if (kept) this.#take(entry, kept);
  }

  /** What the secretary typed. */
  edit(callId: string, change: Partial<NoteFields>): void {
    const entry = this.#entry(callId);
    for (const field of Object.keys(change) as (keyof NoteFields)[]) entry.touched.add(field);
    entry.fields = { ...entry.fields, ...change };
    entry.changedAt = this.around.now();
    entry.kept = 'saving';
    this.around.storage.setItem(DRAFT_PREFIX + callId, JSON.stringify({ fields: entry.fields, touched: [...entry.touched], at: entry.changedAt }));
    this.#plan(callId, entry);
    this.#show(entry);
  }

  /** What is known of the caller without typing; never over what was typed. */
  prefill(callId: string, known: Partial<NoteFields>): void {
    const entry = this.#entry(callId);
    if (entry.isNote) return;
    const free = Object.entries(known).filter(([field, value]) => !entry.touched.has(field as keyof NoteFields) && entry.fields[field as keyof NoteFields] !== value);
    if (free.length === 0) return;
    entry.fields = { ...entry.fields, ...Object.fromEntries(free) };
    this.#show(entry);
  }

  /** The note that was sent already, to be read and changed; what was typed here since wins. */
  showNote(callId: string, fields: NoteFields): void {
    const entry = this.#entry(callId);
    if (entry.touched.size > 0) return;
    Object.assign(entry, { fields, isNote: true });
    this.#show(entry);
  }

  /** Waits until no save is under way, so that a late one cannot bring a draft back after its note was saved. */
  async settle(callId: string): Promise<void> {
    const entry = this.#entries.get(callId);
    if (!entry) return;
    this.around.cancel(entry.timer);
    entry.timer = null;
    await entry.flight;
    this.around.cancel(entry.timer);
    entry.timer = null;
  }

  /** The note was saved or given up: its fields stay shown, but nothing is unsaved any more. */
  finish(callId: string): void {
    const entry = this.#entry(callId);
    this.around.cancel(entry.timer);
    entry.timer = null;
    entry.touched.clear();
    entry.kept = 'nothing';
    entry.savedAt = null;
    entry.isNote = true;
    this.around.storage.removeItem(DRAFT_PREFIX + callId);
    this.#show(entry);
  }

  /** Tries to save what has not reached the server; called when the connection is back. */
  retry(): void {
    for (const [callId, entry] of this.#entries) if (entry.kept === 'device' || entry.kept === 'saving') this.#plan(callId, entry, 0);
  }

  #entry(callId: string): Entry {
    const known = this.#entries.get(callId);
    if (known) return known;
    const entry: Entry = { fields: EMPTY, touched: new Set(), kept: 'nothing', savedAt: null, changedAt: 0, timer: null, flight: null, asked: false, isNote: false, shown: { fields: EMPTY, touched: false, kept: 'nothing', savedAt: null } };
    this.#entries.set(callId, entry);
    return entry;
  }

  #take(entry: Entry, { fields, savedAt }: KeptDraft): void {
    if (entry.touched.size > 0) return;
    Object.assign(entry, { fields, touched: new Set(Object.keys(fields)), savedAt, kept: 'server' });
    this.#show(entry);
  }

  #restore(key: string): void {
    try {
      const { fields, touched, at } = JSON.parse(this.around.storage.getItem(key) ?? '') as { fields: NoteFields; touched: (keyof NoteFields)[]; at: number };
      if (this.around.now() - at > KEEP_ON_DEVICE_MS) throw new Error('too old');
      const callId = key.slice(DRAFT_PREFIX.length);
      const entry = this.#entry(callId);
      Object.assign(entry, { fields: { ...EMPTY, ...fields }, touched: new Set(touched), kept: 'device', changedAt: at, asked: true } satisfies Partial<Entry>);
      this.#show(entry);
      this.#plan(callId, entry, 0);
    } catch {
      // Too old or unreadable: it must not stay on the device.
      this.around.storage.removeItem(key);
    }
  }

  #plan(callId: string, entry: Entry, ms = SAVE_AFTER_MS): void {
    this.around.cancel(entry.timer);
    entry.timer = this.around.schedule(() => { entry.timer = null; void this.#save(callId, entry); }, ms);
  }

  async #save(callId: string, entry: Entry): Promise<void> {
    if (entry.flight) {
      await entry.flight;
      // Another change may have planned its own save meanwhile.
      if (entry.timer !== null || entry.kept === 'nothing' || entry.kept === 'server') return;
    }
    entry.flight = this.#send(callId, entry).finally(() => { entry.flight = null; });
    await entry.flight;
  }

  async #send(callId: string, entry: Entry): Promise<void> {
    const sentAt = entry.changedAt;
    const result = await this.around.save(callId, entry.fields);
    if (entry.kept === 'nothing') return;
    if (result === 'unreachable' || result === 'refused') entry.kept = 'device';
    else if (entry.changedAt === sentAt) {
      entry.kept = 'server';
      entry.savedAt = result.savedAt;
      this.around.storage.removeItem(DRAFT_PREFIX + callId);
    }
    this.#show(entry);
  }

  #show(entry: Entry): void {
    entry.shown = { fields: entry.fields, touched: entry.touched.size > 0, kept: entry.kept, savedAt: entry.savedAt };
    this.#watchers.tell();
  }
}
