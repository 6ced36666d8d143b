import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { possibleOn } from '../calls/abilities.ts';
import { attemptNews } from '../calls/attempt-news.ts';
import { useCallerName } from '../calls/caller-name.ts';
import { notifyHidden } from '../desk/attention.ts';
import { playSound } from '../desk/sound.ts';
import { useFeedbackNotice } from '../feedback/feedback-notice.ts';
import { attemptState } from '../graphql/attempt-state.ts';
import { OVER_SOCKET } from '../graphql/client.ts';
import { useFeed } from '../graphql/feed.ts';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { DeskCall_CallFragment, DeskQuery } from '../graphql/generated/graphql.ts';
import { learnServerTime } from '../ui/clock.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { DeskCall_call, DeskDocument, DeskEventsDocument, OpenNotesDocument, ServiceLevelDocument } from './desk-documents.ts';

const LEVEL_AGAIN_AFTER_MS = 20_000;

type Masked = FragmentType<typeof DeskCall_call> & { id: string };
type Seen = Pick<DeskCall_CallFragment, 'state' | 'decisionChangedAt' | 'attempts'> & { hasChangedDecision: boolean; isMine: boolean };

/** The desk as it is now: one snapshot, then the feed. `said` is what a screen reader is to be told. `onTaken` comes when a call has become ours, at the desk or at the telephone. */
export function useLiveDesk(ownId: string, onTaken: (callId: string) => void) {
  const [{ data, error }, again] = useQuery({ query: DeskDocument, context: OVER_SOCKET, requestPolicy: 'network-only' });
  const [{ data: own }, ownAgain] = useQuery({ query: OpenNotesDocument, context: OVER_SOCKET, requestPolicy: 'network-only' });
  const [, levelAgain] = useQuery({ query: ServiceLevelDocument, context: OVER_SOCKET, pause: true });
  const [ended, setEnded] = useState<ReadonlyMap<string, Masked>>(new Map());
  const [said, setSaid] = useState('');
  const seen = useRef(new Map<string, Seen>());
  const letGo = useRef(new Set<string>());
  const levelTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { t } = useTranslation(['desk', 'calls']);
  const callerName = useCallerName();
  const tellFeedback = useFeedbackNotice(ownId);
  const desk = data?.desk;

  useEffect(() => {
    for (const call of desk?.calls ?? []) {
      const { id, state, attempts, decisionChangedAt, changedDecision, takenBy } = readFragment(DeskCall_call, call);
      if (!seen.current.has(id)) seen.current.set(id, { state, attempts, decisionChangedAt, hasChangedDecision: !!changedDecision, isMine: takenBy?.id === ownId });
    }
  }, [desk, ownId]);
  useEffect(() => () => clearTimeout(levelTimer.current), []);

  const putAway = (id: string) => setEnded(old => { const next = new Map(old); next.delete(id); return next; });
  const refreshLevelSoon = () => {
    levelTimer.current ??= setTimeout(() => {
      levelTimer.current = undefined;
      levelAgain({ requestPolicy: 'network-only' });
      // Spread, so that not all desks ask in the same moment.
    }, LEVEL_AGAIN_AFTER_MS * (0.75 + Math.random() / 2));
  };
  const announce = (call: DeskCall_CallFragment) => {
    const { name, isVip } = callerName(call.caller);
    setSaid(t(isVip ? 'desk:live.newCallVip' : 'desk:live.newCall', { customer: call.customer.name, caller: name }));
    playSound();
    notifyHidden(call.id, t('desk:live.notificationTitle', { customer: call.customer.name }), t('desk:live.notificationBody'));
  };
  /** Tells of what the telephone system did by itself with a call of ours. */
  const tellAttempts = (call: DeskCall_CallFragment, before: Seen | undefined) => {
    const news = before && possibleOn(call.abilities).dialling === 'LEADS' ? attemptNews(before, call) : null;
    if (!news) return;
    if (news.kind === 'BACK') { setSaid(t('desk:live.back', { customer: call.customer.name })); return; }
    const { label, number } = news.attempt.forwardingNumber;
    const target = label ?? formatNumber(number);
    if (news.kind === 'RINGS_NEXT') setSaid(t('desk:live.ringsNext', { outcome: t(`calls:steps.${attemptState(news.before)}`), target }));
    else setSaid(t(news.kind === 'JOINED' ? 'desk:live.joined' : 'desk:live.pickedUp', { target }));
  };
  const onCall = (masked: Masked) => {
    const call = readFragment(DeskCall_call, masked);
    const before = seen.current.get(call.id);
    const isMine = call.takenBy?.id === ownId;
    if (call.state === 'RINGING' && before?.state !== 'RINGING') announce(call);
    else if (call.state === 'RINGING' && before?.decisionChangedAt !== call.decisionChangedAt) {
      setSaid(t('calls:decision.announcedChange', { customer: call.customer.name, decision: t(`calls:decision.${call.decision.kind}`) }));
    } else if (isMine && call.changedDecision && !before?.hasChangedDecision) {
      setSaid(t('calls:decision.announcedChange', { customer: call.customer.name, decision: t(`calls:decision.${call.changedDecision.kind}`) }));
    }
    if (isMine) tellAttempts(call, before);
    if (isMine && call.state === 'TAKEN' && before?.state === 'RINGING') onTaken(call.id);
    if (call.state === 'RINGING' && before?.isMine && !letGo.current.delete(call.id)) {
      notifications.show({ message: t('desk:live.takenAway', { customer: call.customer.name }), color: 'yellow', autoClose: false });
    }
    if (call.state !== before?.state) refreshLevelSoon();
    if (call.state === 'ENDED') seen.current.delete(call.id);
    else seen.current.set(call.id, { state: call.state, attempts: call.attempts, decisionChangedAt: call.decisionChangedAt, hasChangedDecision: !!call.changedDecision, isMine });
    if (isMine && call.state === 'ENDED') setEnded(old => new Map(old).set(call.id, masked));
  };

  /** A call that was restricted or moved to the trash: nothing of it is shown any more. */
  const onGone = (id: string) => {
    seen.current.delete(id);
    putAway(id);
  };

  useFeed({
    document: DeskEventsDocument,
    after: desk?.cursor,
    onEvent: event => {
      learnServerTime(event.at);
      if (event.__typename === 'CallChanged' && event.call) onCall(event.call);
      else if (event.__typename === 'CallChanged') onGone(event.callId);
      else if (event.__typename === 'FeedbackChanged' && event.secretaryId === ownId) void tellFeedback(event.at);
    },
    onExpired: () => { again({ requestPolicy: 'network-only' }); ownAgain({ requestPolicy: 'network-only' }); },
  });

  return {
    desk: desk as NonNullable<DeskQuery['desk']> | null | undefined,
    error,
    retry: () => again({ requestPolicy: 'network-only' }),
    openNotes: own?.desk?.openNotes ?? [],
    /** My calls that ended while I was looking, until they are put away. */
    ended,
    /** Tells that we are about to hand a call back ourselves. */
    letGo: (id: string) => { letGo.current.add(id); },
    putAway,
    said,
  };
}
