import { MantineProvider, localStorageColorSchemeManager, mergeThemeOverrides } from '@mantine/core';
import { lazy, Suspense, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { Provider } from 'urql';
import { makeClient } from '../graphql/client.ts';
import { toastPlace } from '../ui/toast-wanted.ts';
import { addresses } from './addresses.ts';
import { i18n } from './i18n.ts';
import { Router } from './router.tsx';
import { cssVariables, theme } from './theme.ts';

// A full load, not a route: what the cache and the socket hold belongs to the session that ended.
const client = makeClient(() => { if (location.pathname !== addresses.signIn()) location.assign(addresses.signIn(location.pathname + location.search)); });
const SETTLED_AFTER_MS = 5_000;
const ToastPlace = lazy(async () => ({ default: (await import('../ui/toast-place.tsx')).ToastPlace }));
const colorSchemes = localStorageColorSchemeManager({ key: 'vorzimmer.color-scheme' });

/** Everything around the pages. */
export function App() {
  return (
    <I18nextProvider i18n={i18n}>
      <Themed>
        <Provider value={client}>
          <Toasts />
          <Router />
        </Provider>
      </Themed>
    </I18nextProvider>
  );
}

/** With the first toast, or once the page has been there for a while: so it does not hold up what is shown first, and is there when the line is gone. */
function Toasts() {
  useEffect(() => {
    const timer = setTimeout(toastPlace.want, SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return useSyncExternalStore(toastPlace.watch, toastPlace.isWanted) ? <Suspense><ToastPlace /></Suspense> : null;
}

/** The theme, with what it says to screen readers in the viewer's language. */
function Themed({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const close = t('close');
  const spoken = useMemo(() => mergeThemeOverrides(theme, { components: { CloseButton: { defaultProps: { 'aria-label': close } } } }), [close]);
  return <MantineProvider theme={spoken} cssVariablesResolver={cssVariables} defaultColorScheme="auto" colorSchemeManager={colorSchemes}>{children}</MantineProvider>;
}
