import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const IMPORTED = /(?:import|export)\s[^;]*?from\s+'(\.[^']+)'|import\s+'(\.[^']+)'/g;
const LATER = /\bimport\('(\.[^']+)'\)((?:, '\w+')*)/g;
const sourceOf = (file: string) => readFileSync(file, 'utf8').replaceAll(/import type[^;]*;/g, '');
const namesIn = (list: string) => [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name!);

/** The texts that a page uses without having loaded them; what it loads later may bring texts of its own. */
function missingOf(page: string, loaded: readonly string[]): string[] {
  const missing = new Set<string>();
  const seen = new Set<string>();
  const follow = (file: string, texts: readonly string[]) => {
    const visit = `${file} ${texts.toSorted().join()}`;
    if (seen.has(visit) || !/\.tsx?$/.test(file) || !existsSync(file) || file.includes('generated')) return;
    seen.add(visit);
    const source = sourceOf(file);
    for (const [, names = ''] of source.matchAll(/useTranslation\(([^)]*)\)/g)) for (const name of namesIn(names)) if (!texts.includes(name)) missing.add(name);
    for (const [, from, alone] of source.matchAll(IMPORTED)) follow(path.join(path.dirname(file), from ?? alone ?? ''), texts);
    for (const [, from = '', names = ''] of source.matchAll(LATER)) follow(path.join(path.dirname(file), from), [...new Set([...texts, ...namesIn(names)])]);
  };
  follow(page, loaded);
  return [...missing];
}

interface Route { readonly page: string; readonly texts: readonly string[] }
const routesIn = (file: string): Route[] => [...readFileSync(file, 'utf8').matchAll(LATER)].map(([, page = '', names = '']) => ({ page: path.join(path.dirname(file), page), texts: namesIn(names) }));

const portal = routesIn('web/pages/portal-routes.tsx');
const frame = portal.find(({ page }) => page.endsWith('portal-layout.tsx'))!.texts;
const routes = [...routesIn('web/app/router.tsx'), ...portal.map(({ page, texts }) => ({ page, texts: [...texts, ...frame] }))];

test('each page loads the texts of all that it shows or opens', () => {
  expect(routes.length).toBeGreaterThan(40);
  const missing = routes.map(({ page, texts }) => [page, missingOf(page, ['app', 'spoken', ...texts])] as const);
  expect(Object.fromEntries(missing.filter(([, names]) => names.length > 0))).toEqual({});
});
