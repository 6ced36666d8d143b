import '../explorer/workers.ts';
import 'graphiql/style.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { useMantineColorScheme } from '@mantine/core';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addresses } from '../app/addresses.ts';

const EXAMPLE = `# Ctrl+Enter runs what is below; the book icon on the left explains every type.
# Sign in first (in another tab): this page uses the same session.
{
  viewer {
    __typename
    ... on Secretary { name presence }
    ... on CustomerUser { name customer { name } }
  }
}
`;

/** The API explorer: GraphiQL, served by us. */
export function ExplorerPage() {
  const { t } = useTranslation();
  const { colorScheme } = useMantineColorScheme();
  const [fetcher] = useState(() => createGraphiQLFetcher({
    url: '/graphql',
    headers: { 'apollo-require-preflight': 'true' },
    wsClient: createClient({ url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`, lazy: true }),
  }));
  return (
    <main style={{ height: '100dvh' }}>
      <title>{`${t('explorer.title')} · ${t('name')}`}</title>
      <h1 className="visually-hidden">{t('explorer.title')}</h1>
      <GraphiQL fetcher={fetcher} initialQuery={EXAMPLE} {...(colorScheme === 'auto' ? {} : { forcedTheme: colorScheme })}>
        <GraphiQL.Logo><a href={addresses.home()} style={{ color: 'var(--vz-text)', fontWeight: 650, textDecoration: 'none' }}>{t('name')}</a></GraphiQL.Logo>
      </GraphiQL>
    </main>
  );
}
