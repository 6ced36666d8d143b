import { Button, Popover } from '@mantine/core';
import { IconArrowBackUp, IconPhoneOff, IconPhonePause, IconPlayerPlay, IconUsers, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { CallResult } from '../graphql/generated/graphql.ts';
import { KeyHint, KeyedButton, useKey, useShortcut } from '../ui/keys.tsx';
import { possibleOn } from './abilities.ts';
import classes from './call-actions.module.css';
import { useRefusals } from './refusals.ts';

const CallActions_call = graphql(`
  fragment CallActions_call on Call { id state onHold result abilities note { id } }
`);

const HoldCallDocument = graphql(`
  mutation HoldCall($callId: ID!, $onHold: Boolean!) {
    holdCall(callId: $callId, onHold: $onHold) { __typename ... on Call { id state onHold } ... on NotYourCall { takenBy { id name } } }
  }
`);
const TakeBackCallDocument = graphql(`
  mutation TakeBackCall($callId: ID!) {
    takeBackCall(callId: $callId) { __typename ... on Call { id state onHold ...ForwardingSteps_call } ... on NotYourCall { takenBy { id name } } }
  }
`);
const ReleaseCallDocument = graphql(`
  mutation ReleaseCall($callId: ID!) {
    releaseCall(callId: $callId) { __typename ... on Call { id state onHold takenAt takenBy { id name } } ... on NotYourCall { takenBy { id name } } }
  }
`);
const EndCallDocument = graphql(`
  mutation EndCall($callId: ID!, $result: CallResult) {
    endCall(callId: $callId, result: $result) { __typename ... on Call { id state onHold result endedAt endReason } ... on NotYourCall { takenBy { id name } } }
  }
`);

/** Puts a caller on hold or comes back to them. */
export function useHoldCall(): (callId: string, onHold: boolean) => Promise<void> {
  const [, holdCall] = useMutation(HoldCallDocument);
  const refused = useRefusals();
  return async (callId, onHold) => {
    const { data, error } = await holdCall({ callId, onHold });
    refused(data?.holdCall, error);
  };
}

/** What can be done with the line of the call in hand: hold and back, hand back to all, end with a result. `onReleased` comes when it is no longer ours, `onClosed` when nothing is left to do about it. */
export function CallActions({ call: masked, isNoteEmpty, onReleased, onClosed }: {
  call: FragmentType<typeof CallActions_call>; isNoteEmpty: boolean; onReleased: (callId: string) => void; onClosed: (callId: string) => void;
}) {
  const { t } = useTranslation('calls');
  const call = readFragment(CallActions_call, masked);
  const holdCall = useHoldCall();
  const [takingBack, takeBackCall] = useMutation(TakeBackCallDocument);
  const [releasing, releaseCall] = useMutation(ReleaseCallDocument);
  const [ending, endCall] = useMutation(EndCallDocument);
  const [isAsking, setAsking] = useState(false);
  const refused = useRefusals();
  const holdShortcut = useShortcut('hold');
  const endShortcut = useShortcut('end');
  const callId = call.id;
  const isAway = call.state === 'PUTTING_THROUGH' || call.state === 'PUT_THROUGH';
  const can = possibleOn(call.abilities);
  const mayHold = isAway ? can.takesBack : can.holds;

  const hold = async () => {
    if (isAway) {
      const { data, error } = await takeBackCall({ callId });
      refused(data?.takeBackCall, error);
    } else await holdCall(callId, !call.onHold);
  };
  const release = async () => {
    onReleased(callId);
    const { data, error } = await releaseCall({ callId });
    refused(data?.releaseCall, error);
  };
  const end = async (result: CallResult | null) => {
    setAsking(false);
    const { data, error } = await endCall({ callId, result });
    if (refused(data?.endCall, error)) return;
    const ended = data?.endCall;
    if (ended?.__typename === 'Call' && ended.result !== null && isNoteEmpty) onClosed(callId);
  };

  const isOver = call.state === 'ENDED';
  // With a note, or a caller who was put through, what came of the call is known: nothing to ask.
  const isResultKnown = !!call.note || call.state === 'PUT_THROUGH';
  // Two people speak without us: hanging up here cuts them off.
  const cutsOff = can.hangsUp && call.state === 'PUT_THROUGH';
  const endOrAsk = () => { if (isResultKnown && !cutsOff) void end(null); else setAsking(true); };
  useKey('end', isOver && call.result !== null ? null : isOver ? () => setAsking(true) : endOrAsk);
  useKey('hold', isOver || !mayHold ? null : () => { void hold(); });

  const question = t(cutsOff ? 'inHand.cutOffQuestion' : 'inHand.endQuestion');
  const results: { result: CallResult | null; text: string }[] = cutsOff ? [{ result: null, text: t('inHand.cutOff') }] : [
    ...(isOver ? [] : [{ result: null, text: t('inHand.endLater') }]),
    { result: 'INFORMATION_GIVEN', text: t('inHand.endInformation') },
    { result: 'REFUSED', text: t('inHand.endRefused') },
  ];
  return (
    <>
      {!isOver && mayHold && (
        <Button
          variant="default" onClick={() => { void hold(); }} loading={takingBack.fetching} {...holdShortcut} rightSection={<KeyHint action="hold" />}
          leftSection={isAway ? <IconArrowBackUp size={16} aria-hidden /> : call.onHold ? <IconPlayerPlay size={16} aria-hidden /> : <IconPhonePause size={16} aria-hidden />}
        >
          {isAway ? t(can.dialling === 'LEADS' && call.state === 'PUTTING_THROUGH' ? 'inHand.resume' : 'inHand.takeBack') : call.onHold ? t('inHand.resume') : t('inHand.hold')}
        </Button>
      )}
      {call.state === 'TAKEN' && (
        <KeyedButton action="release" variant="default" title={t('inHand.releaseHint')} onAct={() => { void release(); }} loading={releasing.fetching} leftSection={<IconUsers size={16} aria-hidden />}>{t('inHand.release')}</KeyedButton>
      )}
      {isOver && call.result !== null
        ? <Button variant="default" onClick={() => onClosed(callId)} leftSection={<IconX size={16} aria-hidden />}>{t('inHand.close')}</Button>
        : (
          <Popover opened={isAsking} onChange={setAsking} position="top-end" trapFocus returnFocus withinPortal>
            <Popover.Target>
              <Button variant="default" className={isOver ? undefined : classes.end} onClick={isOver ? () => setAsking(true) : endOrAsk} loading={ending.fetching} {...endShortcut} leftSection={isOver ? <IconX size={16} aria-hidden /> : <IconPhoneOff size={16} aria-hidden />} rightSection={<KeyHint action="end" />}>
                {isOver ? t('inHand.without') : t(cutsOff ? 'inHand.cutOff' : 'inHand.end')}
              </Button>
            </Popover.Target>
            <Popover.Dropdown p="xs" aria-label={question}>
              <p className={classes.question}>{question}</p>
              <div className={classes.results} onKeyDown={moveWithArrows}>
                {results.map(({ result, text }, index) => (
                  <Button key={text} variant="subtle" color="gray" justify="flex-start" onClick={() => { void end(result); }} {...(index === 0 ? { 'data-autofocus': true } : {})}>{text}</Button>
                ))}
              </div>
            </Popover.Dropdown>
          </Popover>
        )}
      <span className={classes.space} />
    </>
  );
}

function moveWithArrows(event: React.KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[(at + (event.key === 'ArrowDown' ? 1 : -1) + buttons.length) % buttons.length]?.focus();
}
