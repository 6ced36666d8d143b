import { notifications } from '@mantine/notifications';
import { Button } from '@mantine/core';
import { IconChecklist, IconKeyboard, IconMessages, IconPhoneIncoming, IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { accountAddresses } from '../account/addresses.ts';
import { addresses } from '../app/addresses.ts';
import { chooseLanguage } from '../app/i18n.ts';
import { useSignOut } from '../app/session.ts';
import { useViewer, type SecretaryViewer } from '../app/viewer.tsx';
import { boardAddress } from '../board/addresses.ts';
import { possibleOn } from '../calls/abilities.ts';
import { type NamedCaller, useCallerName } from '../calls/caller-name.ts';
import { CallBacks } from '../calls/call-backs.tsx';
import { CallCard } from '../calls/call-card.tsx';
import { CallInHand, RingingPreview } from '../calls/call-in-hand.tsx';
import { callKeys } from '../calls/call-keys.ts';
import { useHoldCall } from '../calls/call-actions.tsx';
import { CallerPanel } from '../calls/caller-panel.tsx';
import { MineList } from '../calls/mine-list.tsx';
import { useTakeCall } from '../calls/take-call.ts';
import { UnassignedCalls } from '../calls/unassigned-calls.tsx';
import { useNoteDrafts } from '../calls/use-note-draft.ts';
import { WaitingList } from '../calls/waiting-list.tsx';
import { manageAddresses } from '../customers/addresses.ts';
import { useFaviconBadge } from '../desk/attention.ts';
import { BreakBanner } from '../desk/break-banner.tsx';
import { CustomerCard } from '../desk/customer-card.tsx';
import { deskKeys } from '../desk/desk-keys.ts';
import { EmptyDesk } from '../desk/empty-desk.tsx';
import { HelpOverlay } from '../desk/help-overlay.tsx';
import { MoreMenu } from '../desk/more-menu.tsx';
import { DeskSearch } from '../desk/search.tsx';
import { SoundSettings } from '../desk/sound-settings.tsx';
import { SpellingDialog } from '../desk/spelling-dialog.tsx';
import { playSound } from '../desk/sound.ts';
import { ConnectionBanner, StatusBar } from '../desk/status-bar.tsx';
import { TeamList } from '../desk/team-list.tsx';
import { appFeedbackAddress } from '../app-feedback/addresses.ts';
import { feedbackAddress } from '../feedback/addresses.ts';
import { useConnection } from '../graphql/feed.ts';
import { readFragment } from '../graphql/generated/index.ts';
import { PhoneCard } from '../phone/phone-card.tsx';
import { phoneKeys } from '../phone/phone-keys.ts';
import { PhoneStatus } from '../phone/phone-status.tsx';
import { usePhone } from '../phone/use-phone.ts';
import { deskPrivacyAddress } from '../privacy/addresses.ts';
import { statisticsAddress } from '../statistics/addresses.ts';
import { telephonyAddress } from '../telephony/addresses.ts';
import { useOpenAlarms } from '../telephony/open-alarms.ts';
import { OutgoingMessages } from '../threads/outgoing-messages.tsx';
import { useWaitingTaskCount } from '../tasks/waiting-count.ts';
import { useWaitingThreadCount } from '../threads/waiting-count.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { KeyHint, KeysProvider, useKey } from '../ui/keys.tsx';
import { DeskCustomerPanel } from './desk-customer-panel.tsx';
import { DeskCall_call } from './desk-documents.ts';
import { useLiveDesk } from './desk-live.ts';
import classes from './desk-page.module.css';

const OpenTasks = lazy(async () => ({ default: (await import('../tasks/open-tasks.tsx')).OpenTasks }));
const AppFeedbackSheet = lazy(async () => ({ default: (await import('../app-feedback/app-feedback-sheet.tsx')).AppFeedbackSheet }));
const WaitingThreads = lazy(async () => ({ default: (await import('../threads/waiting-threads.tsx')).WaitingThreads }));

const keys = { ...deskKeys, ...callKeys, ...phoneKeys };
/** Who has taken a call in this browser before needs no welcome. */
const HAS_TAKEN = 'vorzimmer.has-taken';

type Overlay = { kind: 'help' | 'search' | 'settings' | 'callBacks' | 'unassigned' | 'messages' | 'tasks' | 'appFeedback' } | { kind: 'customer' | 'call'; id: string } | { kind: 'spelling'; name: string; number: string };

/** The live desk of a secretary. */
export function DeskPage() {
  const viewer = useViewer();
  if (viewer?.__typename !== 'Secretary') throw new Error('the desk is for secretaries');
  return <KeysProvider definitions={keys} storageKey="vorzimmer.keys"><Desk viewer={viewer} /></KeysProvider>;
}

function Desk({ viewer }: { viewer: SecretaryViewer }) {
  const { t } = useTranslation('desk');
  const { t: threadWords } = useTranslation('threads');
  const { t: taskWords } = useTranslation('tasks');
  const connection = useConnection();
  const drafts = useNoteDrafts();
  const callerName = useCallerName();
  const takeCall = useTakeCall();
  const hold = useHoldCall();
  const signOut = useSignOut();
  const openAlarms = useOpenAlarms(viewer.isSupervisor);
  const [search, setSearch] = useSearchParams();
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const [isNew, setNew] = useState(() => localStorage.getItem(HAS_TAKEN) !== viewer.id);
  const close = () => setOverlay(null);
  const select = (id: string | null) => setSearch(id ? { call: id } : {}, { replace: true });
  // Who picks up the telephone has the call before them, as who takes it at the desk.
  const begin = (id: string) => {
    close();
    select(id);
    setNew(false);
    localStorage.setItem(HAS_TAKEN, viewer.id);
  };
  const live = useLiveDesk(viewer.id, begin);
  const { desk } = live;
  const waitingThreads = useWaitingThreadCount(desk?.cursor);
  const waitingTasks = useWaitingTaskCount(desk?.cursor);

  useEffect(() => { if (connection.status === 'online') drafts.retry(); }, [connection.status, drafts]);
  const calls = useMemo(() => (desk?.calls ?? []).map(masked => ({ masked, ...readFragment(DeskCall_call, masked) })), [desk]);
  const waiting = calls.filter(({ state }) => state === 'RINGING');
  const open = calls.filter(({ state, takenBy }) => state !== 'RINGING' && takenBy?.id === viewer.id);
  const openIds = new Set(open.map(({ id }) => id));
  const selectedId = search.get('call');
  const notes = [...new Map([...live.openNotes.map(masked => [masked.id, masked] as const), ...live.ended]).values()]
    .map(masked => ({ masked, ...readFragment(DeskCall_call, masked) }))
    // What is settled goes, unless it is being looked at or written about.
    .filter(({ id, result, note }) => !openIds.has(id) && ((result === null && !note) || (live.ended.has(id) && (id === selectedId || drafts.isTouched(id)))));
  const mine = [...open, ...notes];
  const inHand = mine.find(({ id }) => id === selectedId) ?? mine[0];
  const preview = inHand ? undefined : waiting[0];
  const shown = inHand ?? preview;
  const isNoteTouched = useSyncExternalStore(drafts.watch, () => (inHand ? drafts.isTouched(inHand.id) : false));
  const secretary = desk?.secretaries.find(({ id }) => id === viewer.id);
  const presence = secretary?.presence ?? viewer.presence;
  useFaviconBadge(waiting.length);
  const phone = usePhone(open.map(({ id }) => id), playSound);

  const take = async (call: { id: string; customerName: string }) => {
    if (!(await takeCall(call))) return;
    begin(call.id);
    // Nobody can speak with two: who was being spoken to is put on hold.
    for (const other of open) if (other.state === 'TAKEN' && !other.onHold && other.id !== call.id && possibleOn(other.abilities).holds) void hold(other.id, true);
  };
  const putAway = (id: string) => {
    live.putAway(id);
    drafts.finish(id);
    if (id === selectedId) select(null);
  };
  const released = (id: string) => {
    live.letGo(id);
    if (id === selectedId) select(null);
  };
  const saved = (id: string) => { if (notes.some(note => note.id === id)) putAway(id); };
  const leave = () => { signOut().catch(() => notifications.show({ message: t('menu.signOutFailed'), color: 'red', role: 'alert' })); };

  useKey('help', () => setOverlay(overlay?.kind === 'help' ? null : { kind: 'help' }), { inDialogs: true });
  useKey('search', () => setOverlay(overlay?.kind === 'search' ? null : { kind: 'search' }), { inDialogs: true });
  useKey('callBacks', () => setOverlay(overlay?.kind === 'callBacks' ? null : { kind: 'callBacks' }), { inDialogs: true });
  useKey('messages', () => setOverlay(overlay?.kind === 'messages' ? null : { kind: 'messages' }), { inDialogs: true });
  useKey('tasks', () => setOverlay(overlay?.kind === 'tasks' ? null : { kind: 'tasks' }), { inDialogs: true });
  const readBack = (number: string) => setOverlay({ kind: 'spelling', name: '', number });
  const spellCaller = () => {
    const fields = inHand && drafts.get(inHand.id).fields;
    setOverlay({ kind: 'spelling', name: fields?.callerName ?? '', number: fields?.callerNumber ?? '' });
  };
  useKey('spelling', spellCaller);
  /** Who an appointment is for, unless they say otherwise: what the note says already, else what is known of the caller. */
  const whoCalls = ({ id, caller }: { id: string; caller: NamedCaller }) => {
    const fields = inHand?.id === id ? drafts.get(id).fields : null;
    const { name, calledFrom, isCertain } = callerName(caller);
    return { name: fields?.callerName || (isCertain ? name : ''), number: fields?.callerNumber || calledFrom || '' };
  };

  const callsOf = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { state, takenBy } of calls) if (takenBy && state !== 'RINGING' && state !== 'ENDED') counts.set(takenBy.id, (counts.get(takenBy.id) ?? 0) + 1);
    return counts;
  }, [calls]);

  if (!desk) {
    return (
      <main className={classes.blank}>
        <title>{t('live.idleTitle')}</title>
        {live.error ? <ErrorFace error={live.error} onRetry={live.retry} /> : <LoadingFace />}
      </main>
    );
  }
  return (
    <div className={classes.desk}>
      <title>{waiting.length > 0 ? t('live.title', { count: waiting.length }) : t('live.idleTitle')}</title>
      <div className="visually-hidden" role="log" aria-live="polite">{live.said}</div>
      <div>
        <StatusBar presence={presence} waiting={waiting.length} longestSince={waiting[0]?.receivedAt ?? null} level={desk.serviceLevelToday} connection={connection}>
          {phone && <PhoneStatus desk={phone} soundMenu={t('menu.settings')} />}
          <Button size="xs" variant="default" leftSection={<IconSearch size={14} aria-hidden />} rightSection={<KeyHint action="search" />} onClick={() => setOverlay({ kind: 'search' })}>{t('search.open')}</Button>
          <Button size="xs" variant="default" leftSection={<IconKeyboard size={15} aria-hidden />} rightSection={<KeyHint action="help" />} onClick={() => setOverlay({ kind: 'help' })}>{t('help.open')}</Button>
          <MoreMenu
            isSupervisor={viewer.isSupervisor} openAlarms={openAlarms} onCallBacks={() => setOverlay({ kind: 'callBacks' })} onUnassigned={() => setOverlay({ kind: 'unassigned' })} onSettings={() => setOverlay({ kind: 'settings' })} onAppFeedback={() => setOverlay({ kind: 'appFeedback' })}
            onLanguage={chooseLanguage} onSignOut={leave} addresses={{ ring: addresses.ring(), explorer: addresses.explorer(), telephony: telephonyAddress(), privacy: deskPrivacyAddress(), account: accountAddresses.desk(), manage: manageAddresses.customers(), board: boardAddress(), statistics: statisticsAddress(), feedback: feedbackAddress(), appFeedback: appFeedbackAddress() }}
          />
        </StatusBar>
        <ConnectionBanner connection={connection} />
        <BreakBanner presence={presence} reason={secretary?.presenceReason ?? null} />
      </div>
      <div className={classes.columns}>
        <nav className={classes.left} aria-label={t('title')}>
          <WaitingList calls={waiting} ownId={viewer.id} onTake={take} />
          <MineList calls={mine} selectedId={inHand?.id ?? null} onSelect={select} />
          {phone && <PhoneCard desk={phone} calls={calls.map(({ id, customer }) => ({ id, customerName: customer.name }))} shownCallId={inHand?.id ?? null} onTake={take} />}
          <Button variant="subtle" color="gray" size="xs" className={classes.callBacks} classNames={{ label: classes.callBacksLabel ?? '', inner: classes.callBacksLabel ?? '' }} leftSection={<IconPhoneIncoming size={15} aria-hidden />} rightSection={<KeyHint action="callBacks" />} onClick={() => setOverlay({ kind: 'callBacks' })}>
            {t('menu.callBacks')}
          </Button>
          <Button variant="subtle" color="gray" size="xs" className={classes.messages} classNames={{ label: classes.callBacksLabel ?? '', inner: classes.callBacksLabel ?? '' }} leftSection={<IconMessages size={15} aria-hidden />} rightSection={<KeyHint action="messages" />} onClick={() => setOverlay({ kind: 'messages' })}>
            {threadWords('desk.open')}{waitingThreads > 0 && <><span className={classes.count} aria-hidden>{waitingThreads}</span><span className="visually-hidden">{threadWords('desk.waiting', { count: waitingThreads })}</span></>}
          </Button>
          <Button variant="subtle" color="gray" size="xs" className={classes.messages} classNames={{ label: classes.callBacksLabel ?? '', inner: classes.callBacksLabel ?? '' }} leftSection={<IconChecklist size={15} aria-hidden />} rightSection={<KeyHint action="tasks" />} onClick={() => setOverlay({ kind: 'tasks' })}>
            {taskWords('desk.open')}{waitingTasks > 0 && <><span className={classes.count} aria-hidden>{waitingTasks}</span><span className="visually-hidden">{taskWords('desk.waiting', { count: waitingTasks })}</span></>}
          </Button>
        </nav>
        <main className={classes.middle}>
          {inHand && (
            <CallInHand call={inHand} secretaryName={viewer.name} drafts={drafts} isNoteEmpty={!isNoteTouched} onSaved={saved} onReleased={released} onClosed={putAway} />
          )}
          {preview && <RingingPreview call={preview} secretaryName={viewer.name} onTake={take} />}
          {!shown && <EmptyDesk presence={presence} welcomeName={isNew ? viewer.name : null} ringAddress={addresses.ring()} />}
        </main>
        <aside className={classes.right} aria-label={t('team.title')}>
          {shown
            ? <DeskCustomerPanel key={shown.id} customerId={shown.customer.id} callId={shown.id} writerId={viewer.id} who={() => whoCalls(shown)} isSupervisor={viewer.isSupervisor} caller={<CallerPanel call={shown} canAct={!!inHand && inHand.state !== 'ENDED'} onReadBack={readBack} />} />
            : <span />}
          <TeamList secretaries={desk.secretaries} ownId={viewer.id} callsOf={callsOf} />
        </aside>
      </div>
      <OutgoingMessages writerId={viewer.id} />
      {overlay?.kind === 'messages' && <Suspense><WaitingThreads writerId={viewer.id} onClose={close} /></Suspense>}
      {overlay?.kind === 'tasks' && <Suspense><OpenTasks secretaryId={viewer.id} isSupervisor={viewer.isSupervisor} onClose={close} /></Suspense>}
      {overlay?.kind === 'search' && <DeskSearch onClose={close} onCustomer={id => setOverlay({ kind: 'customer', id })} onCall={id => setOverlay({ kind: 'call', id })} />}
      {overlay?.kind === 'appFeedback' && <Suspense><AppFeedbackSheet onClose={close} /></Suspense>}
      {overlay?.kind === 'help' && <HelpOverlay onClose={close} />}
      {overlay?.kind === 'settings' && <SoundSettings onClose={close} />}
      {overlay?.kind === 'callBacks' && <CallBacks onClose={close} />}
      {overlay?.kind === 'unassigned' && <UnassignedCalls onClose={close} />}
      {overlay?.kind === 'customer' && <CustomerCard id={overlay.id} secretaryName={viewer.name} onClose={close} onCall={id => setOverlay({ kind: 'call', id })} />}
      {overlay?.kind === 'call' && <CallCard id={overlay.id} onClose={close} />}
      {overlay?.kind === 'spelling' && <SpellingDialog name={overlay.name} number={overlay.number} onClose={close} />}
    </div>
  );
}
