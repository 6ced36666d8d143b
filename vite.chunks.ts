import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const IMPORTED = /(?:import|export)\s[^;]*?from\s+'(\.[^']+)'|import\s+'(\.[^']+)'/g;
const LATER = /import\('(\.[^']+)'\)/g;
const PARTS = /import\s+\{([^}]+)\}\s+from\s+'(@mantine\/core|@tabler\/icons-react)'/g;

/** What the history says beside what every page of the portal does. */
const CALLS_TEXTS = 'exports|trash';

const sourceOf = (file: string): string => (/\.tsx?$/.test(file) && existsSync(file) ? readFileSync(file, 'utf8').replaceAll(/import type[^;]*;/g, '') : '');
const found = (source: string, pattern: RegExp): string[] => [...source.matchAll(pattern)].map(groups => groups[1] ?? groups[2]!);

/** Our files that these consist of; with those that they load later, or without. */
function filesOf(files: readonly string[], isWithLater: boolean): Set<string> {
  const all = new Set<string>();
  const follow = (file: string) => {
    if (all.has(file)) return;
    all.add(file);
    const source = sourceOf(file);
    for (const name of [...found(source, IMPORTED), ...(isWithLater ? found(source, LATER) : [])]) follow(path.join(path.dirname(file), name));
  };
  files.forEach(follow);
  return all;
}

/**
 * Puts what the portal's first screens need into few files: as a hundred small ones they would be a third larger and come later, because a browser asks for six
 * at a time. Each file is whole by itself or needs only those above it, so that none runs before what it needs:
 * `start`, what every page stands on, with what the start page shares with pages outside the portal; `fields`, what the history shares with them; `portal`, what is
 * around its pages; `home`; `calls`. What most other pages are made of is in `parts`, and their symbols are in one file.
 */
export function inFewFiles(webFolder: string) {
  const at = (...files: string[]) => files.map(file => path.join(webFolder, file));
  const start = filesOf(at('app/app.tsx', 'app/i18n.ts'), false);
  const [frame, home, calls] = ['pages/portal-layout.tsx', 'pages/portal-home-page.tsx', 'pages/portal-calls-page.tsx'].map(page => filesOf(at(page), false)) as [Set<string>, Set<string>, Set<string>];
  const portal = [...frame, ...home, ...calls].filter(file => !start.has(file));
  const others = filesOf(found(sourceOf(at('app/router.tsx')[0]!), LATER).map(page => path.join(webFolder, 'app', page)), true);
  const partsOf = (files: Iterable<string>) => new Set([...files].flatMap(file => found(sourceOf(file), PARTS)).flatMap(names => names.split(',').map(name => name.trim()).filter(name => /^[A-Z]/.test(name))));
  const parts = partsOf([...frame, ...home]);
  const partsOfCalls = partsOf(calls);

  const ofPackage = (id: string): string | null => /@tabler\/icons-react\/dist\/esm\/icons\/(\w+)\.mjs$/.exec(id)?.[1] ?? /@mantine\/core\/esm\/components\/(\w+)\//.exec(id)?.[1] ?? null;
  const isOwn = (id: string) => portal.includes(id) && !others.has(id);
  const isShared = (id: string) => portal.includes(id) && others.has(id);
  const isFirst = (id: string) => frame.has(id) || home.has(id);
  return {
    groups: [
      { name: 'start', priority: 5, test: (id: string) => start.has(id) || /node_modules\/(react|react-dom|scheduler)\/|rolldown\/runtime/.test(id) || (isShared(id) && isFirst(id)) || parts.has(ofPackage(id) ?? '') },
      { name: 'fields', priority: 4, test: (id: string) => isShared(id) || partsOfCalls.has(ofPackage(id) ?? '') },
      { name: 'portal', priority: 3, test: (id: string) => isOwn(id) && (frame.has(id) || (home.has(id) && calls.has(id))) },
      { name: 'home', priority: 2, test: (id: string) => isOwn(id) && home.has(id) },
      { name: 'calls', priority: 1, test: (id: string) => isOwn(id) && calls.has(id) },
      { name: 'calls-de', test: new RegExp(`/messages/(${CALLS_TEXTS})\\.de\\.ts$`) },
      { name: 'calls-en', test: new RegExp(`/messages/(${CALLS_TEXTS})\\.en\\.ts$`) },
      { name: 'parts', minShareCount: 10, test: /node_modules\/(@mantine\/(core|hooks|form)|@floating-ui|tabbable)\// },
      { name: 'symbols', test: /@tabler\/icons-react\/dist\/esm\/icons\// },
    ],
  };
}
