import { Button, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import type { ContractEnd_PartsFragment } from '../graphql/generated/graphql.ts';
import { useMinute } from '../ui/minute.ts';
import { Sheet } from '../ui/sheet.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { momentInWords } from '../ui/zoned-time.ts';
import { useDay } from './contract-end-banner.tsx';
import classes from './privacy.module.css';

const KeepDocument = graphql(`mutation KeepBasicFunctions($customerId: ID!) { done: keepBasicFunctions(customerId: $customerId) { __typename } }`);
const DeclineDocument = graphql(`mutation DeclineBasicFunctions($customerId: ID!) { done: declineBasicFunctions(customerId: $customerId) { __typename } }`);
const EraseDocument = graphql(`
  mutation EraseCustomerData($customerId: ID!, $customerNumber: String!) { eraseCustomerData(customerId: $customerId, customerNumber: $customerNumber) { __typename } }
`);

type End = ContractEnd_PartsFragment;
interface Whose { id: string; customerNumber: string; timeZone: string }

/** What follows from the end of the contract, and the two answers, which look alike. */
export function ContractEndCard({ end, whose }: { end: End; whose: Whose }) {
  const { t, i18n } = useTranslation('contract');
  const day = useDay(whose.timeZone);
  const now = useMinute();
  const [keeping, keep] = useMutation(KeepDocument);
  const [declining, decline] = useMutation(DeclineDocument);
  const [isErasing, setErasing] = useState(false);
  const { lastDay, isOver, answer, answeredAt, erasedOn, viewerCanDecide } = end;
  const isBusy = keeping.fetching || declining.fetching;
  const say = async (send: typeof keep | typeof decline) => {
    const { data, error } = await send({ customerId: whose.id });
    if (error || data?.done.__typename !== 'ContractEnd') showFailure(t('failed'));
  };
  const chosen = (isChosen: boolean) => ({ variant: 'default', disabled: isBusy, 'aria-pressed': isChosen, ...(isChosen && { leftSection: <IconCheck size={18} aria-hidden /> }) });
  return (
    <section className={classes.section} aria-labelledby="contract-end-title">
      <h2 id="contract-end-title" className={classes.title}>{t('title')}</h2>
      <div className={classes.card}>
        <p className={classes.text}><strong>{t(isOver ? 'over' : 'ends', { day: day(lastDay) })}</strong> {t(isOver ? 'overText' : 'endsText')}</p>
        {answer !== 'DELETE' && <p className={classes.text}>{erasedOn ? t(answer ? 'erased' : 'erasedUnlessSaid', { day: day(erasedOn) }) : t('kept')}</p>}
        <details className={classes.details}>
          <summary>{t('basic')}</summary>
          <p className={classes.text}>{t('basicText')}</p>
        </details>
        {answer && (
          <p className={classes.state}>
            {t(`answers.${answer}`)} {answeredAt && <span className={classes.hint}>{t('answeredAt', { time: momentInWords(answeredAt, whose.timeZone, i18n.language, now) })}</span>}
          </p>
        )}
        {answer !== 'DELETE' && (viewerCanDecide
          ? (
            <>
              {!answer && <p className={classes.text}><strong>{t('question')}</strong></p>}
              <div className={classes.choice} role="group" aria-label={t('question')}>
                <Button {...chosen(answer === 'KEEP')} onClick={() => void say(keep)}>{t('keep')}</Button>
                <Button {...chosen(answer === 'DECLINE')} onClick={() => (isOver ? setErasing(true) : void say(decline))}>{t('erase')}</Button>
              </div>
              <p className={classes.hint}>{erasedOn ? t('changeable') : t('changeableAlways')}</p>
            </>
          )
          : <p className={classes.hint}>{t('readOnly')}</p>)}
      </div>
      <EraseSheet whose={whose} opened={isErasing} onClose={() => setErasing(false)} />
    </section>
  );
}

function EraseSheet({ whose: { id, customerNumber: own }, opened, onClose }: { whose: Whose; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('contract');
  const { t: app } = useTranslation();
  const [{ fetching }, erase] = useMutation(EraseDocument);
  const [customerNumber, setCustomerNumber] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    const { data, error } = await erase({ customerId: id, customerNumber });
    if (!error && data?.eraseCustomerData.__typename === 'ContractEnd') {
      showDone(t('eraseSheet.done'));
      onClose();
    } else setProblem(t(data?.eraseCustomerData.__typename === 'CustomerNumberDiffers' ? 'eraseSheet.differs' : 'failed'));
  };
  return (
    <Sheet opened={opened} onClose={onClose} title={t('eraseSheet.title')}>
      <form className={classes.form} onSubmit={event => { event.preventDefault(); void submit(); }}>
        <p className={classes.text}>{t('eraseSheet.text')}</p>
        <p className={classes.text}>{t('eraseSheet.lawful')}</p>
        <TextInput
          label={t('eraseSheet.number')} description={t('eraseSheet.numberHint', { number: own })} value={customerNumber} error={problem} autoComplete="off" required data-autofocus
          onChange={event => { setCustomerNumber(event.currentTarget.value); setProblem(null); }}
        />
        <div className={classes.buttons}>
          <Button type="submit" color="red.9" disabled={customerNumber.trim() === ''} loading={fetching}>{t('eraseSheet.submit')}</Button>
          <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
        </div>
      </form>
    </Sheet>
  );
}
