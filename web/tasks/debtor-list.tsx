import { Anchor, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Debtor_PartsFragment } from '../graphql/generated/graphql.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { useMinute } from '../ui/minute.ts';
import { dayInWords, momentInWords, wallTime } from '../ui/zoned-time.ts';
import { formatCents } from './amounts.ts';
import classes from './tasks.module.css';

/** Debtors with what the calls to them brought; `acts` is what can be done with each. */
export function DebtorList({ debtors, timeZone, hasMore, isLoading, onMore, acts, isAtDesk = false }: {
  debtors: readonly Debtor_PartsFragment[]; timeZone: string; hasMore: boolean; isLoading: boolean; onMore: () => void; acts?: (debtor: Debtor_PartsFragment) => ReactNode; isAtDesk?: boolean;
}) {
  const { t } = useTranslation('tasks');
  return (
    <>
      <ul className={classes.debtors}>{debtors.map(debtor => <li key={debtor.id}><DebtorWords debtor={debtor} timeZone={timeZone} isAtDesk={isAtDesk} />{acts?.(debtor)}</li>)}</ul>
      {hasMore && <div className={classes.pager}><Button variant="default" loading={isLoading} onClick={onMore}>{t('debtors.more')}</Button></div>}
    </>
  );
}

function DebtorWords({ debtor, timeZone, isAtDesk }: { debtor: Debtor_PartsFragment; timeZone: string; isAtDesk: boolean }) {
  const { t, i18n } = useTranslation('tasks');
  const now = useMinute();
  const today = wallTime(now, timeZone).day;
  const numbers = [debtor.number, debtor.otherNumber].filter(number => typeof number === 'string');
  return (
    <>
      <div className={classes.debtorHead}>
        <span>{debtor.name}</span>
        {typeof debtor.amountCents === 'number' && <span className={classes.amount}>{formatCents(debtor.amountCents, i18n.language)}</span>}
      </div>
      {(numbers.length > 0 || debtor.reference) && (
        <div className={`${classes.meta} ${classes.numbers}`}>
          {numbers.map(number => (isAtDesk ? <Anchor key={number} size="sm" href={`tel:${number}`} aria-label={t('desk.call', { number: formatNumber(number) })}>{formatNumber(number)}</Anchor> : <span key={number}>{formatNumber(number)}</span>))}
          {debtor.reference && <span>{debtor.reference}</span>}
        </div>
      )}
      {debtor.remarks && <p className={`${classes.text} ${classes.hint}`}>{debtor.remarks}</p>}
      {debtor.calls.length === 0 && <p className={classes.hint}>{t('debtors.open')}</p>}
      {debtor.calls.length > 0 && (
        <ol className={classes.calls} aria-label={t('debtors.calls', { count: debtor.calls.length })}>
          {debtor.calls.map(call => (
            <li key={call.id}>
              <strong>{t(`results.${call.result}`)}</strong>{call.promisedOn && <>, {t('debtors.promisedOn', { day: dayInWords(call.promisedOn, i18n.language, today, 'short') })}</>}
              {call.remarks && <p>{call.remarks}</p>}
              <p className={classes.meta}>{t('debtors.by', { name: call.secretaryName, time: momentInWords(call.calledAt, timeZone, i18n.language, now) })}</p>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
