import '../explorer/workers.ts';
import 'graphiql/style.css';
import { useMantineColorScheme } from '@mantine/core';
import { GraphiQL } from 'graphiql';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addresses } from '../app/addresses.ts';
import { useViewer } from '../app/viewer.tsx';
import { askAs, type KnownKey } from '../explorer/asking.ts';
import { EXAMPLES } from '../explorer/examples.ts';
import { KeyBar } from '../explorer/key-bar.tsx';
import classes from '../explorer/key-bar.module.css';

/** The API explorer: GraphiQL, served by us, that asks as whoever is signed in or with a key. */
export function ExplorerPage() {
  const { t } = useTranslation();
  const { colorScheme } = useMantineColorScheme();
  const viewer = useViewer();
  const [isOver, setOver] = useState(false);
  const [asking, setAsking] = useState(() => askAs(null, () => setOver(true)));
  const change = (key: KnownKey | null) => {
    asking.leave();
    setOver(false);
    setAsking(askAs(key, () => setOver(true)));
  };
  return (
    <main className={classes.page}>
      <title>{`${t('explorer.title')} · ${t('name')}`}</title>
      <h1 className="visually-hidden">{t('explorer.title')}</h1>
      <KeyBar signedIn={viewer && 'name' in viewer ? viewer.name : null} asking={asking.key} isOver={isOver} onChange={change} />
      <div className={classes.explorer}>
        <GraphiQL fetcher={asking.fetcher} defaultTabs={TABS} {...(colorScheme === 'auto' ? {} : { forcedTheme: colorScheme })}>
          <GraphiQL.Logo><a href={addresses.home()} style={{ color: 'var(--vz-text)', fontWeight: 650, textDecoration: 'none' }}>{t('name')}</a></GraphiQL.Logo>
        </GraphiQL>
      </div>
    </main>
  );
}

const TABS = EXAMPLES.map(query => ({ query }));
