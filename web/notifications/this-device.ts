/** Whether this browser can be notified, or what is in the way. */
export type PushState = 'READY' | 'ON_HOME_SCREEN_ONLY' | 'DENIED' | 'UNSUPPORTED';

/** What the server is told of a subscription. */
export interface Registration { endpoint: string; p256dh: string; auth: string; key: string }

// Who switched notifications on in this browser; gone with all else when they sign out.
const OWNER = 'vorzimmer.push-owner';
// As long as somebody waits who has tapped; browsers may ask their push service without an end.
const WITHIN_MS = 20_000;

const isAppleMobile = (): boolean => /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1);

/** Whether this browser can be notified now. */
export function pushState(): PushState {
  if ('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) return Notification.permission === 'denied' ? 'DENIED' : 'READY';
  // There, pages can be notified only once they are on the Home Screen.
  return isAppleMobile() && !matchMedia('(display-mode: standalone)').matches ? 'ON_HOME_SCREEN_ONLY' : 'UNSUPPORTED';
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), character => character.charCodeAt(0));
const textOf = (bytes: ArrayBuffer | null): string => (bytes ? btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') : '');

function registrationOf(subscription: PushSubscription): Registration {
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint: endpoint ?? '', p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '', key: textOf(subscription.options.applicationServerKey) };
}

const subscriptionHere = async (): Promise<PushSubscription | null> =>
  'serviceWorker' in navigator && 'PushManager' in window ? ((await (await navigator.serviceWorker.getRegistration('/'))?.pushManager.getSubscription()) ?? null) : null;

/** What is in the way here, and whether what is pushed is shown: the permission stands, and so does the subscription. */
export interface Here { state: PushState; isSubscribed: boolean }

/** How it is here now. */
export const lookHere = async (): Promise<Here> => ({
  state: pushState(),
  // A browser that fails to say is taken for one that is.
  isSubscribed: 'Notification' in window && Notification.permission === 'granted' && (await subscriptionHere().then(found => found !== null, () => true)),
});

/** Tells when the permission may have been given or taken away: in the browser's settings, or elsewhere while the page was not shown. */
export function watchPermission(watcher: () => void): () => void {
  const over = new AbortController();
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') watcher(); }, { signal: over.signal });
  // Some browsers know no such permission; there it is looked at when the page is shown again.
  void navigator.permissions?.query({ name: 'notifications' }).then(status => status.addEventListener('change', watcher, { signal: over.signal }), () => undefined);
  return () => over.abort();
}

/** Asks for the permission, which must follow a tap, and subscribes; DENIED when it is not given. Fails when the browser does not get it done in time. */
export async function subscribeHere(pushKey: string, ownerId: string): Promise<Registration | 'DENIED'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'DENIED';
  const subscription = await inTime(subscribe(pushKey));
  localStorage.setItem(OWNER, ownerId);
  return registrationOf(subscription);
}

async function subscribe(pushKey: string): Promise<PushSubscription> {
  const registration = await navigator.serviceWorker.register('/service-worker.js', { scope: '/' });
  if (!registration.active && registration.installing) await installed(registration.installing);
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  // Made with a key that is not in use any more, it cannot be pushed to.
  if (before && textOf(before.options.applicationServerKey) !== pushKey) await before.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(pushKey) });
}

/** Waits until a first worker is installed; of one that cannot be, `ready` would wait for the next for ever. */
const installed = (worker: ServiceWorker): Promise<void> => new Promise((resolve, reject) => {
  const look = () => {
    if (worker.state === 'redundant') reject(new Error('The service worker cannot be installed.'));
    else if (worker.state !== 'installing') resolve();
  };
  worker.addEventListener('statechange', look);
  look();
});

async function inTime<Done>(work: Promise<Done>): Promise<Done> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error('The browser does not subscribe in time.')), WITHIN_MS); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Gives up the subscription of this browser; what is still pushed to it comes to nothing. */
export async function unsubscribeHere(): Promise<void> {
  localStorage.removeItem(OWNER);
  await (await subscriptionHere())?.unsubscribe();
}

/** The subscription of whoever is signed in; somebody else's is given up, as this is not their device any more. Null without one. */
export async function ownSubscription(viewerId: string): Promise<boolean> {
  const subscription = await subscriptionHere();
  if (!subscription) return false;
  if (localStorage.getItem(OWNER) === viewerId) return true;
  await unsubscribeHere();
  return false;
}
