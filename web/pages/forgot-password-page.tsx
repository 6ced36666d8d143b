import { Alert, Anchor, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { isNotEmpty, useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMutation } from 'urql';
import { useTooManyText } from '../account/too-many.ts';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import shell from '../app/shell.module.css';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';

const RequestPasswordResetDocument = graphql(`
  mutation RequestPasswordReset($email: String!) {
    requestPasswordReset(email: $email) {
      __typename
      ... on TooManyAttempts { retryAfterSeconds }
    }
  }
`);

/** Asks for a link to set a new password. Says the same for every address. */
export function ForgotPasswordPage() {
  const { t } = useTranslation('account');
  const [, request] = useMutation(RequestPasswordResetDocument);
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const errorText = useErrorText();
  const tooMany = useTooManyText();
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '' }, validate: { email: isNotEmpty(t('forgot.emailMissing')) } });

  const submit = form.onSubmit(async values => {
    setBusy(true);
    setProblem(null);
    const email = values.email.trim();
    const { data, error } = await request({ email }, OVER_HTTP);
    setBusy(false);
    const result = data?.requestPasswordReset;
    switch (result?.__typename) {
      case 'PasswordResetRequested': return setAskedFor(email);
      case 'TooManyAttempts': return setProblem(tooMany(result.retryAfterSeconds));
      default: if (error) setProblem(errorText(error));
    }
  });

  const back = <Anchor component={Link} to={addresses.signIn()} ta="center">{t('forgot.signIn')}</Anchor>;
  return (
    <Shell title={t('forgot.title')}>
      {askedFor !== null
        ? (
          <Stack gap="md" className={shell.card} role="status">
            <Title order={1}>{t('forgot.doneTitle')}</Title>
            <Text>{t('forgot.done', { email: askedFor })}</Text>
            {back}
          </Stack>
        )
        : (
          <form onSubmit={submit} noValidate className={shell.card}>
            <Stack gap="md">
              <div>
                <Title order={1}>{t('forgot.title')}</Title>
                <Text c="dimmed">{t('forgot.lead')}</Text>
              </div>
              {problem && <Alert color="red" variant="light" role="alert">{problem}</Alert>}
              <TextInput label={t('forgot.email')} type="email" autoComplete="username" autoFocus size="md" key={form.key('email')} {...form.getInputProps('email')} />
              <Button type="submit" size="md" loading={busy}>{t('forgot.submit')}</Button>
              {back}
            </Stack>
          </form>
        )}
    </Shell>
  );
}
