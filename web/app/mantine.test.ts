import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const LIBRARY = 'node_modules/@mantine/core';
const IMPORTED = /import \{([^}]+)\} from ['"]@mantine\/core['"]/g;
/** The library's other packages that are used, which stand on it. */
const ON_IT = ['charts', 'notifications'];

const namesIn = (list: string): string[] => list.split(',').map(name => name.trim().split(' as ')[0]!);

/** The sheets behind these components, through all that they consist of. */
function sheetsBehind(names: Iterable<string>): Set<string> {
  const index = readFileSync(path.join(LIBRARY, 'esm/index.mjs'), 'utf8');
  const seen = new Set<string>();
  const sheets = new Set<string>();
  const follow = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const sheet = /(\w+)\.module\.mjs$/.exec(file)?.[1];
    if (sheet) sheets.add(sheet);
    else for (const [, next] of readFileSync(file, 'utf8').matchAll(/from "(\.[^"]+)"/g)) follow(path.join(path.dirname(file), next!));
  };
  for (const name of names) {
    const from = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from "(\\.[^"]+)"`).exec(index)?.[1];
    if (from) follow(path.join(LIBRARY, 'esm', from));
  }
  return sheets;
}

test('each component that is used has its styles', () => {
  const folders = ['web', ...ON_IT.map(name => path.join(LIBRARY, '..', name, 'esm'))];
  const files = folders.flatMap(folder => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.(tsx?|mjs)$/.test(name) && !name.startsWith('graphql/generated')).map(name => path.join(folder, name)));
  const used = new Set(files.flatMap(file => [...readFileSync(file, 'utf8').matchAll(IMPORTED)].flatMap(([, list]) => namesIn(list!))));
  const sheets = [...sheetsBehind(used)].filter(name => existsSync(path.join(LIBRARY, `styles/${name}.layer.css`)));
  const imported = readFileSync('web/app/mantine.css', 'utf8');
  expect(sheets.length).toBeGreaterThan(40);
  expect(sheets.filter(name => !imported.includes(`/${name}.layer.css`))).toEqual([]);
});
