import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { useErrorText } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { Writing } from '../ui/read-only.tsx';
import { showFailure, showUndo } from '../ui/toasts.tsx';
import { momentInWords } from '../ui/zoned-time.ts';
import { CallRow_call } from './call-row.tsx';
import { callBackNumber, telAddress } from './caller-words.ts';
import classes from './history.module.css';

const MarkCallBackDoneDocument = graphql(`
  mutation MarkCallBackDoneInPortal($callId: ID!) {
    markCallBackDone(callId: $callId) { __typename ... on Call { id needsCallBack callBackDoneAt } }
  }
`);

const ReopenCallBackDocument = graphql(`
  mutation ReopenCallBack($callId: ID!) {
    reopenCallBack(callId: $callId) { __typename ... on Call { id needsCallBack callBackDoneAt } }
  }
`);

/** The way back to the caller: dial, and tick off, which can be taken back. */
export function CallBackCard({ call: masked, timeZone }: { call: FragmentType<typeof CallRow_call>; timeZone: string }) {
  const { t, i18n } = useTranslation('history');
  const errorText = useErrorText();
  const now = useMinute();
  const call = readFragment(CallRow_call, masked);
  const [{ fetching }, markDone] = useMutation(MarkCallBackDoneDocument);
  const number = callBackNumber(call);

  const [reopening, reopen] = useMutation(ReopenCallBackDocument);

  const open = async () => {
    const { error } = await reopen({ callId: call.id });
    if (error) showFailure(errorText(error));
  };
  const done = async () => {
    const { error } = await markDone({ callId: call.id });
    if (error) showFailure(errorText(error));
    else showUndo({ message: t('callBack.ticked'), undo: t('callBack.undo'), onUndo: () => void open() });
  };

  return (
    <div className={classes.callBack} data-open={call.needsCallBack || undefined}>
      {call.needsCallBack && <p className={classes.callBackText}>{t(call.note?.callBackWished ? 'callBack.wished' : 'callBack.missed')}</p>}
      {call.callBackDoneAt && <p className={classes.callBackText}><IconCheck size={18} aria-hidden />{t('callBack.doneAt', { time: momentInWords(call.callBackDoneAt, timeZone, i18n.language, now) })}</p>}
      {number
        ? (
          <Button component="a" href={telAddress(number)} variant={call.needsCallBack ? 'filled' : 'default'} leftSection={<IconPhone size={18} aria-hidden />} className={classes.callBackButton}>
            {t('callBack.dial', { number: formatNumber(number) })}
          </Button>
        )
        : <p className={classes.quiet}>{t(call.caller.withheld ? 'callBack.withheld' : 'callBack.noNumber')}</p>}
      {call.needsCallBack && (
        <Writing>
          <Button variant="default" loading={fetching} onClick={() => void done()} leftSection={<IconCheck size={18} aria-hidden />} className={classes.callBackButton}>
            {t(number ? 'callBack.done' : 'callBack.dismiss')}
          </Button>
        </Writing>
      )}
      {call.callBackDoneAt && (
        <Writing>
          <Button variant="default" loading={reopening.fetching} onClick={() => void open()} leftSection={<IconArrowBackUp size={18} aria-hidden />} className={classes.callBackButton}>{t('callBack.reopen')}</Button>
        </Writing>
      )}
    </div>
  );
}
