import { Anchor, Button, Group } from '@mantine/core';
import { IconChecklist, IconStar, IconUserPlus } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { contactAddresses } from '../contacts/addresses.ts';
import contactClasses from '../contacts/contacts.module.css';
import { BlockContact, BlockNew } from '../contacts/block-caller.tsx';
import { VipStar } from '../contacts/vip-star.tsx';
import { RateNote } from '../feedback/rate-note.tsx';
import { NoteExport } from '../exports/call-exports.tsx';
import { noteText } from '../exports/note-text.ts';
import type { PortalCallQuery } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { callAddresses } from '../history/addresses.ts';
import { CallBackCard } from '../history/call-back-card.tsx';
import { OutcomeIcon, useOutcomeWords } from '../history/call-outcome.tsx';
import { CallRow, CallRow_call } from '../history/call-row.tsx';
import { CallStory } from '../history/call-story.tsx';
import { CallerCard } from '../history/caller-card.tsx';
import { callBackNumber, callerCompany, callerName, callerNumberWords } from '../history/caller-words.ts';
import { DecisionCard } from '../history/decision-card.tsx';
import classes from '../history/history.module.css';
import { NoteCard } from '../history/note-card.tsx';
import { NoteVersions } from '../history/note-versions.tsx';
import { ShareNote } from '../history/share-note.tsx';
import { VoiceMessageCard } from '../history/voice-message-card.tsx';
import { instructionAddresses } from '../instructions/addresses.ts';
import { newsOf } from '../portal/news.ts';
import { Page } from '../portal/page.tsx';
import { RestrictButton } from '../privacy/restrict-button.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useReadState } from '../portal/read-state.ts';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { taskAddresses } from '../tasks/addresses.ts';
import { trashAddress } from '../trash/addresses.ts';
import { MoveToTrash } from '../trash/move-to-trash.tsx';
import { useMinute } from '../ui/minute.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';
import { dayInWords, momentInWords, nearDay, wallTime } from '../ui/zoned-time.ts';

const PortalCallDocument = graphql(`
  query PortalCall($callId: ID!) {
    call(id: $callId) {
      id
      receivedAt
      state
      result
      ...News_call
      ...CallRow_call
      ...CallDetail_call
      note { id callerName callerNumber ...NoteVersions_note ...RateNote_note }
      caller {
        number
        contacts { id name company ...VipStar_contact ...Contact_parts }
        identifiedAs { id name company ...VipStar_contact ...Contact_parts }
        earlierCalls(first: 5) { id receivedAt ...CallRow_call ...News_call }
      }
    }
  }
`);

/** All that is known about one call: the note first, the reasons last. */
export function PortalCallPage() {
  const { t } = useTranslation(['history', 'trash']);
  const { callId = '' } = useParams();
  const { search } = useLocation();
  const [{ data, error }, again] = useQuery({ query: PortalCallDocument, variables: { callId }, requestPolicy: 'cache-and-network' });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  const back = { to: callAddresses.list() + search, label: t('back') };
  const call = data?.call;
  if (call) return <WholeCall key={call.id} call={call} back={back} onBook={() => again({ requestPolicy: 'network-only' })} />;
  if (data) return <Page title={t('missing.title')} back={back}><EmptyFace title={t('missing.title')} action={<Anchor component={Link} to={trashAddress()} lh="44px">{t('trash:open')}</Anchor>}>{t('missing.text')}</EmptyFace></Page>;
  return <Page title={t('title')} back={back}>{error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}</Page>;
}

