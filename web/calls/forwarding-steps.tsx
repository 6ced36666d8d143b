import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp, IconCheck, IconInfoCircle, IconPhoneCall, IconPlayerTrackNext, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { attemptState } from '../graphql/attempt-state.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { AttemptOutcome } from '../graphql/generated/graphql.ts';
import { presentTime } from '../ui/clock.ts';
import { KeyHint, KeyedButton, useKey, useShortcut } from '../ui/keys.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { Ticking } from '../ui/ticking.tsx';
import { secondsSince } from '../ui/times.ts';
import { possibleOn } from './abilities.ts';
import { isAnyLeft, isBackUnreached, mayGoOnAfterGivingUp, stepsOf } from './forwarding-order.ts';
import classes from './forwarding-steps.module.css';
import { LedActs, LedState } from './led-attempt.tsx';
import { useRefusals } from './refusals.ts';

const ForwardingSteps_call = graphql(`
  fragment ForwardingSteps_call on Call {
    id
    state
    abilities
    decision {
      kind
      transfer
      plan { id number label situation ringSeconds }
      next { id number label }
    }
    attempts { id startedAt endedAt outcome announced answeredAt forwardingNumber { id number label situation ringSeconds } }
  }
`);

const PutThroughDocument = graphql(`
  mutation PutThrough($callId: ID!, $forwardingNumberId: ID) {
    putThrough(callId: $callId, forwardingNumberId: $forwardingNumberId) {
      __typename
      ... on Call { id state onHold ...ForwardingSteps_call }
      ... on NotYourCall { takenBy { id name } }
      ... on DialRefused { reason }
    }
  }
`);

const RecordOutcomeDocument = graphql(`
  mutation RecordAttemptOutcome($attemptId: ID!, $outcome: AttemptOutcome!) {
    recordAttemptOutcome(attemptId: $attemptId, outcome: $outcome) {
      __typename
      ... on Call { id state onHold ...ForwardingSteps_call }
      ... on NotYourCall { takenBy { id name } }
      ... on AttemptOver { outcome }
    }
  }
`);

const BY_HAND = ['ANSWERED', 'BUSY', 'NO_ANSWER', 'DECLINED', 'UNREACHABLE'] as const satisfies readonly AttemptOutcome[];

