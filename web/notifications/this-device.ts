/** Whether this browser can be notified, or what is in the way. */
export type PushState = 'READY' | 'ON_HOME_SCREEN_ONLY' | 'DENIED' | 'UNSUPPORTED';

/** What the server is told of a subscription. */
export interface Registration { endpoint: string; p256dh: string; auth: string; key: string }

// Who switched notifications on in this browser; gone with all else when they sign out.
const OWNER = 'vorzimmer.push-owner';

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

/** Asks for the permission, which must follow a tap, and subscribes; DENIED when it is not given. */
export async function subscribeHere(pushKey: string, ownerId: string): Promise<Registration | 'DENIED'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'DENIED';
  await navigator.serviceWorker.register('/service-worker.js', { scope: '/' });
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  // Made with a key that is not in use any more, it cannot be pushed to.
  if (before && textOf(before.options.applicationServerKey) !== pushKey) await before.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(pushKey) });
  localStorage.setItem(OWNER, ownerId);
  return registrationOf(subscription);
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
