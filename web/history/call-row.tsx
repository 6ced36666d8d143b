import { IconAlertTriangle, IconArrowBackUp, IconCheck, IconMicrophone, IconStarFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useAllNumbers } from '../ui/number-format.ts';
import { formatDuration } from '../ui/times.ts';
import { clockTime } from '../ui/zoned-time.ts';
import { callAddresses } from './addresses.ts';
import { OutcomeIcon, useOutcomeWords } from './call-outcome.tsx';
import { callerCompany, callerName, callerNumberWords } from './caller-words.ts';
import classes from './history.module.css';

export const CallRow_call = graphql(`
  fragment CallRow_call on Call {
    id
    state
    result
    receivedAt
    endedAt
    needsCallBack
    callBackDoneAt
    takenBy { id name }
    caller { number rawNumber withheld isVip identifiedAs { id name company } contacts { id name company } }
    voiceMessage { id seconds }
    note { id callerName callerCompany callerNumber concern urgent callBackWished writtenAt writtenBy { id name } }
  }
`);

/** One call in a list: who, when, what about, what was done. The whole of it leads to the call. */
export function CallRow({ call: masked, timeZone, isNew, when, keepSearch = '' }: {
  call: FragmentType<typeof CallRow_call>; timeZone: string; isNew: boolean; when?: string; keepSearch?: string;
}) {
  const { t } = useTranslation('history');
  const outcome = useOutcomeWords();
  useAllNumbers();
  const call = readFragment(CallRow_call, masked);
  const name = callerName(call, t);
  const company = callerCompany(call, t);
  const number = callerNumberWords(call, t);
  const secretary = call.note?.writtenBy.name ?? call.takenBy?.name;
  return (
    <NavLink to={{ pathname: callAddresses.one(call.id), search: keepSearch }} className={classes.row ?? ''} data-new={isNew || undefined}>
      <OutcomeIcon call={call} />
      <span className={classes.rowBody}>
        <span className={classes.rowHead}>
          <span className={classes.rowName}>
            {name}
            {call.caller.isVip && <><IconStarFilled size={15} className={classes.vip} aria-hidden /><span className="visually-hidden">, {t('caller.vip')}</span></>}
          </span>
          {isNew && <span className={classes.newMark}>{t('row.new')}</span>}
          <time className={classes.rowTime} dateTime={call.receivedAt}>{when ?? clockTime(call.receivedAt, timeZone)}</time>
        </span>
        {(company ?? (name === number ? null : number)) && (
          <span className={classes.rowWho}>{[company, name === number ? null : number].filter(Boolean).join(' · ')}</span>
        )}
        {call.note && <span className={classes.rowConcern}>{call.note.concern}</span>}
        <span className={classes.rowFoot}>
          <span className={classes.rowOutcome} data-tone={call.result === 'MISSED' || call.result === 'ABANDONED' ? 'missed' : undefined}>{outcome(call)}{secretary && ` · ${secretary}`}</span>
          {call.voiceMessage && <span className={classes.tag}><IconMicrophone size={14} aria-hidden />{t('row.voiceMessage', { length: formatDuration(call.voiceMessage.seconds) })}</span>}
          {call.note?.urgent && <span className={classes.tag} data-tone="urgent"><IconAlertTriangle size={14} aria-hidden />{t('row.urgent')}</span>}
          {(call.needsCallBack || (call.note?.callBackWished && !call.callBackDoneAt)) && <span className={classes.tag} data-tone="call-back"><IconArrowBackUp size={14} aria-hidden />{call.note?.callBackWished ? t('row.callBackWished') : t('row.callBackOpen')}</span>}
          {call.callBackDoneAt && <span className={classes.tag}><IconCheck size={14} aria-hidden />{t('row.callBackDone')}</span>}
        </span>
      </span>
    </NavLink>
  );
}
