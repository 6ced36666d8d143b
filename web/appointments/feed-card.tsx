import { Alert, Button, NativeSelect } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { CalendarFeedDetail, CalendarFeed_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { formatMoment } from '../ui/times.ts';
import classes from './appointments.module.css';

export const CalendarFeed_parts = graphql(`fragment CalendarFeed_parts on CalendarFeed { detail createdAt createdBy lastFetchedAt }`);
const PublishCalendarDocument = graphql(`
  mutation PublishCalendar($calendarId: ID!, $detail: CalendarFeedDetail!) { publishCalendar(calendarId: $calendarId, detail: $detail) { __typename ... on CalendarPublished { path calendar { id feed { ...CalendarFeed_parts } } } } }
`);
const WithdrawCalendarDocument = graphql(`
  mutation WithdrawCalendar($calendarId: ID!) { withdrawCalendar(calendarId: $calendarId) { __typename ... on Calendar { id feed { ...CalendarFeed_parts } } } }
`);

const DETAILS = ['BUSY', 'KIND', 'EVERYTHING'] as const satisfies CalendarFeedDetail[];

/** The secret address at which other programs read a calendar: shown once when it is made, renewed and taken back. */
export function CalendarFeedCard({ calendarId, name, feed }: { calendarId: string; name: string; feed: CalendarFeed_PartsFragment | null }) {
  const { t, i18n } = useTranslation('appointments');
  const [detail, setDetail] = useState<CalendarFeedDetail>(feed?.detail ?? 'KIND');
  const [address, setAddress] = useState<string | null>(null);
  const [{ fetching: isPublishing }, publish] = useMutation(PublishCalendarDocument);
  const [{ fetching: isWithdrawing }, withdraw] = useMutation(WithdrawCalendarDocument);
  const make = async () => {
    const { data } = await publish({ calendarId, detail });
    if (!data) { showFailure(t('failed')); return; }
    setAddress(new URL(data.publishCalendar.path, location.href).href);
  };
  const end = async () => {
    const { data } = await withdraw({ calendarId });
    if (!data) { showFailure(t('failed')); return; }
    setAddress(null);
    showDone(t('feed.withdrawn'));
  };
  return (
    <li>
      <div role="group" aria-label={t('feed.of', { name })} className={classes.form}>
        <h3>{name}</h3>
        <p className={classes.muted}>{feed ? t('feed.since', { name: feed.createdBy, time: formatMoment(feed.createdAt, i18n.language), last: feed.lastFetchedAt ? formatMoment(feed.lastFetchedAt, i18n.language) : t('feed.never') }) : t('feed.none')}</p>
        {address && (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} styles={{ message: { color: 'var(--vz-text)' } }}>
            <p>{t('feed.once')}</p>
            <div className={classes.secret}>
              <code>{address}</code>
              <CopyButton text={address} failure={t('feed.notCopied')}>{t('feed.copy')}</CopyButton>
              <Button component="a" variant="default" href={address.replace(/^https?:/, 'webcal:')}>{t('feed.open')}</Button>
            </div>
          </Alert>
        )}
        <NativeSelect label={t('feed.detail')} value={detail} onChange={event => setDetail(event.currentTarget.value as CalendarFeedDetail)} data={DETAILS.map(one => ({ value: one, label: t(`feed.details.${one}`) }))} />
        {detail === 'EVERYTHING' && <p className={classes.muted}>{t('feed.everythingHint')}</p>}
        <div className={classes.acts}>
          <Button variant="default" loading={isPublishing} onClick={() => void make()}>{t(feed ? 'feed.renew' : 'feed.make')}</Button>
          {feed && <Button variant="default" color="red" loading={isWithdrawing} onClick={() => void end()}>{t('feed.withdraw')}</Button>}
        </div>
      </div>
    </li>
  );
}
