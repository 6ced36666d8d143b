import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { isNotEmpty, useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { useMutation } from 'urql';
import { safeReturn } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import shell from '../app/shell.module.css';
import { useViewer } from '../app/viewer.tsx';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';

const SignInDocument = graphql(`
  mutation SignIn($email: String!, $password: String!) {
    signIn(email: $email, password: $password) {
      __typename
      ... on WrongCredentials { message }
    }
  }
`);

/** Signs in secretaries and people of customers alike. */
export function SignInPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const [search] = useSearchParams();
  const [, signIn] = useMutation(SignInDocument);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const errorText = useErrorText();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: { email: isNotEmpty(t('signIn.emailMissing')), password: isNotEmpty(t('signIn.passwordMissing')) },
  });
  const returnTo = safeReturn(search.get('returnTo'));
  if (viewer) return <Navigate to={returnTo} replace />;

  const submit = form.onSubmit(async values => {
    setBusy(true);
    setProblem(null);
    const { data, error } = await signIn({ email: values.email.trim(), password: values.password }, OVER_HTTP);
    if (data?.signIn.__typename === 'SignedIn') {
      // A full load: cache and socket start anew under the new session.
      location.assign(returnTo);
      return;
    }
    setBusy(false);
    setProblem(error ? errorText(error) : t('signIn.wrong'));
  });

  return (
    <Shell title={t('signIn.title')}>
      <form onSubmit={submit} noValidate className={shell.card}>
        <Stack gap="md">
          <div>
            <Title order={1}>{t('signIn.title')}</Title>
            <Text c="dimmed">{t('signIn.lead')}</Text>
          </div>
          {problem && <Alert color="red" variant="light" role="alert">{problem}</Alert>}
          <TextInput label={t('signIn.email')} type="email" autoComplete="username" autoFocus size="md" key={form.key('email')} {...form.getInputProps('email')} />
          <PasswordInput label={t('signIn.password')} autoComplete="current-password" size="md" key={form.key('password')} {...form.getInputProps('password')} />
          <Button type="submit" size="md" loading={busy}>{t('signIn.submit')}</Button>
        </Stack>
      </form>
    </Shell>
  );
}
