import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { CallRow_call } from './call-row.tsx';
import { callerCompany, callerName, callBackNumber, callerNumberWords } from './caller-words.ts';
import classes from './history.module.css';

/** Who called, as far as is known; what the address book says, and can be made to say, stands below it. */
export function CallerCard({ call: masked, children }: { call: FragmentType<typeof CallRow_call>; children: ReactNode }) {
  const { t } = useTranslation('history');
  const call = readFragment(CallRow_call, masked);
  const name = callerName(call, t);
  const number = callerNumberWords(call, t);
  const company = callerCompany(call, t);
  const from = call.caller.number;
  return (
    <section className={classes.card} aria-labelledby="caller-title">
      <h2 id="caller-title" className={classes.cardTitle}>{t('caller.title')}</h2>
      <dl className={classes.facts}>
        {name !== number && <><dt>{t('caller.name')}</dt><dd>{name}</dd></>}
        {company && <><dt>{t('caller.company')}</dt><dd>{company}</dd></>}
        <dt>{t('caller.number')}</dt><dd>{number}</dd>
        {from && from !== callBackNumber(call) && formatNumber(from) !== number && <><dt>{t('caller.calledFrom')}</dt><dd>{formatNumber(from)}</dd></>}
      </dl>
      {children}
    </section>
  );
}
