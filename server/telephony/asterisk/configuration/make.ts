import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ANNOUNCEMENT_LANGUAGES, ANNOUNCEMENTS } from './announcements.ts';
import { quietMusic } from './music.ts';
import { configurationFiles } from './render.ts';
import type { AsteriskSettings } from './settings.ts';
import { readWav, TELEPHONE_RATE, toTelephoneRate, writeWav } from './wav.ts';

const run = promisify(execFile);
const exists = (file: string) => stat(file).then(() => true, () => false);

/** The text as a telephone plays it, spoken by Debian's espeak-ng. */
async function speak(text: string, language: 'de' | 'en'): Promise<Buffer> {
  const voice = language === 'de' ? 'de' : 'en-gb';
  const spoken = await run('espeak-ng', ['-v', voice, '-s', '150', '--stdout', text], { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error('The announcements are spoken by espeak-ng (Debian: apt-get install espeak-ng), unless "recordings" has a file for each.');
  });
  const { samples, rate } = readWav(spoken.stdout);
  return writeWav(toTelephoneRate(samples, rate));
}

const beep = () => Float32Array.from({ length: 0.4 * TELEPHONE_RATE }, (_, index) => 0.4 * Math.sin((2 * Math.PI * 1000 * index) / TELEPHONE_RATE));

async function makeSounds(settings: AsteriskSettings, folder: string): Promise<string[]> {
  const made: string[] = [];
  for (const language of ANNOUNCEMENT_LANGUAGES) {
    const sounds = path.join(folder, 'share/sounds', language, 'vorzimmer');
    await mkdir(sounds, { recursive: true });
    // Asterisk's own name for what is heard before a recording; without the file it records nothing.
    await writeFile(path.join(folder, 'share/sounds', language, 'beep.wav'), writeWav(beep()));
    for (const [name, texts] of Object.entries(ANNOUNCEMENTS)) {
      const target = path.join(sounds, `${name}.wav`);
      const recording = settings.recordings && path.join(settings.recordings, language, `${name}.wav`);
      if (recording && (await exists(recording))) await copyFile(recording, target);
      else {
        await writeFile(target, await speak(texts[language], language));
        made.push(`${language}/${name}`);
      }
    }
  }
  return made;
}

/**
 * Makes a complete configuration in the folder, which Asterisk is started with (`asterisk -f -C <folder>/asterisk.conf`).
 * Returns the announcements that had no recording and were spoken.
 */
export async function makeConfiguration(settings: AsteriskSettings, folder: string): Promise<{ spoken: string[] }> {
  const { share, state, spool, run: runFolder, log } = settings.folders;
  await mkdir(path.join(folder, 'share'), { recursive: true });
  for (const [name, text] of configurationFiles(settings, folder)) {
    const file = path.join(folder, name);
    await writeFile(file, text, { mode: 0o640 });
    // A file that was there keeps its mode otherwise.
    await chmod(file, 0o640);
  }
  for (const needed of [state, path.join(state, 'keys'), spool, path.join(spool, 'recording'), runFolder, log]) await mkdir(needed, { recursive: true });
  // Asterisk reads the descriptions of its own settings from its data folder and does without most modules when they are not there.
  for (const name of ['documentation', 'rest-api']) {
    const link = path.join(folder, 'share', name);
    await rm(link, { force: true });
    await symlink(path.join(share, name), link);
  }
  if (!settings.music) {
    await mkdir(path.join(folder, 'music'), { recursive: true });
    await writeFile(path.join(folder, 'music/quiet.wav'), writeWav(quietMusic()));
  }
  return { spoken: await makeSounds(settings, folder) };
}
