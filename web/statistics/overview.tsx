import { useTranslation } from 'react-i18next';
import { formatDuration } from '../ui/times.ts';
import type { Figures } from './figures.ts';
import classes from './statistics.module.css';

/** The figures in all. `isOwn`: of calls that one took oneself, of which none was missed. */
export function Overview({ total, isOwn = false }: { total: Figures; isOwn?: boolean }) {
  const { t, i18n } = useTranslation('statistics');
  const { level } = total;
  const isBelow = level.share !== null && level.share * 100 < level.targetPercent;
  const percent = (share: number | null) => (share === null ? '–' : new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 }).format(share));
  const wait = (seconds: number | null) => (seconds === null ? '–' : formatDuration(Math.round(seconds)));
  const calls = (count: number) => count.toLocaleString(i18n.language);
  return (
    <dl className={classes.figures}>
      <div className={classes.figure}><dt>{t(isOwn ? 'total.ownCalls' : 'total.calls')}</dt><dd>{calls(total.calls)}</dd>{!isOwn && <dd className={classes.under}>{t('total.taken', { count: total.taken, taken: calls(total.taken) })}</dd>}</div>
      <div className={classes.figure} data-below={isBelow || undefined}>
        <dt>{t('total.level', { percent: level.targetPercent, seconds: level.targetSeconds })}</dt>
        <dd>{percent(level.share)}</dd>
        <dd className={classes.under}>{level.share === null ? t('total.none') : t(isBelow ? 'total.below' : 'total.reached', { taken: calls(level.takenInTime), offered: calls(level.offered) })}</dd>
      </div>
      <div className={classes.figure}><dt>{t('total.median')}</dt><dd>{wait(total.medianWaitSeconds)}</dd><dd className={classes.under}>{t('total.medianHint')}</dd></div>
      <div className={classes.figure}><dt>{t('total.p90')}</dt><dd>{wait(total.p90WaitSeconds)}</dd><dd className={classes.under}>{t('total.p90Hint')}</dd></div>
    </dl>
  );
}
