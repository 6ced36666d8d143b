import { Combobox, Loader, Modal, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconStarFilled } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { ErrorFace } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import classes from './identify-caller.module.css';
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

/** Finds the caller among the customer's contacts, with the keyboard alone. */
export function IdentifyCaller({ customerId, customerName, onClose, onPick }: { customerId: string; customerName: string; onClose: () => void; onPick: (contactId: string) => Promise<void> }) {
  const { t } = useTranslation('calls');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 150);
  const [{ data, fetching, error }, again] = useQuery({ query: ContactsToNameDocument, variables: { customerId, search: search || null } });
  const combobox = useCombobox({ opened: true });
  const contacts = data?.customer?.contacts.edges.map(({ node }) => node) ?? [];
  const { selectFirstOption } = combobox;
  const shownIds = contacts.map(({ id }) => id).join();
  useEffect(() => { selectFirstOption(); }, [shownIds, selectFirstOption]);
  return (
    <Modal opened onClose={onClose} title={t('caller.identify')} size="md" yOffset="12vh" centered={false}>
      <Text c="dimmed" size="sm" mb="sm">{t('caller.identifyLead', { customer: customerName })}</Text>
      <Combobox store={combobox} onOptionSubmit={id => { onClose(); void onPick(id); }}>
        <Combobox.EventsTarget>
          <TextInput
            data-autofocus value={text} onChange={event => setText(event.currentTarget.value)} placeholder={t('caller.identifySearch')} aria-label={t('caller.identifySearch')}
            leftSection={<IconSearch size={15} aria-hidden />} rightSection={fetching ? <Loader size={14} /> : null}
          />
        </Combobox.EventsTarget>
        {error
          ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />
          : (
            <Combobox.Options mt="xs" className={classes.options} aria-label={t('caller.identify')}>
              {contacts.map(contact => (
                <Combobox.Option key={contact.id} value={contact.id} className={classes.option}>
                  <span className={classes.name}>{contact.isVip && <IconStarFilled size={12} className={classes.vip} role="img" aria-label={t('caller.vip')} />}{contact.name}</span>
                  <span className={classes.detail}>{[contact.company, contact.numbers[0] && formatNumber(contact.numbers[0]), contact.isBlocked && t('caller.blocked')].filter(Boolean).join(' · ')}</span>
                </Combobox.Option>
              ))}
              {data && contacts.length === 0 && <Combobox.Empty>{search ? t('caller.identifyNone') : t('caller.identifyEmpty')}</Combobox.Empty>}
            </Combobox.Options>
          )}
      </Combobox>
    </Modal>
  );
}
