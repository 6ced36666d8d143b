import { lazy, type ComponentType } from 'react';

/** A page that comes when it is shown, or a little before. */
export type LaterPage = ComponentType & { readonly load: () => Promise<unknown> };

/** Makes a page of what loads it. What failed to come is tried again when the page is shown again. */
export function later(load: () => Promise<ComponentType>): LaterPage {
  let loading: Promise<{ default: ComponentType }> | undefined;
  const once = () => (loading ??= load().then(Component => ({ default: Component }), (error: unknown) => {
    loading = undefined;
    Page = lazy(once);
    throw error;
  }));
  let Page = lazy(once);
  return Object.assign(() => <Page />, { load: once });
}
