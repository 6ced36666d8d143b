import { IconBellRinging, IconStarFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { WaitingRow_CallFragment } from '../graphql/generated/graphql.ts';
import { KeyHint, useKey } from '../ui/keys.tsx';
import { Urgency } from '../ui/ticking.tsx';
import { formatTime } from '../ui/times.ts';
import { useCallerName } from './caller-name.ts';
import { DecisionSymbol } from './decision-bar.tsx';
import classes from './lists.module.css';

const WaitingRow_call = graphql(`
  fragment WaitingRow_call on Call {
    id
    receivedAt
    decisionChangedAt
    customer { id name }
    line { id label }
    caller { ...CallerName_caller }
    decision { kind }
    ringing { id name }
  }
`);

/** A waiting caller turns amber and red after these seconds. */
export const AMBER_AFTER_SECONDS = 20;
export const RED_AFTER_SECONDS = 40;

type Waiting = FragmentType<typeof WaitingRow_call>;

/** The calls that ring, longest first: a click, F2 or Alt with the row's number takes one. `ownId` tells the telephones of others from one's own. */
export function WaitingList({ calls: masked, ownId, onTake }: { calls: readonly Waiting[]; ownId: string; onTake: (call: { id: string; customerName: string }) => void }) {
  const { t } = useTranslation('calls');
  const calls = masked.map(call => readFragment(WaitingRow_call, call));
  const takeAt = (index: number) => { const call = calls[index]; if (call) onTake({ id: call.id, customerName: call.customer.name }); };
  useKey('take', calls.length > 0 ? () => takeAt(0) : null, { inDialogs: true });
  useKey('takeRow', calls.length > 0 ? digit => takeAt(digit - 1) : null, { inDialogs: true });
  return (
    <section aria-labelledby="waiting-title" className={classes.section}>
      <h2 id="waiting-title" className={classes.title}>{t('waiting.title')}<span className={classes.count}>{calls.length}</span></h2>
      {calls.length === 0 && <p className={classes.none}>{t('waiting.none')}</p>}
      <ul className={classes.rows}>
        {calls.map((call, index) => <li key={call.id}><Row call={call} ownId={ownId} place={index + 1} onTake={() => takeAt(index)} /></li>)}
      </ul>
    </section>
  );
}

function Row({ call, ownId, place, onTake }: { call: WaitingRow_CallFragment; ownId: string; place: number; onTake: () => void }) {
  const { t, i18n } = useTranslation('calls');
  const callerName = useCallerName();
  const caller = callerName(call.caller);
  const ringsHere = call.ringing.some(({ id }) => id === ownId);
  const others = call.ringing.filter(({ id }) => id !== ownId).map(({ name }) => name);
  const rings = t('waiting.ringsAt', { names: [...(ringsHere ? [t('waiting.you')] : []), ...others].join(', ') });
  return (
    <button type="button" className={classes.row} onClick={onTake} data-call={call.id} data-rings-here={ringsHere || undefined}>
      <span className={classes.top}>
        <span className={classes.name}>{call.customer.name}</span>
        <Urgency since={call.receivedAt} amberAfter={AMBER_AFTER_SECONDS} redAfter={RED_AFTER_SECONDS} classes={{ calm: classes.seconds, amber: classes.amber, red: classes.red }} />
        <span className="visually-hidden">{t('waiting.since', { time: formatTime(call.receivedAt, i18n.language) })}</span>
      </span>
      <span className={classes.bottom}>
        {caller.isVip && <IconStarFilled size={13} className={classes.vip} role="img" aria-label={t('caller.vip')} />}
        <span className={classes.caller}>{caller.name}</span>
        {call.decisionChangedAt && <span className={classes.changed}>{t('waiting.decidedAnew')}</span>}
        <span className={call.decision.kind === 'PUT_THROUGH' ? classes.putThrough : classes.message}>
          <DecisionSymbol kind={call.decision.kind} size={16} label={t(`decision.${call.decision.kind}`)} />
        </span>
        <span className={classes.key}>{place === 1 ? <KeyHint action="take" /> : place <= 9 ? <KeyHint action="takeRow" digit={place} /> : null}</span>
      </span>
      {call.ringing.length > 0 && <span className={classes.rings} title={rings}><IconBellRinging size={13} aria-hidden /> <span>{rings}</span></span>}
    </button>
  );
}
