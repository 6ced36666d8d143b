import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const IMPORTED = /(?:import|export)\s[^;]*?from\s+'(\.[^']+)'|import\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g;
const sourceOf = (file: string) => readFileSync(file, 'utf8').replaceAll(/import type[^;]*;/g, '');

/** All files that a page consists of, with those that it loads later. */
function filesOf(page: string): string[] {
  const files = new Set<string>();
  const follow = (file: string) => {
    if (files.has(file) || !/\.tsx?$/.test(file) || !existsSync(file) || file.includes('generated')) return;
    files.add(file);
    for (const found of sourceOf(file).matchAll(IMPORTED)) follow(path.join(path.dirname(file), found[1] ?? found[2] ?? found[3] ?? ''));
  };
  follow(page);
  return [...files];
}

const namesIn = (list: string) => [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name!);
const used = (page: string) => [...new Set(filesOf(page).flatMap(file => [...sourceOf(file).matchAll(/useTranslation\(([^)]*)\)/g)].flatMap(([, names = '']) => namesIn(names))))];

interface Route { readonly page: string; readonly texts: readonly string[] }
const routesIn = (file: string): Route[] =>
  [...readFileSync(file, 'utf8').matchAll(/\bimport\('(\.[^']+)'\)((?:, '\w+')*)/g)].map(([, page = '', names = '']) => ({ page: path.join(path.dirname(file), page), texts: namesIn(names) }));

const portal = routesIn('web/pages/portal-routes.tsx');
const frame = portal.find(({ page }) => page.endsWith('portal-layout.tsx'))!.texts;
const routes = [...routesIn('web/app/router.tsx'), ...portal.map(({ page, texts }) => ({ page, texts: [...texts, ...frame] }))];

test('each page loads the texts of all that it shows or opens', () => {
  expect(routes.length).toBeGreaterThan(40);
  const missing = routes.map(({ page, texts }) => [page, used(page).filter(name => name !== 'app' && !texts.includes(name))] as const);
  expect(Object.fromEntries(missing.filter(([, names]) => names.length > 0))).toEqual({});
});
