import { Anchor, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { contactAddresses } from '../contacts/addresses.ts';
import { ContactForm } from '../contacts/contact-form.tsx';
import { Contact_parts } from '../contacts/contact-parts.ts';
import { newContact, valuesOfContact } from '../contacts/contact-values.ts';
import { DeleteContact } from '../contacts/delete-contact.tsx';
import type { Contact_PartsFragment, PortalNewContactQuery } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { callAddresses } from '../history/addresses.ts';
import { useIsGone } from '../portal/gone.ts';
import { Page } from '../portal/page.tsx';
import { RestrictButton } from '../privacy/restrict-button.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { ReadOnlyNote } from '../ui/read-only.tsx';
import { showDone } from '../ui/toasts.tsx';

const PortalContactDocument = graphql(`
  query PortalContact($contactId: ID!) { contact(id: $contactId) { id name ...Contact_parts } }
`);
const PortalContactGroupsDocument = graphql(`
  query PortalContactGroups($customerId: ID!) { customer(id: $customerId) { id contactGroups { name size } } }
`);

/** The groups that there are, to choose from. */
function useGroups(customerId: string): string[] {
  const [{ data }] = useQuery({ query: PortalContactGroupsDocument, variables: { customerId } });
  return data?.customer?.contactGroups.map(({ name }) => name) ?? [];
}
const PortalNewContactDocument = graphql(`
  query PortalNewContact($callId: ID!) {
    call(id: $callId) { id caller { number } note { id callerName callerCompany callerNumber } }
  }
`);

/** One contact, to read and to change. */
export function PortalContactPage() {
  const { t } = useTranslation('contacts');
  const { contactId = '' } = useParams();
  const navigate = useNavigate();
  const [{ data, error, stale }, again] = useQuery({ query: PortalContactDocument, variables: { contactId }, requestPolicy: 'cache-and-network' });
  const [isDeleted, setDeleted] = useState(false);
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  const back = { to: contactAddresses.list(), label: t('back') };
  const isDeletedMeanwhile = useIsGone(contactId);
  const { viewerCanRestrict } = usePortalCustomer();
  const masked = isDeletedMeanwhile ? null : data?.contact;

  if (!data) return <Page title={t('title')} back={back}>{error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}</Page>;
  if (!masked) return <Page title={t('missing.title')} back={back}>{!isDeleted && !stale && <EmptyFace title={t('missing.title')}>{t('missing.text')}</EmptyFace>}</Page>;
  const contact = readFragment(Contact_parts, masked);
  const [number] = contact.numbers;
  return (
    <Page title={contact.name} back={back}>
      {number && <Anchor component={Link} to={`${callAddresses.list()}?${new URLSearchParams({ search: formatNumber(number) })}`} w="fit-content" lh="44px" my={-12}>{t('form.calls')}</Anchor>}
      <ReadOnlyNote />
      <Editor key={contact.id} contact={contact} />
      {viewerCanRestrict && <RestrictButton what="contact" id={contact.id} onDone={() => { setDeleted(true); void navigate(contactAddresses.list(), { replace: true }); }} />}
      <DeleteContact
        contactId={contact.id} name={contact.name}
        onDeleted={() => { setDeleted(true); showDone(t('delete.done')); void navigate(contactAddresses.list(), { replace: true }); }}
      />
    </Page>
  );
}

function Editor({ contact }: { contact: Contact_PartsFragment }) {
  const { t } = useTranslation('contacts');
  const { t: offline } = useTranslation('offline');
  const viewer = useViewer() as CustomerUserViewer;
  const { id: customerId } = usePortalCustomer();
  const navigate = useNavigate();
  const [initial] = useState(() => valuesOfContact(contact));
  return (
    <ContactForm
      customerId={customerId} groups={useGroups(customerId)} stored={contact} initial={initial} draftKey={`${viewer.id}.contact.${contact.id}`} cancelTo={contactAddresses.list()}
      onSaved={(name, isWaiting) => { showDone(isWaiting ? offline('waiting') : t('form.saved', { name })); void navigate(contactAddresses.list()); }}
    />
  );
}

/** A new contact; from a call it starts with what is known of the caller. */
export function PortalNewContactPage() {
  const { t } = useTranslation('contacts');
  const [params] = useSearchParams();
  const callId = params.get('call');
  const [{ data, error }, again] = useQuery({ query: PortalNewContactDocument, variables: { callId: callId ?? '' }, pause: callId === null });
  const back = callId ? { to: callAddresses.one(callId), label: t('back') } : { to: contactAddresses.list(params.has('blocked') ? 'blocked' : undefined), label: t('back') };
  return (
    <Page title={t(params.has('blocked') ? 'form.blockTitle' : 'form.newTitle')} back={back}>
      <ReadOnlyNote />
      <Text c="dimmed" size="sm" mt={-10}>{t('form.legal')}</Text>
      {callId === null || data ? <NewContact call={data?.call ?? null} isVip={params.has('vip')} isBlocked={params.has('blocked')} back={back.to} />
        : error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}
    </Page>
  );
}

function NewContact({ call, isVip, isBlocked, back }: { call: NonNullable<PortalNewContactQuery['call']> | null; isVip: boolean; isBlocked: boolean; back: string }) {
  const { t } = useTranslation('contacts');
  const { t: offline } = useTranslation('offline');
  const viewer = useViewer() as CustomerUserViewer;
  const { id: customerId } = usePortalCustomer();
  const navigate = useNavigate();
  const [initial] = useState(() => {
    const number = call?.caller.number ?? call?.note?.callerNumber;
    return newContact({
      ...(call?.note?.callerName ? { name: call.note.callerName } : {}),
      ...(call?.note?.callerCompany ? { company: call.note.callerCompany } : {}),
      ...(number ? { number: formatNumber(number) } : {}),
      isVip,
      isBlocked,
    });
  });
  return (
    <ContactForm
      customerId={customerId} groups={useGroups(customerId)} stored={null} initial={initial} draftKey={`${viewer.id}.contact.new.${call?.id ?? (isBlocked ? 'blocked' : '')}`} cancelTo={back}
      onSaved={(name, isWaiting) => { showDone(isWaiting ? offline('waiting') : t('form.saved', { name })); void navigate(back, { replace: true }); }}
    />
  );
}
