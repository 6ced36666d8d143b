import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { useClient, useQuery } from 'urql';
import { accountAddresses } from '../account/addresses.ts';
import { chooseLanguage, withTexts } from '../app/i18n.ts';
import { ScrollPlaces } from '../app/scroll-places.tsx';
import { useSignOut } from '../app/session.ts';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { contactAddresses } from '../contacts/addresses.ts';
import { useFeed } from '../graphql/feed.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { frameKnown } from '../graphql/offline-exchange.ts';
import { changeHeard } from '../instructions/arrival.ts';
import { installOnDevice } from '../offline/installation.ts';
import { useKeptPicture } from '../offline/kept-picture.ts';
import { NewVersion } from '../offline/new-version.tsx';
import { useUnsent } from '../offline/use-unsent.ts';
import { places } from '../portal/addresses.ts';
import { ConnectionBanner } from '../portal/connection-banner.tsx';
import { GoneContext } from '../portal/gone.ts';
import { MenuButton } from '../portal/menu-button.tsx';
import { newsOf } from '../portal/news.ts';
import { PortalCustomerContext } from '../portal/portal-customer.tsx';
import { PortalFrame } from '../portal/portal-frame.tsx';
import { PortalNav } from '../portal/portal-nav.tsx';
import { forgetReadStates, useReadState } from '../portal/read-state.ts';
import { SnapshotContext, useAgainAfterGap } from '../portal/snapshot.tsx';
import { ContractEnd_parts, ContractEndBanner } from '../privacy/contract-end-banner.tsx';
import { PrivacyNotices } from '../privacy/privacy-notices.tsx';
import { useOutgoing } from '../threads/outgoing.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { forgetKeptDrafts } from '../ui/kept-draft.ts';
import { type ReadOnly, ReadOnlyContext } from '../ui/read-only.tsx';
import { showFailure } from '../ui/toasts.tsx';

// The cursor is read before all that changes: the pages and what is unread follow, so that the feed behind it leaves nothing out.
const PortalFrameDocument = graphql(`
  query PortalFrame($customerId: ID!) {
    liveCursor
    customer(id: $customerId) { id name customerNumber timeZone language federalState viewerCanRestrict lines { id number label } }
  }
`);
const PortalUnreadDocument = graphql(`
  query PortalUnread { calls(first: 30) { edges { node { id ...News_call } } } }
`);

// Beside the rest: it is asked for again whenever something is written or read.
const PortalUnreadMessagesDocument = graphql(`
  query PortalUnreadMessages($customerId: ID!) { customer(id: $customerId) { id unreadMessages } }
`);

const PortalContractEndDocument = graphql(`
  query PortalContractEnd($customerId: ID!) { contractEnd(customerId: $customerId) { ...ContractEnd_parts } }
`);

const PortalEventsDocument = graphql(`
  subscription PortalEvents($after: String) {
    events(after: $after) {
      __typename
      cursor
      at
      ... on CallChanged {
        callId
        call {
          id
          note { id callerName writtenAt }
          ...News_call
          ...CallRow_call
          ...CallDetail_call
        }
      }
      ... on InstructionChanged { instructionId customerId instruction { id version ...Instruction_parts } }
      ... on ContactChanged { contactId customerId contact { id ...Contact_parts } }
      ... on CustomerChanged { customerId customer { id name timeZone language federalState lines { id number label } } }
      ... on MessagesChanged { threadId customerId thread { id ...Thread_live } }
      ... on DocumentChanged { documentId customerId document { id ...Document_parts } }
      ... on FaqChanged { faqId customerId faq { id ...Faq_parts } }
      ... on AppointmentChanged { appointmentId customerId appointment { id ...Appointment_parts } }
      ... on CalendarsChanged { customerId }
      ... on TaskChanged { taskId customerId }
      ... on WebhookChanged { webhookId customerId }
      ... on ForwardingCheckChanged { forwardingCheckId forwardingCheck { id ...TestCall_check } }
    }
  }
`);

const ConfirmSheet = lazy(async () => ({ default: (await import('../ui/confirm-sheet.tsx')).ConfirmSheet }));
const PortalMenu = lazy(async () => ({ default: (await withTexts(import('../portal/portal-menu.tsx'), 'appFeedback')).PortalMenu }));
const NoticeCards = lazy(async () => ({ default: (await withTexts(import('../privacy/notice-cards.tsx'), 'privacy')).NoticeCards }));
const AppFeedbackSheet = lazy(async () => ({ default: (await withTexts(import('../app-feedback/app-feedback-sheet.tsx'), 'appFeedback')).AppFeedbackSheet }));
// What waits for the network is seldom there.
const UnsentChanges = lazy(async () => ({ default: (await import('../offline/unsent-changes.tsx')).UnsentChanges }));
const OutgoingMessages = lazy(async () => ({ default: (await withTexts(import('../threads/outgoing-messages.tsx'), 'threads')).OutgoingMessages }));

