import { useDebouncedValue } from '@mantine/hooks';
import { IconStarFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { ErrorFace } from '../ui/faces.tsx';
import { Finder } from '../ui/finder.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { useRefusals } from './refusals.ts';

const ContactsToNameDocument = graphql(`
  query ContactsToName($customerId: ID!, $search: String) {
    customer(id: $customerId) {
      id
      contacts(first: 12, search: $search) {
        edges { cursor node { id name company numbers isVip isBlocked } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const IdentifyCallerDocument = graphql(`
  mutation IdentifyCaller($callId: ID!, $contactId: ID!) {
    identifyCaller(callId: $callId, contactId: $contactId) {
      __typename
      ... on Call { id decisionChangedAt ...CallInHand_call ...CallerPanel_call }
      ... on NotYourCall { takenBy { id name } }
    }
  }
`);

/** Names the contact who is calling; the decision is made anew with that. */
export function useIdentifyCaller(callId: string): (contactId: string) => Promise<void> {
  const [, identifyCaller] = useMutation(IdentifyCallerDocument);
  const refused = useRefusals();
  return async contactId => {
    const { data, error } = await identifyCaller({ callId, contactId });
    refused(data?.identifyCaller, error);
  };
}

/** Finds the caller among the customer's contacts. */
export function IdentifyCaller({ customerId, customerName, onClose, onPick }: { customerId: string; customerName: string; onClose: () => void; onPick: (contactId: string) => Promise<void> }) {
  const { t } = useTranslation('calls');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 150);
  const [{ data, fetching, error }, again] = useQuery({ query: ContactsToNameDocument, variables: { customerId, search: search || null } });
  const items = (data?.customer?.contacts.edges ?? []).map(({ node: { id, name, company, numbers, isVip, isBlocked } }) => ({
    id,
    title: <>{isVip && <IconStarFilled size={12} color="var(--vz-vip)" role="img" aria-label={t('caller.vip')} />}{name}</>,
    detail: [company, numbers[0] && formatNumber(numbers[0]), isBlocked && t('caller.blocked')].filter(Boolean).join(' · '),
  }));
  return (
    <Finder
      title={t('caller.identify')} lead={t('caller.identifyLead', { customer: customerName })} placeholder={t('caller.identifySearch')} text={text} onText={setText} isSearching={fetching}
      groups={[{ items }]} empty={fetching ? '…' : search ? t('caller.identifyNone') : t('caller.identifyEmpty')}
      problem={error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : undefined} onClose={onClose}
      onPick={id => { onClose(); void onPick(id); }}
    />
  );
}
