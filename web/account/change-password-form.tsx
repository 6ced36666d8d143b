import { Alert, Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import classes from './account.module.css';
import { PasswordProblems_invalid, useProblemTexts } from './password-problems.ts';
import { useTooManyText } from './too-many.ts';

const ChangePasswordDocument = graphql(`
  mutation ChangePassword($currentPassword: String!, $newPassword: String!) {
    changePassword(currentPassword: $currentPassword, newPassword: $newPassword) {
      __typename
      ... on PasswordInvalid { ...PasswordProblems_invalid }
      ... on TooManyAttempts { retryAfterSeconds }
    }
  }
`);

/** The current password, and the one that takes its place. `email` helps password managers, which keep both under it. */
export function ChangePasswordForm({ email, currentLabel, onChanged }: { email: string | null; currentLabel: string; onChanged: () => void }) {
  const { t } = useTranslation('account');
  const [, change] = useMutation(ChangePasswordDocument);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const errorText = useErrorText();
  const tooMany = useTooManyText();
  const problemTexts = useProblemTexts();
  const missing = (value: string) => (value === '' ? t('password.problems.REQUIRED') : null);
  const form = useForm({ mode: 'uncontrolled', initialValues: { currentPassword: '', newPassword: '' }, validate: { currentPassword: missing, newPassword: missing } });

  const submit = form.onSubmit(async values => {
    setBusy(true);
    setProblem(null);
    // Over HTTP: a temporary password opens no socket.
    const { data, error } = await change(values, OVER_HTTP);
    setBusy(false);
    const result = data?.changePassword;
    switch (result?.__typename) {
      case 'PasswordChanged': return onChanged();
      case 'PasswordInvalid': return form.setErrors(problemTexts(readFragment(PasswordProblems_invalid, result)));
      case 'TooManyAttempts': return setProblem(tooMany(result.retryAfterSeconds));
      default: if (error) setProblem(errorText(error));
    }
  });

  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      {problem && <Alert color="red" variant="light" role="alert">{problem}</Alert>}
      {email && <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />}
      <PasswordInput label={currentLabel} autoComplete="current-password" size="md" key={form.key('currentPassword')} {...form.getInputProps('currentPassword')} />
      <PasswordInput label={t('password.new')} description={t('password.hint')} autoComplete="new-password" size="md" key={form.key('newPassword')} {...form.getInputProps('newPassword')} />
      <Button type="submit" size="md" loading={busy}>{t('password.save')}</Button>
    </form>
  );
}