const SAVED_JUST_NOW_MS = 5_000;
const NEWS_FOR_MS = 60_000;

/** Everything around the portal's pages: who is signed in, the way around, the live feed. */
export function PortalLayout() {
  const viewer = useViewer() as CustomerUserViewer;
  const [epoch, setEpoch] = useState(0);
  return (
    <SnapshotContext value={epoch}>
      <Frame viewer={viewer} onGap={() => setEpoch(count => count + 1)} />
      <ScrollPlaces />
    </SnapshotContext>
  );
}

function Frame({ viewer, onGap }: { viewer: CustomerUserViewer; onGap: () => void }) {
  const { t } = useTranslation('portal');
  const signOut = useSignOut();
  const client = useClient();
  const { isUnread } = useReadState(viewer.id);
  const [{ data, error }, again] = useQuery({ query: PortalFrameDocument, variables: { customerId: viewer.customer.id }, requestPolicy: 'network-only' });
  const cursor = data?.liveCursor;
  const [{ data: latest }, latestAgain] = useQuery({ query: PortalUnreadDocument, pause: cursor === undefined });
  useAgainAfterGap(() => latestAgain({ requestPolicy: 'network-only' }));
  const [{ data: written }, writtenAgain] = useQuery({ query: PortalUnreadMessagesDocument, variables: { customerId: viewer.customer.id }, pause: cursor === undefined });
  useAgainAfterGap(() => writtenAgain({ requestPolicy: 'network-only' }));
  // The place that the device kept is followed only where the service is not reached: nothing that was read before is behind the one that comes.
  const after = useSyncExternalStore(frameKnown.watch, frameKnown.current) ? cursor : undefined;
  const followed = useRef(after);
  const tellGap = useEffectEvent(onGap);
  useEffect(() => {
    // A new place in the feed: what happened before it may never have come.
    if (followed.current !== undefined && after !== undefined && followed.current !== after) tellGap();
    followed.current = after;
  }, [after]);
  const [{ data: ends }, endsAgain] = useQuery({ query: PortalContractEndDocument, variables: { customerId: viewer.customer.id } });
  useAgainAfterGap(() => endsAgain({ requestPolicy: 'network-only' }));
  const end = readFragment(ContractEnd_parts, ends?.contractEnd);
  const readOnly = useWhyReadOnly(viewer, end?.isOver ?? false);
  const { pathname } = useLocation();
  const [isTelling, setTelling] = useState(false);
  // Whoever touches the button before the menu has come is not left to touch it again.
  const [isMenuAwaited, setMenuAwaited] = useState(false);
  const { announcement, gone } = useHappenings(after, () => again({ requestPolicy: 'network-only' }));

  const customer = data?.customer;
  const unread = latest?.calls.edges.filter(({ node }) => isUnread(newsOf(node))).length ?? 0;
  const { t: offline } = useTranslation('offline');
  const changes = useUnsent();
  const outgoing = useOutgoing(viewer.id);
  const hasUnsent = changes.length > 0 || outgoing.some(({ state }) => state !== 'sent');
  const [isAsked, setAsked] = useState(false);
  const isShown = latest !== undefined;
  useEffect(() => {
    if (!isShown) return;
    // What makes the next start quicker, and writes foreign numbers as they are read, must not take the line from what the page shows first.
    installOnDevice();
    void import('../ui/phone-numbers.ts').catch(() => { /* Without it they are shown as they are dialled. */ });
    void import('../notifications/keep-device.ts').then(({ keepDevice }) => keepDevice(client, viewer.id)).catch(() => { /* Whatever is in the way, the page of the notifications says so. */ });
  }, [isShown, client, viewer.id]);
  useKeptPicture(pathname, isShown, customer?.timeZone ?? 'Europe/Berlin');
  // The menu comes once the page is there, or is asked for.
  const menuButton = <MenuButton name={viewer.name} aria-haspopup="menu" onClick={() => setMenuAwaited(true)} />;
  const leave = async (): Promise<boolean> => {
    try {
      await signOut();
      forgetReadStates();
      forgetKeptDrafts();
      return true;
    } catch {
      showFailure(t('menu.signOutFailed'));
      return false;
    }
  };

  return (
    <PortalFrame
      name={viewer.customer.name}
      menu={isShown || isMenuAwaited ? <Suspense fallback={menuButton}><PortalMenu isAwaited={isMenuAwaited} user={viewer} customerNumber={viewer.customer.customerNumber} canManagePeople={viewer.right === 'MANAGE'} securityAddress={accountAddresses.portal()} onLanguage={chooseLanguage} onAppFeedback={() => setTelling(true)} onSignOut={() => { if (hasUnsent) setAsked(true); else void leave(); }} /></Suspense> : menuButton}
      nav={<PortalNav unread={{ home: unread, messages: written?.customer?.unreadMessages ?? 0 }} />}
      banner={<><ConnectionBanner timeZone={customer?.timeZone ?? 'Europe/Berlin'} /><NewVersion />{changes.length > 0 && <Suspense><UnsentChanges contactAddress={contactAddresses.one} /></Suspense>}</>}
    >
      <div className="visually-hidden" role="status">{announcement}</div>
      {outgoing.length > 0 && <Suspense><OutgoingMessages writerId={viewer.id} /></Suspense>}
      {isAsked && <Suspense><ConfirmSheet title={offline('signOut.title')} text={offline('signOut.text')} confirm={offline('signOut.confirm')} isHard onConfirm={leave} onClose={() => setAsked(false)} /></Suspense>}
      {isTelling && <Suspense><AppFeedbackSheet onClose={() => setTelling(false)} /></Suspense>}
      {customer
        ? (
          <PortalCustomerContext value={customer}>
            {end && isBannerPlace(pathname, end.answer !== null) && <ContractEndBanner end={end} timeZone={customer.timeZone} to={places.privacy()} />}
            {!pathname.startsWith(places.privacy()) && <PrivacyNotices customerId={customer.id}>{notices => <Suspense><NoticeCards {...notices} /></Suspense>}</PrivacyNotices>}
            <ReadOnlyContext value={readOnly}><GoneContext value={gone}><Outlet /></GoneContext></ReadOnlyContext>
          </PortalCustomerContext>
        )
        : error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
          : data ? <EmptyFace title={t('noCustomer')} /> : <LoadingFace />}
    </PortalFrame>
  );
}

