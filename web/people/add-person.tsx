import { Button, Group, Radio, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, type CombinedError } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import type { CustomerRight, InputProblemCode } from '../graphql/generated/graphql.ts';
import { useErrorText } from '../ui/faces.tsx';
import { NotSaved } from '../ui/form-parts.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { RIGHTS, type Issued } from './people-parts.ts';
import classes from './people.module.css';

const AddCustomerUserDocument = graphql(`
  mutation AddCustomerUser($customerId: ID!, $input: PersonInput!, $right: CustomerRight!) {
    addCustomerUser(customerId: $customerId, input: $input, right: $right) {
      __typename
      ... on CustomerUserAdded { temporaryPassword user { id ...Person_user } }
      ... on CustomerUserInvalid { problems { field code message } }
    }
  }
`);
const AddSecretaryDocument = graphql(`
  mutation AddSecretary($input: PersonInput!, $isSupervisor: Boolean!) {
    addSecretary(input: $input, isSupervisor: $isSupervisor) {
      __typename
      ... on SecretaryAdded { temporaryPassword secretary { id ...Colleague_secretary } }
      ... on SecretaryInvalid { problems { field code message } }
    }
  }
`);

interface PersonValues { name: string; email: string; right: CustomerRight; isSupervisor: boolean }
type Answer = { issued: string } | { problems: readonly { field: string; code: InputProblemCode }[] } | { error: CombinedError | undefined };

/** Lets somebody sign in: one of a customer's people, or a secretary where there is no customer. What comes of it is the password that is shown this once. */
export function AddPerson({ customerId, onAdded, onClose }: { customerId: string | null; onAdded: (issued: Issued) => void; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { t: app } = useTranslation();
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, addUser] = useMutation(AddCustomerUserDocument);
  const [{ fetching: fetchingSecretary }, addSecretary] = useMutation(AddSecretaryDocument);
  const form = useForm<PersonValues>({
    initialValues: { name: '', email: '', right: 'INSTRUCT', isSupervisor: false },
    validate: ({ name, email }) => ({
      ...(name.trim() === '' && { name: common('problems.REQUIRED') }),
      ...(email.trim() === '' ? { email: common('problems.REQUIRED') } : !/^\S+@\S+$/.test(email.trim()) && { email: t('form.noEmail') }),
    }),
  });

  const send = async ({ name, email, right, isSupervisor }: PersonValues): Promise<Answer> => {
    const input = { name: name.trim(), email: email.trim() };
    if (customerId === null) {
      const { data, error } = await addSecretary({ input, isSupervisor });
      const result = data?.addSecretary;
      return result?.__typename === 'SecretaryAdded' ? { issued: result.temporaryPassword } : result ? { problems: result.problems } : { error };
    }
    const { data, error } = await addUser({ customerId, input, right });
    const result = data?.addCustomerUser;
    return result?.__typename === 'CustomerUserAdded' ? { issued: result.temporaryPassword } : result ? { problems: result.problems } : { error };
  };
  const submit = form.onSubmit(async values => {
    setRefusal(null);
    const answer = await send(values);
    if ('issued' in answer) return onAdded({ name: values.name.trim(), email: values.email.trim().toLowerCase(), password: answer.issued });
    if ('error' in answer) return setRefusal(answer.error ? errorText(answer.error) : '');
    form.setErrors(Object.fromEntries(answer.problems.map(({ field, code }) => [field, field === 'email' && code === 'TAKEN' ? t('form.emailTaken') : field === 'email' && code === 'OUT_OF_RANGE' ? t('form.noEmail') : common(`problems.${code}`)])));
    setRefusal('');
  }, () => setRefusal(''));

  return (
    <Sheet opened onClose={onClose} title={t(customerId === null ? 'form.secretary' : 'form.person')} hasTyped={form.isDirty()}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput data-autofocus label={t('form.name')} {...(customerId === null && { description: t('form.nameHeard') })} withAsterisk maxLength={200} autoComplete="off" {...form.getInputProps('name')} />
        <TextInput label={t('form.email')} description={t('form.emailHint')} withAsterisk type="email" maxLength={254} autoComplete="off" {...form.getInputProps('email')} />
        {customerId === null
          ? <Switch label={t('form.isSupervisor')} description={t('form.isSupervisorHint')} {...form.getInputProps('isSupervisor', { type: 'checkbox' })} />
          : (
            <Radio.Group label={t('form.right')} {...form.getInputProps('right')}>
              <div className={classes.rights}>{RIGHTS.map(right => <Radio key={right} value={right} label={t(`rights.${right}`)} description={t(`rightHints.${right}`)} />)}</div>
            </Radio.Group>
          )}
        {refusal !== null && (Object.keys(form.errors).length > 0 || refusal !== '') && <NotSaved problems={Object.keys(form.errors).length} text={refusal || null} />}
        <Group gap="sm">
          <Button type="submit" loading={fetching || fetchingSecretary}>{t('form.submit')}</Button>
          <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
        </Group>
      </form>
    </Sheet>
  );
}
