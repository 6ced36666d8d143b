import { Button } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { ReasonSheet } from './reason-sheet.tsx';

const RestrictCallDocument = graphql(`mutation RestrictCall($id: ID!, $reason: String!) { done: restrictCall(callId: $id, reason: $reason) { __typename } }`);
const RestrictContactDocument = graphql(`mutation RestrictContact($id: ID!, $reason: String!) { done: restrictContact(contactId: $id, reason: $reason) { __typename } }`);
const RestrictCustomerDocument = graphql(`mutation RestrictCustomer($id: ID!, $reason: String!) { done: restrictCustomer(customerId: $id, reason: $reason) { __typename } }`);

const WHAT = {
  call: { document: RestrictCallDocument, title: 'restriction.call', lead: 'restriction.callLead' },
  contact: { document: RestrictContactDocument, title: 'restriction.contact', lead: 'restriction.contactLead' },
  customer: { document: RestrictCustomerDocument, title: 'restriction.all', lead: 'restriction.allLead' },
} as const;

/** Restricts something, with a reason. `onDone` comes when it is gone from here. */
export function RestrictButton({ what, id, onDone }: { what: keyof typeof WHAT; id: string; onDone?: () => void }) {
  const { t } = useTranslation('privacy');
  const { document, title, lead } = WHAT[what];
  const [, restrict] = useMutation(document);
  const [opened, setOpened] = useState(false);
  const submit = async (reason: string) => {
    const { data, error } = await restrict({ id, reason });
    if (data?.done.__typename === 'Restriction') {
      showDone(t('restriction.done'));
      onDone?.();
      return true;
    }
    showFailure(t(!error && data?.done.__typename === 'CallNotOver' ? 'restriction.notOver' : 'restriction.failed'));
    return false;
  };
  return (
    <>
      <Button variant="default" leftSection={<IconEyeOff size={18} aria-hidden />} onClick={() => setOpened(true)} style={{ alignSelf: 'flex-start' }}>{t(title)}</Button>
      <ReasonSheet title={t(title)} lead={t(lead)} submit={t('restriction.submit')} opened={opened} onClose={() => setOpened(false)} onSubmit={submit} />
    </>
  );
}
