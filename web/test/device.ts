import type { Page } from 'playwright-core';

/** Run in a page: what its device keeps, the keys of answers, and how many changes wait, per database. */
export async function readDevice() {
  const all: Record<string, { kept: string[]; unsent: number }> = {};
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => { const request = indexedDB.open(name); request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error!); });
    const read = <T>(store: string, how: 'getAllKeys' | 'count') => new Promise<T>(resolve => { const request = database.transaction(store).objectStore(store)[how](); request.onsuccess = () => resolve(request.result as T); });
    all[name] = { kept: await read<string[]>('kept', 'getAllKeys'), unsent: await read<number>('unsent', 'count') };
    database.close();
  }
  return all;
}
export const onDevice = (page: Page) => page.evaluate(readDevice);
