import { Button, Group, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { Sheet } from '../ui/sheet.tsx';
import classes from './customers.module.css';

const DeleteCustomerDocument = graphql(`mutation DeleteCustomer($customerId: ID!) { deleteCustomer(customerId: $customerId) { __typename ... on Deleted { id } } }`);

/** Deletes a customer who has no calls; their number is typed, so that nobody does it by mistake. */
export function DeleteCustomer({ customer, onDeleted }: { customer: { id: string; name: string; customerNumber: string }; onDeleted: () => void }) {
  const { t } = useTranslation('manage');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const [number, setNumber] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [{ fetching }, remove] = useMutation(DeleteCustomerDocument);
  const close = () => { setAsking(false); setNumber(''); setProblem(null); };
  const submit = async () => {
    if (number.trim() !== customer.customerNumber) return setProblem(t('delete.differs'));
    const { data, error } = await remove({ customerId: customer.id });
    if (data?.deleteCustomer.__typename === 'Deleted') return onDeleted();
    setProblem(data ? t('delete.hasCalls') : error ? errorText(error) : t('failed'));
  };
  return (
    <>
      <Button variant="subtle" color="red" w="fit-content" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setAsking(true)}>{t('delete.button')}</Button>
      <Sheet opened={isAsking} onClose={close} title={t('delete.title', { name: customer.name })}>
        <form className={classes.stack} onSubmit={event => { event.preventDefault(); void submit(); }} noValidate>
          <p className={classes.text}>{t('delete.text')}</p>
          <TextInput
            data-autofocus label={t('form.customerNumber')} description={t('delete.numberHint', { number: customer.customerNumber })} autoComplete="off" value={number} error={problem}
            onChange={event => { setNumber(event.currentTarget.value); setProblem(null); }}
          />
          <Group gap="sm">
            <Button type="submit" color="red.9" loading={fetching}>{t('delete.confirm')}</Button>
            <Button variant="default" onClick={close}>{app('cancel')}</Button>
          </Group>
        </form>
      </Sheet>
    </>
  );
}
