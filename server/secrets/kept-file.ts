import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What the file says; null when there is none. */
export async function readKept(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** What the file says; written by `make` when there is none yet. Only the owner of the file can read it. */
export async function keepInFile(file: string, make: () => string): Promise<string> {
  const kept = await readKept(file);
  if (kept) return kept;
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(fresh, make(), { mode: 0o600, flag: 'wx' });
  try {
    // Linked whole into its place: of two processes the first wins, and a crash leaves no half secret.
    await link(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(fresh);
  }
  return (await readKept(file)) as string;
}
