import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { graphql } from '../graphql/generated/index.ts';
import type { ContractEnd_PartsFragment } from '../graphql/generated/graphql.ts';
import { useMinute } from '../ui/minute.ts';
import { dayInWords, wallTime } from '../ui/zoned-time.ts';
import classes from './privacy.module.css';

export const ContractEnd_parts = graphql(`
  fragment ContractEnd_parts on ContractEnd { lastDay isOver answer answeredAt erasedOn viewerCanDecide }
`);

/** Puts a day of the customer's calendar into words. */
export function useDay(timeZone: string): (day: string) => string {
  const { i18n } = useTranslation();
  const now = useMinute();
  return day => dayInWords(day, i18n.language, wallTime(now, timeZone).day);
}

/** Says on a page that the contract ends or is over, and leads to where it is decided what follows. */
export function ContractEndBanner({ end, timeZone, to }: { end: ContractEnd_PartsFragment; timeZone: string; to: string }) {
  const { t } = useTranslation('contract');
  const day = useDay(timeZone);
  const { lastDay, isOver, answer, erasedOn, viewerCanDecide } = end;
  return (
    <section className={classes.notices} aria-label={t('title')}>
      <div className={classes.banner}>
        <p className={classes.text}>
          <strong>{t(isOver ? 'bannerOver' : 'bannerEnds', { day: day(lastDay) })}</strong>{' '}
          {erasedOn ? t(answer === 'DELETE' ? 'answers.DELETE' : 'bannerErased', { day: day(erasedOn) }) : t('answers.KEEP')}
        </p>
        <Button component={Link} to={to} variant="default">{t(viewerCanDecide && answer === null ? 'decide' : 'show')}</Button>
      </div>
    </section>
  );
}
