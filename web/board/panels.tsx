import { IconCircle, IconCircleDashed, IconCircleFilled, IconCircleHalf2, IconCoffee } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Board_CallFragment, Board_FiguresFragment, Board_SecretaryFragment } from '../graphql/generated/graphql.ts';
import { Ticking, Urgency } from '../ui/ticking.tsx';
import { formatTime } from '../ui/times.ts';
import classes from './board.module.css';
import { AMBER_AFTER_SECONDS, RED_AFTER_SECONDS } from './tiles.tsx';

const SYMBOLS = { AVAILABLE: IconCircleFilled, BUSY: IconCircleHalf2, WRAP_UP: IconCircleDashed, BREAK: IconCoffee, OFFLINE: IconCircle } as const;
const ORDER = ['AVAILABLE', 'BUSY', 'WRAP_UP', 'BREAK', 'OFFLINE'];

/** For whom it rings, the longest waiting first. */
export function Waiting({ calls }: { calls: readonly Board_CallFragment[] }) {
  const { t, i18n } = useTranslation('board');
  return (
    <section className={classes.panel} aria-labelledby="board-waiting">
      <h2 id="board-waiting">{t('queue')}</h2>
      {calls.length === 0 && <p className={classes.none}>{t('nobodyWaits')}</p>}
      <ul className={classes.rows}>
        {calls.map(({ id, customer, receivedAt }) => (
          <li key={id} className={classes.row}>
            <span className={classes.name}>{customer.name}</span>
            <span className="visually-hidden">{t('since', { time: formatTime(receivedAt, i18n.language) })}</span>
            <Urgency since={receivedAt} amberAfter={AMBER_AFTER_SECONDS} redAfter={RED_AFTER_SECONDS} classes={{ calm: classes.seconds, amber: classes.amber, red: classes.red }} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who is there, what they do, and which call they have in hand since when. */
export function Team({ secretaries, calls }: { secretaries: readonly Board_SecretaryFragment[]; calls: readonly Board_CallFragment[] }) {
  const { t, i18n } = useTranslation('board');
  const { t: desk } = useTranslation('desk');
  const there = secretaries.toSorted((a, b) => ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence) || a.name.localeCompare(b.name, 'de'));
  return (
    <section className={classes.panel} aria-labelledby="board-team">
      <h2 id="board-team">{t('team')}</h2>
      {there.length === 0 && <p className={classes.none}>{t('noTeam')}</p>}
      <ul className={classes.rows}>
        {there.map(({ id, name, presence, presenceSince, presenceReason }) => {
          const inHand = calls.find(({ takenBy, onHold }) => takenBy?.id === id && !onHold) ?? calls.find(({ takenBy }) => takenBy?.id === id);
          const Symbol = SYMBOLS[presence];
          const since = inHand?.takenAt ?? presenceSince;
          return (
            <li key={id} className={classes.row}>
              <Symbol size={20} className={classes[presence]} aria-hidden />
              <span className={`${classes.name} ${classes.who}`}>{name}</span>
              <span className={classes.does}>{inHand ? t(inHand.onHold ? 'onHold' : inHand.state === 'PUT_THROUGH' ? 'putThrough' : 'inHand', { customer: inHand.customer.name }) : presenceReason ? desk(`presence.${presenceReason}`) : desk(`presence.${presence}`)}</span>
              {presence !== 'OFFLINE' && (
                <>
                  <span className="visually-hidden">{t('since', { time: formatTime(since, i18n.language) })}</span>
                  <Ticking since={since} className={classes.seconds} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What came of the calls of today. */
export function Results({ figures }: { figures: Board_FiguresFragment }) {
  const { t } = useTranslation('board');
  const shown = figures.results.filter(({ calls }) => calls > 0);
  return (
    <section className={classes.panel} aria-labelledby="board-results">
      <h2 id="board-results">{t('results')}</h2>
      {shown.length === 0 && <p className={classes.none}>{t('noCalls')}</p>}
      <ul className={classes.bars}>
        {shown.map(({ result, calls }) => (
          <li key={result ?? 'none'}>
            <span>{t(`result.${result ?? 'NONE'}`)}</span>
            <b>{calls}</b>
            <span className={classes.bar} aria-hidden><span style={{ width: `${(100 * calls) / Math.max(1, figures.calls)}%` }} /></span>
          </li>
        ))}
      </ul>
    </section>
  );
}
