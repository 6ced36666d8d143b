import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { createRequest, formatDocument, stringifyVariables } from '@urql/core';
import { makeFetchBody } from '@urql/core/internal';
import type { Plugin } from 'vite';
import { operationTexts } from './vite.documents.ts';

/**
 * Puts what runs before the bundle into the page itself, and tells it what the first page will need: files that would otherwise be asked for one after the other,
 * and the first queries. The server's content security policy names these scripts by what is in them.
 */
export function firstLoad(webFolder: string): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter(output => output.type === 'chunk');
        const filesOf = (...modules: string[]): string[] => {
          const files = new Set<string>();
          const add = (name: string) => {
            const chunk = chunks.find(({ fileName }) => fileName === name);
            if (!chunk || chunk.isEntry || files.has(name)) return;
            files.add(name);
            for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
            chunk.imports.forEach(add);
          };
          for (const module of modules) {
            const chunk = chunks.find(({ moduleIds }) => moduleIds.includes(path.join(webFolder, module)));
            if (!chunk) throw new Error(`There is no chunk for ${module}.`);
            add(chunk.fileName);
          }
          return [...files].map(file => `/${file}`).filter(file => !html.includes(`"${file}"`));
        };
        const first = {
          de: filesOf('messages/app.de.ts'), en: filesOf('messages/app.en.ts'),
          'portal-de': filesOf('messages/portal-start.de.ts'), 'portal-en': filesOf('messages/portal-start.en.ts'),
          portal: filesOf('pages/portal-layout.tsx'), '/portal': filesOf('pages/portal-home-page.tsx'), '/portal/calls': filesOf('pages/portal-calls-page.tsx'),
          '/portal/calls-de': filesOf('messages/exports.de.ts', 'messages/trash.de.ts'), '/portal/calls-en': filesOf('messages/exports.en.ts', 'messages/trash.en.ts'),
        };
        const customerId = 'CUSTOMER';
        const textOf = operationTexts(webFolder);
        const asks = {
          viewer: bodyOf(textOf, 'Viewer'), frame: bodyOf(textOf, 'PortalFrame', { customerId }),
          pages: { '/portal': bodyOf(textOf, 'PortalHome', { customerId }), '/portal/calls': bodyOf(textOf, 'PortalCalls', { after: null, filter: {}, first: 30 }) },
        };
        const inPlace = (name: string, told = '') => {
          const script = readFileSync(path.join(webFolder, 'public', name), 'utf8');
          html = html.replace(`<script src="/${name}">`, () => `<script${told}>${script}`);
        };
        inPlace('color-scheme.js');
        inPlace('start.js', ` data-asks="${attribute(JSON.stringify(asks))}" data-first="${attribute(JSON.stringify(first))}"`);
        return html;
      },
    },
  };
}

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('>', '&gt;');

/** What the client will ask, made by the same library: it takes the answer when the two are the same to the letter. */
function bodyOf(textOf: (name: string) => string, name: string, variables: Record<string, unknown> = {}): string {
  const request = createRequest(textOf(name), variables);
  return stringifyVariables(makeFetchBody({ ...request, query: formatDocument(request.query) as typeof request.query, variables: Object.keys(variables).length ? variables : (undefined as never) }));
}

const WORKER = 'service-worker.ts';
const PUBLIC = ['/favicon.svg', '/manifest.webmanifest', '/icons/icon-192.png'];

/** Builds the service worker and tells it the files of which the portal consists, those that its pages load later too. */
export function serviceWorker(webFolder: string): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    buildStart() { this.emitFile({ type: 'chunk', id: path.join(webFolder, WORKER), fileName: 'service-worker.js' }); },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = new Set<string>();
        const add = (name: string) => {
          const output = bundle[name];
          if (!output || files.has(name)) return;
          // The staff's pages are not there without a network.
          if (output.type === 'chunk' && /\/web\/pages\/(desk|board|manage|statistics|telephony|explorer|supervisor|ring|outbox|account)/.test(output.facadeModuleId ?? '')) return;
          files.add(name);
          if (output.type !== 'chunk') return;
          for (const other of [...output.imports, ...output.dynamicImports, ...(output.viteMetadata?.importedCss ?? []), ...(output.viteMetadata?.importedAssets ?? [])]) add(other);
        };
        for (const output of Object.values(bundle)) if (output.type === 'chunk' && output.isEntry && output.fileName !== 'service-worker.js') add(output.fileName);
        for (const name of Object.keys(bundle)) if (/inter-latin-wght-normal-.*\.woff2$/.test(name)) files.add(name);
        const list = [...files].map(file => `/${file}`);
        const page = bundle['index.html'];
        const worker = bundle['service-worker.js'];
        if (worker?.type !== 'chunk' || page?.type !== 'asset') throw new Error('There is no service worker, or no page for it.');
        const shared = [...list, ...PUBLIC, '/index.html'];
        const hash = createHash('sha256').update(JSON.stringify(shared)).update(page.source);
        for (const file of PUBLIC) hash.update(readFileSync(path.join(webFolder, 'public', file)));
        // A browser takes another version when the file is another: the list stands in it.
        worker.code = `const SHELL = ${JSON.stringify({ name: hash.digest('hex').slice(0, 12), files: shared })};\n${worker.code}`;
      },
    },
  };
}

const SMALL = 1_000;

/** Puts a Brotli and a gzip version beside each file that gains from it; the server sends whichever the browser takes. */
export function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: ({ root, build }) => { folder = path.resolve(root, build.outDir); },
    async closeBundle() {
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.(js|css|html|svg|ttf|webmanifest)$/.test(name));
      await Promise.all(names.map(async name => {
        const file = path.join(folder, name);
        const content = readFileSync(file);
        if (content.length < SMALL) return;
        // The explorer's editor is large and seldom loaded: the last percent is not worth its time.
        const quality = content.length > 600_000 ? 8 : constants.BROTLI_MAX_QUALITY;
        writeFileSync(`${file}.br`, await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
        writeFileSync(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
      }));
    },
  };
}
