import { Watchers } from '../ui/watchers.ts';

const LOOK_AGAIN_MS = 3_600_000;

let waiting: ServiceWorker | null = null;
const watchers = new Watchers();

/** Whether a newer version of the pages is on the device and only waits to be used. */
export const newVersion = {
  isThere: (): boolean => waiting !== null,
  watch: watchers.watch,
  /** Uses it; whoever asks for that has nothing half typed, or what is typed is kept as a draft. */
  load: (): void => {
    // Another tab may use it already.
    if (waiting?.state !== 'installed') { location.reload(); return; }
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage('use');
  },
};

let isAsked = false;
/** Lets the portal start without a network from now on, and watches for newer versions of it. */
export function installOnDevice(): void {
  if (isAsked || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  isAsked = true;
  const see = (worker: ServiceWorker | null) => {
    // Without one that is in use already this is the first, which nobody needs to be asked about.
    if (!worker || !navigator.serviceWorker.controller) return;
    waiting = worker;
    watchers.tell();
  };
  void navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).then(registration => {
    const watchInstalling = () => {
      const worker = registration.installing;
      worker?.addEventListener('statechange', () => { if (worker.state === 'installed') see(worker); });
    };
    see(registration.waiting);
    // Whoever comes while another tab is fetching one is not told of it any more.
    watchInstalling();
    registration.addEventListener('updatefound', watchInstalling);
    const look = () => { if (document.visibilityState === 'visible') void registration.update().catch(() => { /* Without a network there is nothing newer to be had. */ }); };
    setInterval(look, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', look);
  }).catch(() => { /* A browser that forbids it shows the pages as any other. */ });
}
