import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Kind, parse, type FragmentDefinitionNode, stripIgnoredCharacters, visit } from 'graphql';
import type { Plugin } from 'vite';

const CALL = /\bgraphql\(`([^`]*)`\)/g;

/** Every operation and every fragment of the pages, by its name. */
function definitionsIn(webFolder: string) {
  const operations = new Map<string, string>();
  const fragments = new Map<string, { text: string; spreads: readonly string[] }>();
  for (const file of readdirSync(webFolder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file) || file.includes('generated')) continue;
    for (const [, text = ''] of readFileSync(path.join(webFolder, file), 'utf8').matchAll(CALL))
      for (const definition of parse(text).definitions) {
        if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, { text: stripIgnoredCharacters(text), spreads: spreadsOf(definition) });
        else if (definition.kind === Kind.OPERATION_DEFINITION && definition.name) operations.set(definition.name.value, text);
      }
  }
  return { operations, fragments };
}

/** Tells by its name an operation of the pages, with all fragments that it reaches, as the pages have it. */
export function operationTexts(webFolder: string): (name: string) => string {
  const { operations, fragments } = definitionsIn(webFolder);
  return name => {
    const text = operations.get(name);
    if (text === undefined) throw new Error(`No file asks ${name}.`);
    return withFragments(text, fragments);
  };
}

/**
 * Puts the text of each operation, with the fragments that it needs, where it is written. Without it every page would load the syntax trees of all
 * operations of all pages at once, because generated code looks them up in one list.
 */
export function documentsInPlace(webFolder: string): Plugin {
  let fragments: ReturnType<typeof definitionsIn>['fragments'] = new Map();
  return {
    name: 'documents-in-place',
    apply: 'build',
    buildStart() { ({ fragments } = definitionsIn(webFolder)); },
    transform: {
      filter: { id: /\/web\/.*\.tsx?$/, code: 'graphql(`' },
      handler(code, id) {
        if (id.includes('/generated/')) return null;
        return { code: code.replace(CALL, (_call, text: string) => JSON.stringify(withFragments(text, fragments))), map: null };
      },
    },
  };
}

function spreadsOf(node: ReturnType<typeof parse> | FragmentDefinitionNode): string[] {
  const names: string[] = [];
  visit(node, { FragmentSpread: ({ name }) => void names.push(name.value) });
  return names;
}

/** The operation with all fragments that it reaches, each once. A fragment by itself is only ever named, never sent. */
function withFragments(text: string, fragments: ReadonlyMap<string, { text: string; spreads: readonly string[] }>): string {
  const document = parse(text);
  if (document.definitions.every(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)) return '';
  const needed = new Set<string>();
  const need = (names: readonly string[]) => {
    for (const name of names) {
      if (needed.has(name)) continue;
      const fragment = fragments.get(name);
      if (!fragment) throw new Error(`No file has the fragment ${name}.`);
      needed.add(name);
      need(fragment.spreads);
    }
  };
  need(spreadsOf(document));
  return [stripIgnoredCharacters(text), ...[...needed].map(name => fragments.get(name)!.text)].join(' ');
}
