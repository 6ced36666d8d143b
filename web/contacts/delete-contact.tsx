import { Button, Group, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useReadOnly } from '../ui/read-only.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { showFailure } from '../ui/toasts.tsx';

const DeleteContactDocument = graphql(`mutation DeleteContact($contactId: ID!) { deleteContact(contactId: $contactId) { __typename ... on Deleted { id } } }`);

/** Strikes a contact out of the book, after asking. */
export function DeleteContact({ contactId, name, onDeleted }: { contactId: string; name: string; onDeleted: () => void }) {
  const { t } = useTranslation('contacts');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const [{ fetching }, remove] = useMutation(DeleteContactDocument);
  const readOnly = useReadOnly();
  if (readOnly && !readOnly.canDelete) return null;
  const go = async () => {
    const { error } = await remove({ contactId });
    if (error) showFailure(errorText(error));
    else onDeleted();
  };
  return (
    <>
      <Button variant="subtle" color="red" w="fit-content" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setAsking(true)}>{t('delete.button')}</Button>
      <Sheet opened={isAsking} onClose={() => setAsking(false)} title={t('delete.title', { name })}>
        <Text mb="lg">{t('delete.text')}</Text>
        <Group gap="sm">
          <Button color="red.9" loading={fetching} onClick={() => void go()}>{t('delete.confirm')}</Button>
          <Button variant="default" onClick={() => setAsking(false)}>{app('cancel')}</Button>
        </Group>
      </Sheet>
    </>
  );
}
