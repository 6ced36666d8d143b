import { Alert, Anchor, Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useMutation } from 'urql';
import account from '../account/account.module.css';
import { accountAddresses, tokenIn } from '../account/addresses.ts';
import { PasswordProblems_invalid, useProblemTexts } from '../account/password-problems.ts';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import shell from '../app/shell.module.css';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';

const ResetPasswordDocument = graphql(`
  mutation ResetPassword($token: String!, $newPassword: String!) {
    resetPassword(token: $token, newPassword: $newPassword) {
      __typename
      ... on PasswordInvalid { ...PasswordProblems_invalid }
    }
  }
`);

/** Behind the link of a mail: sets a new password. */
export function ResetPasswordPage() {
  const { t } = useTranslation('account');
  const token = tokenIn(useLocation().hash);
  const [, reset] = useMutation(ResetPasswordDocument);
  const [outcome, setOutcome] = useState<'DONE' | 'LINK_INVALID' | null>(token ? null : 'LINK_INVALID');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const errorText = useErrorText();
  const problemTexts = useProblemTexts();
  const form = useForm({ mode: 'uncontrolled', initialValues: { newPassword: '' }, validate: { newPassword: value => (value === '' ? t('password.problems.REQUIRED') : null) } });

  const submit = form.onSubmit(async ({ newPassword }) => {
    setBusy(true);
    setProblem(null);
    const { data, error } = await reset({ token, newPassword }, OVER_HTTP);
    setBusy(false);
    const result = data?.resetPassword;
    switch (result?.__typename) {
      case 'PasswordChanged': return setOutcome('DONE');
      case 'PasswordResetLinkInvalid': return setOutcome('LINK_INVALID');
      case 'PasswordInvalid': return form.setErrors(problemTexts(readFragment(PasswordProblems_invalid, result)));
      default: if (error) setProblem(errorText(error));
    }
  });

  return (
    <Shell title={t('reset.title')}>
      {outcome === null && (
        <form onSubmit={submit} noValidate className={shell.card}>
          <Stack gap="md" className={account.form}>
            <div>
              <Title order={1}>{t('reset.title')}</Title>
              <Text c="dimmed">{t('reset.lead')}</Text>
            </div>
            {problem && <Alert color="red" variant="light" role="alert">{problem}</Alert>}
            <PasswordInput label={t('password.new')} description={t('password.hint')} autoComplete="new-password" autoFocus size="md" key={form.key('newPassword')} {...form.getInputProps('newPassword')} />
            <Button type="submit" size="md" loading={busy}>{t('reset.submit')}</Button>
          </Stack>
        </form>
      )}
      {outcome === 'DONE' && (
        <Stack gap="md" className={shell.card} role="status">
          <Title order={1}>{t('reset.doneTitle')}</Title>
          <Text>{t('reset.done')}</Text>
          {/* A full load: a session that this browser still holds has ended. */}
          <Button component="a" href={addresses.signIn()} size="md">{t('forgot.signIn')}</Button>
        </Stack>
      )}
      {outcome === 'LINK_INVALID' && (
        <Stack gap="md" className={shell.card} role="alert">
          <Title order={1}>{t('reset.invalidTitle')}</Title>
          <Text>{t('reset.invalid')}</Text>
          <Anchor component={Link} to={accountAddresses.forgotPassword()}>{t('reset.again')}</Anchor>
        </Stack>
      )}
    </Shell>
  );
}
