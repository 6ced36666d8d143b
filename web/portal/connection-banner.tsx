import { IconCheck, IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../graphql/feed.ts';
import { keptAsOf } from '../graphql/offline-exchange.ts';
import { useMinute } from '../ui/minute.ts';
import { clockTime, momentInWords } from '../ui/zoned-time.ts';
import classes from './portal-frame.module.css';

const PATIENCE_MS = 2_000;
const BACK_SHOWN_MS = 4_000;
/** What was kept is mostly replaced by then; a word about it would only flicker. */
const REFRESHING_AFTER_MS = 700;

/** Says quietly that the page is not live, as of when it is, and that it is again. */
export function ConnectionBanner({ timeZone }: { timeZone: string }) {
  const { t, i18n } = useTranslation('portal');
  const { t: offline } = useTranslation('offline');
  const now = useMinute();
  // What is shown was kept on the device: then that is said at once, and as of when it is.
  const asOf = useSyncExternalStore(keptAsOf.watch, keptAsOf.current);
  const connection = useConnection();
  const isRefreshing = asOf !== null && connection.status !== 'lost';
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isRefreshing) return;
    const timer = setTimeout(() => setSlow(true), REFRESHING_AFTER_MS);
    return () => { clearTimeout(timer); setSlow(false); };
  }, [isRefreshing]);
  const [face, setFace] = useState<'none' | 'lost' | 'back'>('none');
  const since = connection.status === 'lost' ? connection.since : null;
  const wasShown = useRef(false);

  useEffect(() => {
    // A phone changes its network all the time; only what lasts is worth a word.
    if (connection.status === 'lost') {
      const timer = setTimeout(() => { wasShown.current = true; setFace('lost'); }, PATIENCE_MS);
      return () => clearTimeout(timer);
    }
    if (connection.status !== 'online' || !wasShown.current) return;
    wasShown.current = false;
    setFace('back');
    const timer = setTimeout(() => setFace('none'), BACK_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [connection.status]);

  return (
    <div role="status" className={classes.bannerPlace}>
      {asOf !== null && isSlow && (
        <p className={classes.banner} data-face="lost"><IconRefresh size={18} aria-hidden /><span>{offline('refreshing', { time: momentInWords(asOf, timeZone, i18n.language, now) })}</span></p>
      )}
      {asOf !== null && !isRefreshing && (
        <p className={classes.banner} data-face="lost"><IconCloudOff size={18} aria-hidden /><span>{offline('asOf', { time: momentInWords(asOf, timeZone, i18n.language, now) })}</span></p>
      )}
      {asOf === null && face === 'lost' && since && (
        <p className={classes.banner} data-face="lost"><IconCloudOff size={18} aria-hidden /><span>{t('connection.lost', { time: clockTime(since, timeZone) })}</span></p>
      )}
      {asOf === null && face === 'back' && <p className={classes.banner} data-face="back"><IconCheck size={18} aria-hidden /><span>{t('connection.back')}</span></p>}
    </div>
  );
}
