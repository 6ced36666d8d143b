interface Waits extends Event { waitUntil(done: Promise<unknown>): void }
interface Pushed extends Waits { readonly data: { json(): unknown } | null }
interface Clicked extends Waits { readonly notification: Notification }
interface Renewed extends Waits { readonly oldSubscription: PushSubscription | null; readonly newSubscription: PushSubscription | null }
interface OpenPage { readonly url: string; focus(): Promise<OpenPage>; navigate(url: string): Promise<OpenPage | null> }

/** As much of a service worker as notifications need; the pages' own types know only windows. */
export interface PushWorker {
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { matchAll(options: { type: 'window' }): Promise<readonly OpenPage[]>; openWindow(url: string): Promise<OpenPage | null> };
  addEventListener(type: 'push', listener: (event: Pushed) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: Clicked) => void): void;
  addEventListener(type: 'pushsubscriptionchange', listener: (event: Renewed) => void): void;
}

/** What the server sends: shown as it is. */
interface Message { title: string; body: string; tag: string; path: string; lang: string }

const REGISTER = 'mutation RegisterPushDevice($input: PushSubscriptionInput!) { registerPushDevice(input: $input) { __typename } }';

const isMessage = (said: unknown): said is Message => typeof said === 'object' && said !== null && 'title' in said && 'path' in said;

/** What a push says; where it cannot be read, that there is news: browsers want something shown for each, and take the permission away otherwise. */
function messageOf(event: Pushed): Message {
  try {
    const said: unknown = event.data?.json();
    if (isMessage(said)) return said;
  } catch {
    // Not of our making, or of a later version.
  }
  return { title: 'Vorzimmer', body: '', tag: 'news', path: '/portal', lang: '' };
}

/** Shows what is pushed, opens it in the portal, and keeps the device registered when its browser changes its address. */
export function listenForPush(worker: PushWorker): void {
  worker.addEventListener('push', event => {
    const { title, body, tag, path, lang } = messageOf(event);
    // The same sent again takes the place of what is shown, and makes no sound.
    event.waitUntil(worker.registration.showNotification(title, { body, tag, lang, data: { path } }));
  });

  worker.addEventListener('notificationclick', event => {
    event.notification.close();
    const { path } = event.notification.data as { path: string };
    // Ours alone, whatever the message says.
    const url = new URL(path, worker.location.origin);
    const place = url.origin === worker.location.origin ? url.href : `${worker.location.origin}/portal`;
    event.waitUntil((async () => {
      // A page that this worker does not control cannot be taken elsewhere: beside it, one is opened.
      const pages = await worker.clients.matchAll({ type: 'window' });
      const open = pages.find(page => new URL(page.url).pathname.startsWith('/portal'));
      if (!open) return worker.clients.openWindow(place);
      // For how long a touch lets a page come to the front is for the browser to say (Firefox: a second); taken there it is in any case.
      await open.focus().catch(() => undefined);
      // Where it was closed meanwhile, there is none to be taken.
      return open.navigate(place).catch(() => worker.clients.openWindow(place));
    })());
  });

  worker.addEventListener('pushsubscriptionchange', event => {
    event.waitUntil((async () => {
      const options = event.oldSubscription?.options ?? event.newSubscription?.options;
      const key = options?.applicationServerKey;
      if (!key) return;
      const subscription = event.newSubscription ?? (await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
      await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: REGISTER, variables: { input: registrationOf(subscription) } }) });
    })());
  });
}

const base64url = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** What the server is told of a subscription. */
function registrationOf(subscription: PushSubscription): { endpoint: string; p256dh: string; auth: string; key: string } {
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint: endpoint ?? '', p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '', key: base64url(subscription.options.applicationServerKey ?? new ArrayBuffer(0)) };
}
