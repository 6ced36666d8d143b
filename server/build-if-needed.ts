import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// `npm start` builds what is not built, or older than its sources.
const STAMP = 'dist/built';
const SOURCES = ['server', 'web', 'package-lock.json', 'vite.config.ts', 'vite.server.config.ts', 'codegen.ts', 'tsconfig.json'];

function newest(place: string): number {
  const stat = statSync(place);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(place)
    .filter(name => name !== 'generated' && !name.endsWith('.test.ts'))
    .reduce((latest, name) => Math.max(latest, newest(path.join(place, name))), 0);
}

const built = existsSync(STAMP) ? statSync(STAMP).mtimeMs : 0;
if (built < Math.max(...SOURCES.map(newest))) {
  process.stdout.write('Building …\n');
  const start = Date.now();
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(STAMP, '');
  process.stdout.write(`Built in ${((Date.now() - start) / 1000).toFixed(0)} s.\n`);
}
