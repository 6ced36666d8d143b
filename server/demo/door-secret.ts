import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const doorFile = (dataFolder: string) => path.join(dataFolder, 'demo-door');

/** The secret of the demo's door as a demo on this data folder left it; null when none has run. */
export async function readDoorSecret(dataFolder: string): Promise<string | null> {
  try {
    return (await readFile(doorFile(dataFolder), 'utf8')).trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The secret of the demo's door, drawn when there is none yet. Only the owner of the file can read it. */
export async function keepDoorSecret(dataFolder: string): Promise<string> {
  const kept = await readDoorSecret(dataFolder);
  if (kept) return kept;
  const fresh = `${doorFile(dataFolder)}.${randomBytes(6).toString('hex')}`;
  await mkdir(dataFolder, { recursive: true });
  await writeFile(fresh, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  try {
    // Linked whole into its place: of two processes the first wins, and a crash leaves no half secret.
    await link(fresh, doorFile(dataFolder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(fresh);
  }
  return (await readDoorSecret(dataFolder)) as string;
}