/** Leads along the forwarding numbers: what was tried, what rings, what comes next. Not ours to act on: shows the plan alone. */
export function ForwardingSteps({ call: masked, canAct }: { call: FragmentType<typeof ForwardingSteps_call>; canAct: boolean }) {
  const { t } = useTranslation('calls');
  const call = readFragment(ForwardingSteps_call, masked);
  const [dialling, putThrough] = useMutation(PutThroughDocument);
  const [recording, record] = useMutation(RecordOutcomeDocument);
  const refused = useRefusals();
  const shortcut = useShortcut('putThrough');
  const steps = stepsOf(call);
  const can = possibleOn(call.abilities);
  const leads = can.dialling === 'LEADS';
  const ringing = call.attempts.find(({ outcome }) => outcome === null);
  // The live feed can tell what came of an act before the act itself is answered: then the next key counts already.
  const isBusy = ringing ? recording.fetching : dialling.fetching;

  const dial = async (forwardingNumberId: string | null) => {
    const { data, error } = await putThrough({ callId: call.id, forwardingNumberId });
    refused(data?.putThrough, error);
  };
  const say = async (attemptId: string, outcome: AttemptOutcome): Promise<boolean> => {
    const { data, error } = await record({ attemptId, outcome });
    const result = data?.recordAttemptOutcome;
    if (result?.__typename === 'AttemptOver') {
      // Where the system says itself what came of it, the plan has gone on already.
      if (!leads) notifications.show({ message: t('steps.attemptOver', { outcome: t(`steps.${result.outcome}`) }), color: 'yellow' });
      return false;
    }
    return !refused(result, error);
  };
  // Given up before the agreed time it was our choice; after it, nobody answered.
  const goOn = async () => {
    if (!ringing) return dial(null);
    const rangLongEnough = !leads && secondsSince(ringing.startedAt, presentTime()) >= ringing.forwardingNumber.ringSeconds;
    if ((await say(ringing.id, rangLongEnough ? 'NO_ANSWER' : 'CANCELLED')) && mayGoOnAfterGivingUp(call)) await dial(null);
  };
  const isMine = canAct && (call.state === 'TAKEN' || call.state === 'PUTTING_THROUGH');
  // What is led has its own acts while it rings, and who was handed over cannot be sent on.
  const mayGoOn = isMine && !isBusy && (ringing ? can.dialling === 'BY_HAND' : call.decision.kind === 'PUT_THROUGH' && !!call.decision.next);
  const isBack = leads && isBackUnreached(call);
  useKey('putThrough', mayGoOn ? () => { void goOn(); } : null);

  if (steps.length === 0) return call.decision.kind === 'PUT_THROUGH' ? <p className={classes.none}>{t('steps.none')}</p> : null;
  return (
    <section aria-label={t('steps.title')}>
      <ol className={classes.steps}>
        {steps.map((step, index) => {
          const isNext = call.decision.next?.id === step.id && !ringing && call.state !== 'PUT_THROUGH';
          const isRinging = step.attempt?.outcome === null;
          const name = step.label ?? formatNumber(step.number);
          return (
            <li key={`${step.id}-${step.attempt?.id ?? ''}`} className={isRinging ? (step.attempt && attemptState(step.attempt) === 'SPEAKING' ? classes.speaking : classes.ringing) : isNext ? classes.next : classes.step} {...(isNext || isRinging ? { 'aria-current': 'step' as const } : {})}>
              <span className={classes.place} aria-hidden>{index + 1}</span>
              <span className={classes.who}><b>{name}</b>{step.label && <span className={classes.number}>{formatNumber(step.number)}</span>}</span>
              <span className={classes.when}>{t(`steps.${step.situation}`)} · {t('steps.ringSeconds', { seconds: step.ringSeconds })}</span>
              <span className={classes.outcome}>
                {step.attempt?.outcome && <Outcome attempt={step.attempt} />}
                {isRinging && leads && ringing && <LedState attempt={ringing} />}
                {isRinging && !leads && step.attempt && <span className={classes.rings}><IconPhoneCall size={15} aria-hidden /> {t(can.dialling === 'HANDS_OVER' ? 'steps.handedOver' : 'steps.RINGING')} <Ticking since={step.attempt.startedAt} /></span>}
                {isRinging && isMine && can.dialling === 'BY_HAND' && (
                  <Button size="compact-sm" variant="default" onClick={() => { void goOn(); }} disabled={isBusy} title={t('steps.goOn')} {...shortcut} leftSection={<IconPlayerTrackNext size={14} aria-hidden />} rightSection={<KeyHint action="putThrough" />}>
                    {t('steps.goOnShort')}
                  </Button>
                )}
                {isNext && isMine && (
                  <Button size="compact-sm" onClick={() => { void dial(null); }} loading={dialling.fetching} {...shortcut} rightSection={<KeyHint action="putThrough" />}>{t('steps.start')}</Button>
                )}
                {isNext && !isMine && <span className={classes.soon}>{t('steps.next')}</span>}
                {isMine && !ringing && !isNext && (
                  <Tooltip label={t('steps.dial', { label: name })}>
                    <ActionIcon variant="subtle" color="gray" aria-label={t('steps.dial', { label: name })} onClick={() => { void dial(step.id); }} disabled={isBusy || !call.decision.plan.some(({ id }) => id === step.id)}>
                      <IconPhoneCall size={16} stroke={1.7} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {isMine && leads && ringing && (
        <LedActs
          callId={call.id} attempt={ringing} maySkip={mayGoOnAfterGivingUp(call)} isLast={!isAnyLeft(call)} isBusy={recording.fetching || dialling.fetching}
          onDecline={() => { void say(ringing.id, 'DECLINED'); }} onSkip={() => { void goOn(); }}
        />
      )}
      {isMine && !leads && ringing && (
        <div className={classes.outcomes} role="group" aria-label={t('steps.outcomeQuestion')}>
          {BY_HAND.map(outcome => (
            <KeyedButton key={outcome} action={`outcome${outcome}`} onAct={() => { void say(ringing.id, outcome); }} disabled={isBusy} size="compact-xs" variant={outcome === 'ANSWERED' ? 'filled' : 'default'}>
              {t(`steps.${outcome}`)}
            </KeyedButton>
          ))}
        </div>
      )}
      <div role="status">
        {isBack && <p className={classes.back}><IconArrowBackUp size={16} aria-hidden /> {t('steps.back')} {t(call.decision.next ? 'steps.numberLeft' : 'steps.takeMessage')}</p>}
      </div>
      {isMine && !isBack && can.dialling !== 'BY_HAND' && (!ringing || !leads) && (
        <p className={classes.way}><IconInfoCircle size={14} aria-hidden /> {t(!leads ? 'steps.wayHandsOver' : can.announces && call.decision.transfer === 'ANNOUNCED' ? 'steps.wayAnnounced' : 'steps.wayBlind')}</p>
      )}
    </section>
  );
}

function Outcome({ attempt }: { attempt: { outcome: AttemptOutcome | null; announced: boolean; answeredAt: string | null } }) {
  const { t } = useTranslation('calls');
  const state = attemptState(attempt);
  const reached = state === 'ANSWERED';
  const Icon = reached ? IconCheck : IconX;
  return <span className={reached ? classes.reached : classes.failed}><Icon size={14} aria-hidden /> {t(`steps.${state}`)}</span>;
}
