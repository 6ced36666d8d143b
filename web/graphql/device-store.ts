// What a person's device keeps of them: one database for each account, so that nobody opens another's.
const PREFIX = 'vorzimmer.';
const OWNER = 'vorzimmer.kept-for';
/** How long anything is kept to be read, in ms. */
export const KEPT_MS = 30 * 86_400_000;
const KEPT_MOST = 200;

/** An answer as it was last shown. */
export interface Kept { readonly key: string; readonly data: unknown; readonly at: number }
/** A change that is not known to have arrived. */
export interface Unsent {
  readonly id: string;
  /** The mutation's name, and its text as it is sent. */
  readonly act: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly madeAt: number;
  /** `refused`: the service was reached and did not do it; somebody decides. */
  readonly state: 'waiting' | 'refused';
  readonly why?: string;
  /** The version that somebody else made meanwhile, where that is why. */
  readonly theirVersion?: number;
}
interface Stores { kept: Kept; unsent: Unsent }

const settled = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error('The device keeps nothing.'));
});

let opened: { name: string; database: Promise<IDBDatabase> } | undefined;

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('kept', { keyPath: 'key' });
    request.result.createObjectStore('unsent', { keyPath: 'id' });
  };
  return settled(request).then(database => {
    // Another tab signs out: nothing holds on to what it deletes.
    database.onversionchange = () => { database.close(); if (opened?.name === name) opened = undefined; };
    return database;
  });
}

function own(accountId: string): Promise<IDBDatabase> {
  const name = PREFIX + accountId;
  if (opened?.name !== name) opened = { name, database: open(name) };
  return opened.database;
}

/**
 * Asks a store, and tells when all of it is done. Committed at once, before anything is answered: WebKit never ends a transaction of a page that is left
 * meanwhile, and every later page would wait for that without end.
 */
async function within<Store extends keyof Stores, T>(database: IDBDatabase, store: Store, mode: IDBTransactionMode, act: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = database.transaction(store, mode);
  const request = act(transaction.objectStore(store));
  transaction.commit();
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error('The device keeps nothing.'));
  });
}

/** Whose device it is as far as is known: who was last signed in here and has not signed out. */
export const deviceOwner = {
  id: (): string | null => {
    try { return localStorage.getItem(OWNER); } catch { return null; }
  },
  /** From now on it is this account's; what was kept of others is gone. What they had not sent waits in their own database. */
  become: async (accountId: string): Promise<void> => {
    try { localStorage.setItem(OWNER, accountId); } catch { return; }
    await forgetKept(accountId);
  },
};

async function forgetKept(except: string | null): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith(PREFIX) || name === PREFIX + except) continue;
    const database = await open(name);
    await within(database, 'kept', 'readwrite', objects => objects.clear());
    const unsent = await within(database, 'unsent', 'readonly', objects => objects.count());
    database.close();
    if (unsent === 0) indexedDB.deleteDatabase(name);
  }
}

/** Empties the device of what was kept to read, as when a session has ended. */
export async function forgetAllKept(): Promise<void> {
  try { localStorage.removeItem(OWNER); } catch { /* Forbidden storage holds nothing to forget. */ }
  await forgetKept(null);
}

/** Empties the device of everything of this account, also of what was not sent. */
export async function emptyDeviceStore(accountId: string): Promise<void> {
  try { localStorage.removeItem(OWNER); } catch { /* Forbidden storage holds nothing to forget. */ }
  const name = PREFIX + accountId;
  if (opened?.name === name) {
    (await opened.database).close();
    opened = undefined;
  }
  await settled(indexedDB.deleteDatabase(name));
  await forgetKept(null);
}

/** Whether it may still be shown. */
export const isFresh = ({ at }: Kept): boolean => at > Date.now() - KEPT_MS;

/** Answers as they were last shown, to be read without a network. */
export const keptAnswers = {
  get: async (accountId: string, key: string): Promise<Kept | null> => {
    const kept = (await within(await own(accountId), 'kept', 'readonly', objects => objects.get(key))) as Kept | undefined;
    return kept && isFresh(kept) ? kept : null;
  },
  /** At least one. */
  put: async (accountId: string, kept: readonly Kept[]): Promise<void> => {
    const database = await own(accountId);
    await within(database, 'kept', 'readwrite', objects => kept.map(one => objects.put(one)).at(-1)!);
    const old = tooMuch((await within(database, 'kept', 'readonly', objects => objects.getAll())) as Kept[], Date.now());
    if (old.length) await within(database, 'kept', 'readwrite', objects => old.map(({ key }) => objects.delete(key)).at(-1)!);
  },
};

/** What is too old or too much to be kept, the oldest of it first to go. */
export function tooMuch(all: readonly Kept[], now: number): Kept[] {
  return all.toSorted((a, b) => b.at - a.at).filter(({ at }, place) => place >= KEPT_MOST || at < now - KEPT_MS);
}

/** Changes that are not known to have arrived, in the order in which they were made. */
export const unsentChanges = {
  all: async (accountId: string): Promise<readonly Unsent[]> => ((await within(await own(accountId), 'unsent', 'readonly', objects => objects.getAll())) as Unsent[]).toSorted((a, b) => a.madeAt - b.madeAt),
  put: async (accountId: string, change: Unsent) => within(await own(accountId), 'unsent', 'readwrite', objects => objects.put(change)),
  drop: async (accountId: string, id: string) => within(await own(accountId), 'unsent', 'readwrite', objects => objects.delete(id)),
};
