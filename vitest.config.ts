import { existsSync, globSync, readFileSync } from 'node:fs';
import { availableParallelism, networkInterfaces } from 'node:os';
import { defineConfig } from 'vitest/config';

const WHOLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
// The headless shell is quicker; but it has no microphone, which the telephones in the browser want.
const chromium = process.env['CHROMIUM'] ?? ['/usr/bin/chromium-headless-shell', ...WHOLE].find(existsSync);
const withMicrophone = process.env['CHROMIUM'] ?? WHOLE.find(existsSync);
if (!chromium && process.env['CI']) throw new Error('The browser tests need a Chromium (Debian: apt-get install chromium-headless-shell), or CHROMIUM with its path.');
if (!chromium) process.stderr.write('No Chromium was found: the tests in the browser do NOT run. Install one, or name it in CHROMIUM.\n');
const firefox = process.env['FIREFOX'] ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);
if (!firefox && process.env['CI']) throw new Error('The test of push needs a Firefox (Debian: apt-get install firefox-esr), or FIREFOX with its path.');
if (!firefox) process.stderr.write('No Firefox was found: the test of push in it does NOT run. Install one, or name it in FIREFOX.\n');

// A network of our own that leads nowhere, as server/test/telephony/in-namespace.sh makes it.
const networks = networkInterfaces();
const insideNamespace = Object.keys(networks).every(name => name === 'lo') && (networks['lo'] ?? []).some(({ address }) => address === '10.77.0.1');
if (!insideNamespace && !process.env['VITEST_WORKER_ID']) process.stderr.write('The tests against a real Asterisk do NOT run here: npm run test:telephony runs them.\n');

// graphql 16 ships CommonJS (main) and ES modules (module) side by side; Vite would pick the second for our files while
// Node gives the first to type-graphql and Apollo, and two copies refuse each other's schemas.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

// Vitest keeps a core for itself, and needs none while tests run: of two cores one would idle.
const maxWorkers = availableParallelism();

const server = {
  exclude: ['server/test/product/**', 'server/test/telephony/**'],
  globalSetup: ['server/test/global-setup.ts'],
  pool: 'forks' as const,
  maxWorkers,
  testTimeout: 30_000,
  hookTimeout: 60_000,
};
// Whoever puts something else in the place of a module of ours needs all modules for themselves.
const replacing = globSync('server/**/*.test.ts').filter(file => readFileSync(file, 'utf8').includes('vi.mock('));

export default defineConfig({
  test: {
    // More pages at a time would only wait for each other.
    maxConcurrency: 2,
    projects: [
      // One process reads the server's modules once for all files that it runs: for each anew that were half of the time.
      { resolve, test: { ...server, name: 'server', include: ['server/**/*.test.ts'], exclude: [...server.exclude, ...replacing], isolate: false } },
      // Projects begin in the order of their names: these files, the slowest of which takes a minute, must not be the last ones.
      { resolve, test: { ...server, name: 'replacing', include: replacing } },
      {
        resolve,
        test: {
          name: 'product',
          include: ['server/test/product/**/*.test.ts'],
          // What is watched from outside has the machine to itself.
          sequence: { groupOrder: 1 },
          globalSetup: ['server/test/product-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { resolve, test: { name: 'web', include: ['web/**/*.test.ts'], exclude: ['web/test/**'], maxWorkers } },
      ...(insideNamespace
        ? [
            {
              resolve,
              test: {
                name: 'telephony',
                include: ['server/test/telephony/**/*.test.ts'],
                sequence: { groupOrder: 3 },
                globalSetup: ['server/test/global-setup.ts'],
                env: { CHROMIUM: withMicrophone ?? '' },
                pool: 'forks' as const,
                fileParallelism: false,
                testTimeout: 60_000,
                hookTimeout: 60_000,
              },
            },
          ]
        : []),
      ...(chromium
        ? [
            {
              resolve,
              test: {
                name: 'browser',
                include: ['web/test/**/*.test.ts'],
                exclude: firefox ? [] : ['web/test/push.test.ts'],
                sequence: { groupOrder: 2 },
                globalSetup: ['server/test/product-setup.ts'],
                env: { CHROMIUM: chromium, FIREFOX: firefox ?? '' },
                fileParallelism: false,
                testTimeout: 90_000,
                hookTimeout: 120_000,
              },
            },
          ]
        : []),
    ],
  },
});
