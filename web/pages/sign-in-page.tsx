import { Alert, Anchor, Button, Divider, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { isNotEmpty, useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useMutation } from 'urql';
import { accountAddresses } from '../account/addresses.ts';
import { PasskeySignIn } from '../account/passkey-sign-in.tsx';
import { SecondStep, type Challenge } from '../account/second-step.tsx';
import { useTooManyText } from '../account/too-many.ts';
import { safeReturn } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import shell from '../app/shell.module.css';
import { useViewer } from '../app/viewer.tsx';
import { OVER_HTTP } from '../graphql/client.ts';
import { forgetAllKept } from '../graphql/device-store.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';

const SignInDocument = graphql(`
  mutation SignIn($email: String!, $password: String!) {
    signIn(email: $email, password: $password) {
      __typename
      ... on WrongCredentials { message }
      ... on SecondFactorNeeded { challengeToken methods }
      ... on TooManyAttempts { retryAfterSeconds }
    }
  }
`);

/** Signs in secretaries and people of customers alike. */
export function SignInPage() {
  const { t } = useTranslation();
  const { t: account } = useTranslation('account');
  const viewer = useViewer();
  const [search] = useSearchParams();
  const [, signIn] = useMutation(SignInDocument);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const errorText = useErrorText();
  const tooMany = useTooManyText();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: { email: isNotEmpty(t('signIn.emailMissing')), password: isNotEmpty(t('signIn.passwordMissing')) },
  });
  const returnTo = safeReturn(search.get('returnTo'));
  // A full load: cache and socket start anew under the new session, and the page shows at once only what is kept of this one.
  const enter = async () => {
    await forgetAllKept().catch(() => {});
    location.assign(returnTo);
  };
  const startOver = () => {
    setChallenge(null);
    setProblem(account('secondStep.expired'));
  };
  if (viewer) return <Navigate to={returnTo} replace />;

  const submit = form.onSubmit(async values => {
    setBusy(true);
    setProblem(null);
    const { data, error } = await signIn({ email: values.email.trim(), password: values.password }, OVER_HTTP);
    const result = data?.signIn;
    if (result?.__typename === 'SignedIn' || result?.__typename === 'PasswordChangeDue') {
      await enter();
      return;
    }
    setBusy(false);
    if (result?.__typename === 'SecondFactorNeeded') {
      setChallenge(result);
      return;
    }
    setProblem(error ? errorText(error) : result?.__typename === 'TooManyAttempts' ? tooMany(result.retryAfterSeconds) : t('signIn.wrong'));
  });

  if (challenge !== null) {
    return (
      <Shell title={t('signIn.title')}>
        <div className={shell.card}><SecondStep challenge={challenge} onDone={enter} onExpired={startOver} /></div>
      </Shell>
    );
  }
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
          <Divider label={account('passkeys.or')} />
          <PasskeySignIn onDone={enter} onProblem={setProblem} />
          <Anchor component={Link} to={accountAddresses.forgotPassword()} ta="center">{t('signIn.forgotten')}</Anchor>
        </Stack>
      </form>
    </Shell>
  );
}
