import { Button } from '@mantine/core';
import { IconPhoneCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { CallInHand_CallFragment } from '../graphql/generated/graphql.ts';
import { KeyHint } from '../ui/keys.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { Ticking, Urgency } from '../ui/ticking.tsx';
import { formatTime } from '../ui/times.ts';
import { CallActions } from './call-actions.tsx';
import classes from './call-in-hand.module.css';
import { ChangedDecision } from './changed-decision.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { isNobodyReached } from './forwarding-order.ts';
import { ForwardingSteps } from './forwarding-steps.tsx';
import { NoteForm } from './note-form.tsx';
import type { NoteDrafts } from './note-drafts.ts';
import { AMBER_AFTER_SECONDS, RED_AFTER_SECONDS } from './waiting-list.tsx';

const CallInHand_call = graphql(`
  fragment CallInHand_call on Call {
    id
    state
    onHold
    receivedAt
    takenAt
    endedAt
    endReason
    decisionChangedAt
    customer { id name customerNumber }
    line { id number label }
    decision { kind greeting next { id } ...DecisionBar_decision }
    attempts { id startedAt outcome }
    ...ChangedDecision_call
    ...ForwardingSteps_call
    ...NoteForm_call
    ...CallActions_call
  }
`);

type InHand = FragmentType<typeof CallInHand_call>;

/** The call that is being spoken: greeting, decision, forwarding, note, and what can be done. */
export function CallInHand({ call: masked, secretaryName, drafts, isNoteEmpty, onSaved, onReleased, onClosed }: {
  call: InHand; secretaryName: string; drafts: NoteDrafts; isNoteEmpty: boolean; onSaved: (callId: string) => void; onReleased: (callId: string) => void; onClosed: (callId: string) => void;
}) {
  const { t } = useTranslation('calls');
  const call = readFragment(CallInHand_call, masked);
  return (
    <section aria-label={t('inHand.label', { customer: call.customer.name })} className={classes.call} data-call={call.id}>
      <div className={classes.facts}>
        <Head call={call} />
        <ChangedDecision call={call} />
        {call.state !== 'ENDED' && <Greeting text={call.decision.greeting} secretaryName={secretaryName} />}
        <DecisionBar decision={call.decision} decidedAnewAt={call.takenAt && call.decisionChangedAt && call.decisionChangedAt > call.takenAt ? call.decisionChangedAt : null} nobodyReached={isNobodyReached(call)} />
        <ForwardingSteps call={call} canAct={call.state !== 'ENDED'} />
      </div>
      <div className={classes.write}>
        <NoteForm key={call.id} call={call} drafts={drafts} onSaved={onSaved} actions={<CallActions call={call} isNoteEmpty={isNoteEmpty} onReleased={onReleased} onClosed={onClosed} />} />
      </div>
    </section>
  );
}

/** The longest waiting call, shown before anybody takes it, so that it can be answered at once. */
export function RingingPreview({ call: masked, secretaryName, onTake }: { call: InHand; secretaryName: string; onTake: (call: { id: string; customerName: string }) => void }) {
  const { t } = useTranslation('calls');
  const call = readFragment(CallInHand_call, masked);
  return (
    <section aria-label={t('inHand.label', { customer: call.customer.name })} className={classes.call} data-preview={call.id}>
      <div className={classes.facts}>
        <Head call={call} />
        <Greeting text={call.decision.greeting} secretaryName={secretaryName} />
        <DecisionBar decision={call.decision} decidedAnewAt={call.decisionChangedAt} nobodyReached={false} />
        <ForwardingSteps call={call} canAct={false} />
        <Button size="lg" className={classes.take} onClick={() => onTake({ id: call.id, customerName: call.customer.name })} leftSection={<IconPhoneCheck size={20} aria-hidden />} rightSection={<KeyHint action="take" />}>
          {t('waiting.take')}
        </Button>
      </div>
    </section>
  );
}

function Head({ call }: { call: CallInHand_CallFragment }) {
  const { t, i18n } = useTranslation('calls');
  const line = call.line.label ?? formatNumber(call.line.number);
  return (
    <header className={classes.head}>
      <h2 className={classes.customer}>{call.customer.name}</h2>
      <p className={classes.line}>{t('inHand.line', { line, number: call.customer.customerNumber })}</p>
      <p className={classes.state}>
        {call.state === 'RINGING' && <>{t('inHand.ringing')} <Urgency since={call.receivedAt} amberAfter={AMBER_AFTER_SECONDS} redAfter={RED_AFTER_SECONDS} classes={{ calm: classes.calm, amber: classes.amber, red: classes.red }} /></>}
        {call.state === 'TAKEN' && <>{t(call.onHold ? 'inHand.onHold' : 'inHand.talking')} <Ticking since={call.takenAt ?? call.receivedAt} className={classes.calm} /></>}
        {call.state === 'PUTTING_THROUGH' && <>{t('inHand.puttingThrough')} <Ticking since={call.takenAt ?? call.receivedAt} className={classes.calm} /></>}
        {call.state === 'PUT_THROUGH' && <>{t('inHand.putThrough')} <Ticking since={call.takenAt ?? call.receivedAt} className={classes.calm} /></>}
        {call.state === 'ENDED' && call.endedAt && <>{t('inHand.ended')} {formatTime(call.endedAt, i18n.language)}{call.endReason ? ` · ${t(`inHand.endedBy.${call.endReason}`)}` : ''}</>}
      </p>
    </header>
  );
}

/** What to say on picking up, the largest text of the desk. */
function Greeting({ text, secretaryName }: { text: string; secretaryName: string }) {
  const { t } = useTranslation('calls');
  const spoken = text.replaceAll('{{secretary}}', secretaryName);
  // A greeting of a whole paragraph must not push the note out of sight.
  return <p className={`${classes.greeting} ${spoken.length > 160 ? classes.longest : spoken.length > 80 ? classes.long : ''}`}><span className="visually-hidden">{t('inHand.greeting')}: </span>{t('quote', { text: spoken })}</p>;
}
