import { readFileSync } from 'node:fs';
import path from 'node:path';
import { makeConfiguration } from './make.ts';
import { readSettings } from './settings.ts';

const [settingsFile, folder, ...more] = process.argv.slice(2);
try {
  if (!settingsFile || !folder || more.length) throw new Error('Usage: npm run asterisk-config -- <settings.json> <folder>');
  const settings = readSettings(JSON.parse(readFileSync(settingsFile, 'utf8')));
  const target = path.resolve(folder);
  const { spoken } = await makeConfiguration(settings, target);
  process.stdout.write(
    `The configuration is in ${target}.\n`
    + (spoken.length ? `Spoken by espeak-ng, since there is no recording: ${spoken.join(', ')}.\n` : '')
    + `Start: ${settings.folders.programs}/asterisk -f -C ${target}/asterisk.conf\n`
    + `Vorzimmer: ASTERISK_URL=http://${settings.ari.user}:<password>@127.0.0.1:${settings.ari.port}\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
