import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// `npm start` builds what is not built, or older than its sources.
const STAMP = 'dist/built';
const BUILT = [STAMP, 'dist/server/main.js', 'dist/web/index.html'];
const SOURCES = ['server', 'web', 'schema.graphql', 'package-lock.json', 'vite.chunks.ts', 'vite.config.ts', 'vite.documents.ts', 'vite.first-load.ts', 'vite.server.config.ts', 'codegen.ts', 'tsconfig.json'];

function newest(place: string): number {
  const stat = statSync(place);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(place)
    .filter(name => name !== 'generated' && !name.endsWith('.test.ts'))
    .reduce((latest, name) => Math.max(latest, newest(path.join(place, name))), 0);
}

const begun = new Date();
const built = statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (BUILT.some(file => !statSync(file, { throwIfNoEntry: false })) || built < Math.max(...SOURCES.map(newest))) {
  process.stdout.write('Building …\n');
  const { status, signal } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    process.stderr.write(`The build failed${signal ? ` (${signal})` : ''}. "npm run build" shows all that it says.\n`);
    process.exit(status ?? 1);
  }
  mkdirSync('dist', { recursive: true });
  writeFileSync(STAMP, '');
  // What was saved during the build may have come too late for it.
  utimesSync(STAMP, begun, begun);
  process.stdout.write(`Built in ${((Date.now() - begun.getTime()) / 1000).toFixed(0)} s.\n`);
}
