import { listenForPush, type PushWorker } from './notifications/push-worker.ts';

interface Waits extends Event { waitUntil(done: Promise<unknown>): void }
interface Fetched extends Waits { readonly request: Request; respondWith(answer: Promise<Response>): void }
/** As much of a service worker as is used here; the pages' own types know only windows. */
declare const self: {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Waits) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetched) => void): void;
};
/** Filled in by the build: the files of the portal's shell, and a name that changes with them. */
declare const SHELL: { readonly name: string; readonly files: readonly string[] };

const PREFIX = 'vorzimmer-shell-';
const CACHE = PREFIX + SHELL.name;
const PAGE = '/index.html';

// Only files that are the same for everybody: no answer, no download and nothing of a person ever comes in here.
self.addEventListener('install', event => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    // Names with a hash are as they were; of the others the browser may hold an older one.
    await cache.addAll(SHELL.files.map(file => new Request(file, file.startsWith('/assets/') ? {} : { cache: 'reload' })));
  })());
});

// The version before stays: a tab that was open meanwhile still loads its own files, which the service may not have any more.
self.addEventListener('activate', event => {
  event.waitUntil((async () => {
    const others = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CACHE);
    for (const name of others.slice(0, -1)) await caches.delete(name);
    await self.clients.claim();
  })());
});

// A new version waits until somebody asks for it, or until no page is open any more.
self.addEventListener('message', event => { if (event.data === 'use') void self.skipWaiting(); });

self.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  const isPage = request.mode === 'navigate' && /^\/portal(\/|$)/.test(pathname);
  const isAsset = pathname.startsWith('/assets/');
  if (!isPage && !isAsset && !SHELL.files.includes(pathname)) return;
  event.respondWith((async () => {
    const own = await (await caches.open(CACHE)).match(isPage ? PAGE : pathname, { ignoreVary: true });
    return own ?? (isAsset ? await caches.match(pathname, { ignoreVary: true }) : undefined) ?? fetch(request);
  })());
});

listenForPush(self as unknown as PushWorker);