function WholeCall({ call, back, onBook }: { call: NonNullable<PortalCallQuery['call']>; back: { to: string; label: string }; onBook: () => void }) {
  const { t, i18n } = useTranslation('history');
  const { t: taskWords } = useTranslation('tasks');
  const viewer = useViewer() as CustomerUserViewer;
  const { timeZone, viewerCanRestrict } = usePortalCustomer();
  const navigate = useNavigate();
  const { isUnread, markRead } = useReadState(viewer.id);
  const outcome = useOutcomeWords();
  const now = useMinute();
  const news = newsOf(call);
  const read = useEffectEvent(() => { if (news && isUnread(news)) markRead(news.id); });
  useEffect(() => read(), [news?.id]);

  const row = readFragment(CallRow_call, call);
  const { day, time } = wallTime(call.receivedAt, timeZone);
  const today = wallTime(now, timeZone).day;
  const near = nearDay(day, i18n.language, today);
  return (
    <Page title={callerName(row, t)} back={back}>
      <div className={classes.callHead}>
        <OutcomeIcon call={row} />
        <p><strong>{outcome(row)}</strong><br /><time dateTime={call.receivedAt}>{near ? <span className={classes.capital}>{near}</span> : dayInWords(day, i18n.language, today)}, {time}</time></p>
      </div>
      <VoiceMessageCard call={call} timeZone={timeZone} />
      <NoteCard call={call} timeZone={timeZone}>
        {call.note && (
          <>
            <NoteVersions note={call.note} timeZone={timeZone} />
            <div className={classes.noteActs}>
              <PassOn call={call} canShare />
              <Writing><Button component={Link} to={taskAddresses.ofCall(call.id)} variant="default" leftSection={<IconChecklist size={18} stroke={1.7} aria-hidden />}>{taskWords('fromNote')}</Button></Writing>
              <MoveToTrash noteId={call.note.id} onMoved={() => void navigate(back.to, { replace: true })} />
            </div>
          </>
        )}
      </NoteCard>
      {!call.note && <PassOn call={call} />}
      <CallBackCard call={call} timeZone={timeZone} />
      {row.needsCallBack && <ReadOnlyNote />}
      {call.note && <RateNote key={call.note.id} note={call.note} timeZone={timeZone} />}
      <CallerCard call={call}><KnownAs call={call} onBook={onBook} /></CallerCard>
      <CallStory call={call} timeZone={timeZone} />
      <DecisionCard call={call} timeZone={timeZone} instructionAddress={instructionAddresses.one} />
      {call.caller.earlierCalls.length > 0 && (
        <section aria-labelledby="earlier-title" className={classes.day}>
          <h2 id="earlier-title" className={classes.dayName}>{t('caller.earlier')}</h2>
          <ul className={classes.list}>
            {call.caller.earlierCalls.map(earlier => (
              <li key={earlier.id}><CallRow call={earlier} timeZone={timeZone} isNew={isUnread(newsOf(earlier))} when={momentInWords(earlier.receivedAt, timeZone, i18n.language, now)} /></li>
            ))}
          </ul>
        </section>
      )}
      {viewerCanRestrict && row.state === 'ENDED' && <RestrictButton what="call" id={call.id} onDone={() => void navigate(back.to, { replace: true })} />}
    </Page>
  );
}

/** The ways to pass the call and its note on; sharing is for what somebody wrote. */
function PassOn({ call: masked, canShare = false }: { call: NonNullable<PortalCallQuery['call']>; canShare?: boolean }) {
  const { t, i18n } = useTranslation('exports');
  const { t: words } = useTranslation('history');
  const { id, timeZone } = usePortalCustomer();
  const call = readFragment(CallRow_call, masked);
  const { day, time } = wallTime(call.receivedAt, timeZone);
  const at = `${dayInWords(day, i18n.language, wallTime(useMinute(), timeZone).day)}, ${time}`;
  const name = callerName(call, words);
  const flags = [call.note?.urgent ? words('row.urgent') : null, call.note?.callBackWished ? words('row.callBackWished') : null].filter(Boolean).join(', ');
  const text = noteText([
    [t('note.caller'), name], [t('note.company'), callerCompany(call, words)], [t('note.number'), callBackNumber(call) ? callerNumberWords(call, words) : null],
    [t('note.at'), at], [t('note.flags'), flags], [t('note.takenBy'), call.note?.writtenBy.name],
  ], call.note?.concern);
  const subject = t('note.subject', { name, time: at });
  return (
    <>
      {canShare && <ShareNote title={subject} text={text} />}
      <NoteExport customerId={id} callId={call.id} hasNumber={callBackNumber(call) !== null} subject={subject} text={text} />
    </>
  );
}

/** The caller in the address book: the contacts that match, or the ways to enter them. */
function KnownAs({ call, onBook }: { call: NonNullable<PortalCallQuery['call']>; onBook: () => void }) {
  const { t } = useTranslation('history');
  const { contacts, identifiedAs } = call.caller;
  const { id: customerId } = usePortalCustomer();
  const known = identifiedAs ? [identifiedAs] : contacts;
  if (known.length === 0) {
    // Somebody without a number and a name cannot be entered.
    if (!call.caller.number && !call.note?.callerNumber && !call.note?.callerName) return null;
    return (
      <Writing>
        <Group gap="sm">
          <Button component={Link} to={contactAddresses.create({ callId: call.id })} variant="default" leftSection={<IconUserPlus size={18} aria-hidden />}>{t('caller.addContact')}</Button>
          <Button component={Link} to={contactAddresses.create({ callId: call.id, asVip: true })} variant="default" leftSection={<IconStar size={18} aria-hidden />}>{t('caller.addVip')}</Button>
          {call.caller.number && <BlockNew customerId={customerId} name={call.note?.callerName ?? null} number={call.caller.number} onChange={onBook} />}
        </Group>
      </Writing>
    );
  }
  return (
    <>
      {known.length > 1 && <p className={classes.quiet}>{t('caller.several')}</p>}
      <div className={contactClasses.book}>
        {known.map(contact => (
          <div key={contact.id} className={contactClasses.bookRow}>
            <VipStar contact={contact} />
            {known.length > 1
              ? <Link to={contactAddresses.one(contact.id)} className={contactClasses.bookLink}>{contact.name}{contact.company && `, ${contact.company}`}</Link>
              : <Anchor component={Link} to={contactAddresses.one(contact.id)} className={contactClasses.bookLink}>{t('caller.contact')}</Anchor>}
          </div>
        ))}
      </div>
      {known.length === 1 && known.map(contact => <div key={contact.id}><BlockContact contact={contact} /></div>)}
    </>
  );
}
