import { notifications } from '@mantine/notifications';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { Presence } from '../graphql/generated/graphql.ts';
import type { ConnectionState } from '../graphql/socket.ts';
import { levelInPercent } from '../ui/percent.ts';
import { Urgency } from '../ui/ticking.tsx';
import { formatTime } from '../ui/times.ts';
import { PresenceMenu } from './presence-menu.tsx';
import classes from './status-bar.module.css';

const StatusBar_level = graphql(`
  fragment StatusBar_level on ServiceLevel { share targetSeconds targetPercent offered takenInTime }
`);

/** The first line of the desk: my presence, who waits how long, how well we do today, whether we are connected. */
export function StatusBar({ presence, waiting, longestSince, level: masked, connection, children }: {
  presence: Presence; waiting: number; longestSince: string | null; level: FragmentType<typeof StatusBar_level>; connection: ConnectionState; children: ReactNode;
}) {
  const { t, i18n } = useTranslation('desk');
  const level = readFragment(StatusBar_level, masked);
  return (
    <header className={classes.bar}>
      <h1 className="visually-hidden">{t('title')}</h1>
      <PresenceMenu presence={presence} />
      <p className={classes.figure}>{waiting === 0 ? <span className={classes.calm}>{t('status.nobody')}</span> : <b>{t('status.waiting', { count: waiting })}</b>}</p>
      {longestSince && <p className={classes.figure}>{t('status.longest')} <Urgency since={longestSince} amberAfter={20} redAfter={40} classes={{ calm: classes.seconds, amber: classes.amber, red: classes.red }} /></p>}
      <p className={classes.level} title={level.share === null ? undefined : t('status.levelDetail', { taken: level.takenInTime, offered: level.offered, seconds: level.targetSeconds, percent: level.targetPercent })}>
        {level.share === null
          ? t('status.noCallsYet')
          : <>{t('status.level', { percent: level.targetPercent, seconds: level.targetSeconds })} <b data-below={level.share * 100 < level.targetPercent || undefined}>{levelInPercent(level, i18n.language)}</b></>}
      </p>
      <p className={classes.connection} data-connection={connection.status}>
        {connection.status === 'lost' ? <IconPlugConnectedX size={15} aria-hidden /> : <IconPlugConnected size={15} aria-hidden />}
        <span>{t(connection.status === 'online' ? 'status.online' : connection.status === 'lost' ? 'status.lost' : 'status.connecting')}</span>
      </p>
      {children}
    </header>
  );
}

/** Says at once that the connection is gone, and since when; and when it is back. */
export function ConnectionBanner({ connection }: { connection: ConnectionState }) {
  const { t, i18n } = useTranslation('desk');
  const wasLost = useRef(false);
  const back = t('connection.back');
  useEffect(() => {
    if (connection.status === 'lost') wasLost.current = true;
    else if (connection.status === 'online' && wasLost.current) {
      wasLost.current = false;
      notifications.show({ message: back, color: 'leaf', autoClose: 4_000 });
    }
  }, [connection.status, back]);
  return (
    <div role="status" aria-live="polite">
      {connection.status === 'lost' && <p className={classes.lost}><IconPlugConnectedX size={17} aria-hidden /> {t('connection.lost', { time: formatTime(connection.since, i18n.language) })}</p>}
    </div>
  );
}
