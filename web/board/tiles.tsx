import { useTranslation } from 'react-i18next';
import type { Board_LevelFragment } from '../graphql/generated/graphql.ts';
import { useNow } from '../ui/clock.ts';
import { levelInPercent } from '../ui/percent.ts';
import { formatDuration, secondsSince } from '../ui/times.ts';
import classes from './board.module.css';

/** A waiting caller turns amber and red after these seconds. */
export const AMBER_AFTER_SECONDS = 20;
export const RED_AFTER_SECONDS = 40;

const urgencyOf = (seconds: number): 'amber' | 'red' | undefined => (seconds >= RED_AFTER_SECONDS ? 'red' : seconds >= AMBER_AFTER_SECONDS ? 'amber' : undefined);

/** The figures that are read from across the room. */
export function Tiles({ waiting, longestSince, level, calls }: { waiting: number; longestSince: string | null; level: Board_LevelFragment; calls: number }) {
  const { t, i18n } = useTranslation('board');
  const now = useNow();
  const seconds = longestSince === null ? null : secondsSince(longestSince, now);
  const isBelow = level.share !== null && level.share * 100 < level.targetPercent;
  return (
    <dl className={classes.tiles}>
      <div className={classes.tile} data-urgency={seconds === null ? undefined : urgencyOf(seconds)}>
        <dt>{t('waiting')}</dt>
        <dd>{waiting}</dd>
        <dd className={classes.under}>{t('inQueue')}</dd>
      </div>
      <div className={classes.tile} data-urgency={seconds === null ? undefined : urgencyOf(seconds)}>
        <dt>{t('longest')}</dt>
        <dd aria-hidden>{seconds === null ? '–' : formatDuration(seconds)}</dd>
        <dd className={classes.under}>{seconds === null ? t('nobody') : seconds >= RED_AFTER_SECONDS ? t('urgent.red') : seconds >= AMBER_AFTER_SECONDS ? t('urgent.amber') : t('urgent.calm')}</dd>
      </div>
      <div className={classes.tile} data-urgency={isBelow ? 'amber' : undefined}>
        <dt>{t('level', { seconds: level.targetSeconds })}</dt>
        <dd>{level.share === null ? '–' : levelInPercent(level, i18n.language)}</dd>
        <dd className={classes.under}>{level.share === null ? t('noCalls') : t(isBelow ? 'levelBelow' : 'levelReached', { percent: level.targetPercent, taken: level.takenInTime, offered: level.offered })}</dd>
      </div>
      <div className={classes.tile}>
        <dt>{t('calls')}</dt>
        <dd>{calls}</dd>
        <dd className={classes.under}>{t('sinceMidnight')}</dd>
      </div>
    </dl>
  );
}
