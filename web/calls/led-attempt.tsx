import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowsJoin, IconPhoneCall, IconPlayerTrackNext } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { attemptState } from '../graphql/attempt-state.ts';
import { graphql } from '../graphql/generated/index.ts';
import type { AttemptOutcome } from '../graphql/generated/graphql.ts';
import { KeyHint, KeyedButton, useKey, useShortcut } from '../ui/keys.tsx';
import { Ticking } from '../ui/ticking.tsx';
import classes from './forwarding-steps.module.css';
import { useRefusals } from './refusals.ts';

const JoinCallerDocument = graphql(`
  mutation JoinCaller($callId: ID!) {
    joinCaller(callId: $callId) { __typename ... on Call { id state onHold ...ForwardingSteps_call } }
  }
`);

/** Nobody reacts to what they see within this time: a key pressed before was meant for what stood there until then. */
const REACTION_MS = 350;

interface OpenAttempt { id: string; startedAt: string; answeredAt: string | null; announced: boolean; outcome: AttemptOutcome | null }

/** What happens at the number that the telephone system tries, second by second. */
export function LedState({ attempt }: { attempt: OpenAttempt }) {
  const { t } = useTranslation('calls');
  const state = attemptState(attempt);
  return (
    <span className={classes.rings}>
      {state === 'RINGING' && <IconPhoneCall size={15} aria-hidden />} {t(`steps.${state}`)} <Ticking since={attempt.answeredAt ?? attempt.startedAt} />
    </span>
  );
}

/** What the secretary can do while the telephone system tries a number: connect or not once somebody speaks with them, skip the number until then. */
export function LedActs({ callId, attempt, maySkip, isLast, isBusy, onDecline, onSkip }: {
  callId: string; attempt: OpenAttempt; maySkip: boolean; isLast: boolean; isBusy: boolean; onDecline: () => void; onSkip: () => void;
}) {
  const { t } = useTranslation('calls');
  const [joining, joinCaller] = useMutation(JoinCallerDocument);
  const refused = useRefusals();
  const shortcut = useShortcut('putThrough');
  const speaks = attemptState(attempt) === 'SPEAKING';
  const shownSince = useRef(0);
  useEffect(() => { shownSince.current = performance.now(); }, [attempt.id, speaks]);

  const join = async () => {
    const { data, error } = await joinCaller({ callId });
    // The one to be connected has hung up in this moment, and the plan goes on: the call itself is ours as before.
    if (data?.joinCaller.__typename === 'NotYourCall') notifications.show({ message: t('steps.joinTooLate'), color: 'yellow' });
    else refused(data?.joinCaller, error);
  };
  const primary = speaks ? () => { void join(); } : maySkip ? onSkip : null;
  const act = () => { if (performance.now() - shownSince.current >= REACTION_MS) primary?.(); };
  const isWaiting = isBusy || joining.fetching;
  useKey('putThrough', primary && !isWaiting ? act : null);

  return (
    <div className={classes.outcomes} role="group" aria-label={t('steps.now')}>
      {speaks && <Button size="compact-sm" onClick={act} loading={joining.fetching} {...shortcut} leftSection={<IconArrowsJoin size={15} aria-hidden />} rightSection={<KeyHint action="putThrough" />}>{t('steps.join')}</Button>}
      {speaks && <KeyedButton action="outcomeDECLINED" size="compact-sm" variant="default" onAct={onDecline} disabled={isWaiting}>{t('steps.notNow')}</KeyedButton>}
      {!speaks && maySkip && <Button size="compact-sm" variant="default" onClick={act} disabled={isWaiting} {...shortcut} leftSection={<IconPlayerTrackNext size={14} aria-hidden />} rightSection={<KeyHint action="putThrough" />}>{t('steps.skip')}</Button>}
      <span className={classes.hint}>{t(speaks ? 'steps.callerWaits' : isLast ? 'steps.lastOne' : 'steps.goesOn')}</span>
    </div>
  );
}
