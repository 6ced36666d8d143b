import { lazy, type ComponentType } from 'react';

/** A page that comes when it is shown, or a little before. */
export type LaterPage = ComponentType & { readonly load: () => Promise<unknown> };

/** Makes a page of what loads it. */
export function later(load: () => Promise<ComponentType>): LaterPage {
  let loading: Promise<{ default: ComponentType }> | undefined;
  const once = () => (loading ??= load().then(Component => ({ default: Component })));
  return Object.assign(lazy(once), { load: once }) as unknown as LaterPage;
}