/** Until there is an answer it is asked for on every page but the one that takes it; then the start page says what follows. */
const isBannerPlace = (pathname: string, isAnswered: boolean): boolean => (isAnswered ? pathname === places.home() : !pathname.startsWith(places.privacy()));

/** Whoever may only read, and everybody when the contract is over, is told so in place of what writes. */
function useWhyReadOnly({ right }: CustomerUserViewer, isOver: boolean): ReadOnly | null {
  const { t } = useTranslation('contract');
  if (isOver) return right === 'READ' ? { why: t('why.overRight'), canDelete: false } : { why: t('why.over'), canDelete: true };
  return right === 'READ' ? { why: t('why.right'), canDelete: false } : null;
}

/** Follows the live feed; puts each new note into words, once, for screen readers, and gathers what is deleted. */
function useHappenings(after: string | undefined, onGap: () => void): { announcement: string; gone: ReadonlySet<string> } {
  const { t } = useTranslation('portal');
  const [announcement, setAnnouncement] = useState('');
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const told = useRef(new Set<string>());
  useFeed({
    document: PortalEventsDocument,
    after,
    onExpired: onGap,
    onEvent: event => {
      if (event.__typename === 'InstructionChanged') {
        const { instructionId, instruction } = event;
        changeHeard(instructionId, instruction?.version ?? null, event.at);
        // One that was deleted can come back.
        setGone(before => (instruction ? new Set([...before].filter(id => id !== instructionId)) : new Set(before).add(instructionId)));
      }
      if (event.__typename === 'ContactChanged' && !event.contact) setGone(before => new Set(before).add(event.contactId));
      if (event.__typename !== 'CallChanged' || !event.call?.note) return;
      const { note } = event.call;
      // The same call changes again after its note: it ends, the note is corrected, the call-back is done.
      if (told.current.has(note.id) || Date.parse(event.at) - Date.parse(note.writtenAt) > SAVED_JUST_NOW_MS) return;
      // After a lost connection the feed catches up; what is minutes old is seen, not called out.
      if (Date.now() - Date.parse(event.at) > NEWS_FOR_MS) return;
      told.current.add(note.id);
      setAnnouncement(note.callerName ? t('live.noteFrom', { name: note.callerName }) : t('live.note'));
    },
  });
  return { announcement, gone };
}
