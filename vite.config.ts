import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { inFewFiles } from './vite.chunks.ts';
import { documentsInPlace } from './vite.documents.ts';
import { compressed, firstLoad, serviceWorker } from './vite.first-load.ts';

const server = `http://127.0.0.1:${process.env.PORT ?? '4000'}`;

const web = fileURLToPath(new URL('web', import.meta.url));

export default defineConfig({
  root: web,
  plugins: [react(), documentsInPlace(web), firstLoad(web), serviceWorker(web), compressed()],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // Every browser that runs es2023 knows it.
    modulePreload: { polyfill: false },
    // The explorer's editor is a lazy chunk of its own and is large by nature.
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      output: { codeSplitting: inFewFiles(web) },
      onLog: (level, log, report) => {
        // GraphiQL's notes to a compiler that has run already; nothing is lost with them.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 4001,
    strictPort: true,
    // Exactly the API and the doors: the pages' own sources lie below /graphql/ and /telephony/ too.
    proxy: { '/notifications/unsubscribe': server, '^/graphql(\\?.*)?$': { target: server, ws: true }, '^/telephony/[a-z-]+([/?]|$)': { target: server, ws: true }, '/voice-messages': server, '/exports': server, '^/(privacy|datenschutz|imprint|impressum)(/[0-9-]+)?(\\?.*)?$': server, '^/privacy/report': server },
  },
});
