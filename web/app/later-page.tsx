import { lazy, type ComponentType } from 'react';

/** A page that comes when it is shown, or a little before. */
export type LaterPage = ComponentType & { readonly load: () => Promise<unknown> };

const AGAIN_AFTER_MS = 1_000;

/**
 * Makes a page of what loads it. What failed to come is tried again when the page is shown again, a little later: React draws a page that failed once more at once, and
 * a browser that remembers the failure would have it fail again and again without end.
 */
export function later(load: () => Promise<ComponentType>): LaterPage {
  let loading: Promise<{ default: ComponentType }> | undefined;
  let failedAt: number | undefined;
  const once = () => (loading ??= load().then(Component => ({ default: Component }), (error: unknown) => {
    failedAt = Date.now();
    throw error;
  }));
  let Page = lazy(once);
  const tryAgain = () => {
    if (failedAt === undefined || Date.now() - failedAt < AGAIN_AFTER_MS) return;
    failedAt = undefined;
    loading = undefined;
    Page = lazy(once);
  };
  return Object.assign(() => { tryAgain(); return <Page />; }, { load: () => { tryAgain(); return once(); } });
}
