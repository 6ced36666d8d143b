import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Contract_EndFragment, Customer_DataFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { ConfirmSheet } from '../ui/confirm-sheet.tsx';
import { useErrorText } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { dayInWords, momentInWords, wallTime } from '../ui/zoned-time.ts';
import classes from './customers.module.css';

const EndContractDocument = graphql(`
  mutation EndContract($customerId: ID!, $endsOn: String!) {
    endContract(customerId: $customerId, endsOn: $endsOn) { __typename ... on Customer { id ...Customer_data } ... on CustomerInvalid { problems { field code message } } }
  }
`);
const ContinueContractDocument = graphql(`mutation ContinueContract($customerId: ID!) { continueContract(customerId: $customerId) { id ...Customer_data } }`);

/** From when to when a customer is served, and what they want to happen afterwards. */
export function ContractCard({ customer, end, onChanged }: { customer: Customer_DataFragment; end: Contract_EndFragment | null; onChanged: () => void }) {
  const { t, i18n } = useTranslation('manage');
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const now = useMinute();
  const today = wallTime(now, customer.timeZone).day;
  const [endsOn, setEndsOn] = useState(customer.contractEndsOn ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState<'end' | 'continue' | null>(null);
  const [, endContract] = useMutation(EndContractDocument);
  const [, continueContract] = useMutation(ContinueContractDocument);
  const day = (on: string) => dayInWords(on, i18n.language, today);
  const noteEnd = async () => {
    const { data, error } = await endContract({ customerId: customer.id, endsOn });
    const result = data?.endContract;
    if (result?.__typename === 'Customer') { showDone(t('contract.noted', { day: day(endsOn) })); onChanged(); return true; }
    if (result?.__typename === 'CustomerInvalid') { setProblem(result.problems[0]?.code === 'ENDS_BEFORE_START' ? t('contract.beforeStart') : common('problems.OUT_OF_RANGE')); return true; }
    showFailure(error ? errorText(error) : t('failed'));
    return false;
  };
  const goOn = async () => {
    const { data, error } = await continueContract({ customerId: customer.id });
    if (!data) { showFailure(error ? errorText(error) : t('failed')); return false; }
    setEndsOn('');
    showDone(t('contract.continued'));
    onChanged();
    return true;
  };
  return (
    <section className={classes.card} aria-labelledby="contract-title">
      <h2 id="contract-title" className={classes.heading}>{t('contract.title')}</h2>
      <p className={classes.text}>{t('contract.since', { day: day(customer.contractStartedOn) })} {!customer.contractEndsOn && t('contract.open')}</p>
      {customer.contractEndsOn && <p className={classes.text}><strong>{t(end?.isOver ? 'contract.over' : 'contract.ends', { day: day(customer.contractEndsOn) })}</strong></p>}
      {end && (
        <>
          <p className={classes.text}>
            {t(`contract.answers.${end.answer ?? 'NONE'}`)}{' '}
            {end.answeredAt && <span className={classes.muted}>{t('contract.answeredAt', { time: momentInWords(end.answeredAt, customer.timeZone, i18n.language, now) })}</span>}
          </p>
          <p className={classes.muted}>{end.erasedOn ? t('contract.erasedOn', { day: day(end.erasedOn) }) : t('contract.kept')}</p>
        </>
      )}
      <form className={classes.inline} onSubmit={event => { event.preventDefault(); setProblem(null); if (endsOn) setAsked('end'); else setProblem(common('problems.REQUIRED')); }} noValidate>
        <TextInput type="date" label={t('contract.lastDay')} value={endsOn} min={customer.contractStartedOn} error={problem} onChange={event => { setEndsOn(event.currentTarget.value); setProblem(null); }} />
        <Button type="submit" variant="default">{t(customer.contractEndsOn ? 'contract.move' : 'contract.end')}</Button>
        {customer.contractEndsOn && <Button variant="default" onClick={() => setAsked('continue')}>{t('contract.continue')}</Button>}
      </form>
      {asked === 'end' && (
        <ConfirmSheet isHard title={t('contract.endTitle', { day: day(endsOn) })} text={t(endsOn < today ? 'contract.endTextPast' : 'contract.endText')} confirm={t('contract.endConfirm')} onConfirm={noteEnd} onClose={() => setAsked(null)} />
      )}
      {asked === 'continue' && <ConfirmSheet title={t('contract.continueTitle')} text={t('contract.continueText')} confirm={t('contract.continue')} onConfirm={goOn} onClose={() => setAsked(null)} />}
    </section>
  );
}
