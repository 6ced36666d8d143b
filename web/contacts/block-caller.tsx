import { Button } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Contact_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { Writing } from '../ui/read-only.tsx';
import { showFailure, showUndo } from '../ui/toasts.tsx';
import { Contact_parts } from './contact-parts.ts';

const BlockContactDocument = graphql(`
  mutation BlockContact($contactId: ID!, $input: ContactInput!, $expectedVersion: Int) {
    updateContact(contactId: $contactId, input: $input, expectedVersion: $expectedVersion) { __typename ... on Contact { id ...Contact_parts } }
  }
`);
const BlockNewDocument = graphql(`
  mutation BlockNew($customerId: ID!, $input: ContactInput!) { createContact(customerId: $customerId, input: $input) { __typename ... on Contact { id } } }
`);
const UnblockNewDocument = graphql(`mutation UnblockNew($contactId: ID!) { deleteContact(contactId: $contactId) { __typename ... on Deleted { id } } }`);

/** Everything that is said about a contact, to be said again. */
const inputOf = ({ name, company, numbers, numberLabels, groups, emails, address, isVip, isBlocked, alwaysPutThroughTo, remarks }: Contact_PartsFragment) =>
  ({ name, company, numbers: [...numbers], numberLabels: [...numberLabels], groups: [...groups], emails: [...emails], address, isVip, isBlocked, alwaysPutThroughTo, remarks });

/** Blocks a contact, so that it is never put through, or lets it through again; with one tap, which can be taken back. */
export function BlockContact({ contact: masked }: { contact: FragmentType<typeof Contact_parts> }) {
  const { t } = useTranslation('contacts');
  const errorText = useErrorText();
  const contact = readFragment(Contact_parts, masked);
  const [{ fetching }, update] = useMutation(BlockContactDocument);
  const say = async (input: ReturnType<typeof inputOf>, expectedVersion: number): Promise<number | null> => {
    const { data, error } = await update({ contactId: contact.id, input, expectedVersion });
    if (data?.updateContact.__typename === 'Contact') return readFragment(Contact_parts, data.updateContact).version;
    showFailure(error ? errorText(error) : t('block.failed'));
    return null;
  };
  const toggle = async () => {
    const before = inputOf(contact);
    const version = await say({ ...before, isBlocked: !contact.isBlocked }, contact.version);
    if (version === null) return;
    showUndo({ message: t(contact.isBlocked ? 'block.undone' : 'block.done', { name: contact.name }), undo: t('block.undo'), onUndo: () => void say(before, version) });
  };
  return (
    <Writing>
      <Button variant="default" loading={fetching} leftSection={<IconBan size={18} aria-hidden />} onClick={() => void toggle()}>
        {t(contact.isBlocked ? 'block.unblock' : 'block.block')}
      </Button>
    </Writing>
  );
}

/** Enters a caller who is not in the book yet as blocked, with one tap, which can be taken back. `onChange` comes when the book is different. */
export function BlockNew({ customerId, name, number, onChange }: { customerId: string; name: string | null; number: string; onChange: () => void }) {
  const { t } = useTranslation('contacts');
  const errorText = useErrorText();
  const [isBusy, setBusy] = useState(false);
  const [, create] = useMutation(BlockNewDocument);
  const [, remove] = useMutation(UnblockNewDocument);
  const called = name ?? formatNumber(number);
  const block = async () => {
    setBusy(true);
    const { data, error } = await create({ customerId, input: { name: called, numbers: [number], isBlocked: true } });
    setBusy(false);
    if (data?.createContact.__typename !== 'Contact') { showFailure(error ? errorText(error) : t('block.failed')); return; }
    const { id } = data.createContact;
    onChange();
    showUndo({ message: t('block.done', { name: called }), undo: t('block.undo'), onUndo: () => void remove({ contactId: id }).then(({ error: failed }) => { if (failed) showFailure(errorText(failed)); else onChange(); }) });
  };
  return <Writing><Button variant="default" loading={isBusy} leftSection={<IconBan size={18} aria-hidden />} onClick={() => void block()}>{t('block.block')}</Button></Writing>;
}
