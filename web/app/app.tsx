import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { I18nextProvider } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { Provider } from 'urql';
import { makeClient } from '../graphql/client.ts';
import { addresses } from './addresses.ts';
import { i18n } from './i18n.ts';
import { router } from './router.tsx';
import { cssVariables, theme } from './theme.ts';

// A full load, not a route: what the cache and the socket hold belongs to the session that ended.
const client = makeClient(() => { if (location.pathname !== addresses.signIn()) location.assign(addresses.signIn(location.pathname + location.search)); });
const colorSchemes = localStorageColorSchemeManager({ key: 'vorzimmer.color-scheme' });

/** Everything around the pages. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" colorSchemeManager={colorSchemes}>
      <I18nextProvider i18n={i18n}>
        <Provider value={client}>
          <ModalsProvider>
            <Notifications position="bottom-left" limit={4} containerWidth={360} />
            <RouterProvider router={router} />
          </ModalsProvider>
        </Provider>
      </I18nextProvider>
    </MantineProvider>
  );
}
