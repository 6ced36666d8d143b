import { Anchor, Tabs, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import { useViewer } from '../app/viewer.tsx';
import { OVER_SOCKET } from '../graphql/client.ts';
import { useFeed } from '../graphql/feed.ts';
import { graphql } from '../graphql/generated/index.ts';
import { Alarms } from '../telephony/alarms.tsx';
import { Doors } from '../telephony/doors.tsx';
import { ExchangeCard } from '../telephony/exchange-card.tsx';
import { Preferences } from '../telephony/preferences.tsx';
import { SecretaryPhones } from '../telephony/secretary-phones.tsx';
import { SettingsForm } from '../telephony/settings-form.tsx';
import classes from '../telephony/telephony.module.css';
import { learnServerTime } from '../ui/clock.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ServiceKeys } from './api-key-cards.tsx';

const TelephonyDocument = graphql(`
  query Telephony {
    liveCursor
    telephony {
      exchange { ...Exchange_exchange }
      settings { ...Settings_settings }
      alarms { id ...Alarm_alarm }
      secretaryPhones { ...SecretaryPhone_phone }
    }
    telephoneDoors { id ...Door_door }
  }
`);
const TelephonyEventsDocument = graphql(`
  subscription TelephonyEvents($after: String) { events(after: $after) { __typename cursor at } }
`);

const TABS = ['systems', 'calls', 'phones', 'preferences'] as const;

/** Where supervisors connect telephone systems and say how calls run. */
export function TelephonyPage() {
  const { t } = useTranslation('telephony');
  const viewer = useViewer();
  if (viewer?.__typename === 'Secretary' && viewer.isSupervisor) return <Shell title={t('title')} wide><TelephonySetUp viewerId={viewer.id} /></Shell>;
  return (
    <Shell title={t('title')} wide>
      <EmptyFace title={t('onlySupervisors')} action={<Anchor component={Link} to={addresses.desk()}>{t('back')}</Anchor>}>{t('onlySupervisorsHint')}</EmptyFace>
    </Shell>
  );
}

function TelephonySetUp({ viewerId }: { viewerId: string }) {
  const { t } = useTranslation('telephony');
  const [search, setSearch] = useSearchParams();
  const [{ data, error }, again] = useQuery({ query: TelephonyDocument, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  const anew = () => again({ requestPolicy: 'network-only' });
  useFeed({
    document: TelephonyEventsDocument,
    after: data?.liveCursor,
    onEvent: event => { learnServerTime(event.at); },
    onExpired: anew,
  });
  const tab = TABS.find(one => one === search.get('tab')) ?? 'systems';
  return (
    <div className={classes.stack}>
      <div>
        <Anchor component={Link} to={addresses.desk()} style={{ display: 'inline-flex', alignItems: 'center', gap: 4, minHeight: 24 }}><IconArrowLeft size={16} aria-hidden />{t('back')}</Anchor>
        <Title order={1} mt={4}>{t('title')}</Title>
        <Text c="dimmed">{t('lead')}</Text>
      </div>
      {!data && (error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />)}
      {data && (
        <>
          <Alarms alarms={data.telephony.alarms} />
          <Tabs value={tab} onChange={value => setSearch(value && value !== 'systems' ? { tab: value } : {}, { replace: true })} keepMounted={false}>
            <Tabs.List mb="md" aria-label={t('title')}>{TABS.map(one => <Tabs.Tab key={one} value={one}>{t(`tabs.${one}`)}</Tabs.Tab>)}</Tabs.List>
            <Tabs.Panel value="systems">
              <div className={classes.stack}>
                <Doors doors={data.telephoneDoors} hasExchange={Boolean(data.telephony.exchange)} ringAddress={addresses.ring()} />
                {(data.telephony.exchange || data.telephoneDoors.length > 0) && <ExchangeCard exchange={data.telephony.exchange ?? null} />}
                <ServiceKeys />
              </div>
            </Tabs.Panel>
            <Tabs.Panel value="calls"><SettingsForm settings={data.telephony.settings} viewerId={viewerId} onStale={anew} /></Tabs.Panel>
            <Tabs.Panel value="phones"><SecretaryPhones phones={data.telephony.secretaryPhones} onSaved={anew} /></Tabs.Panel>
            <Tabs.Panel value="preferences"><Preferences /></Tabs.Panel>
          </Tabs>
        </>
      )}
    </div>
  );
}
