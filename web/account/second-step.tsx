import { Alert, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useTooManyText } from './too-many.ts';

const ConfirmSecondFactorDocument = graphql(`
  mutation ConfirmSecondFactor($challengeToken: String!, $code: String!) {
    confirmSecondFactor(challengeToken: $challengeToken, code: $code) {
      __typename
      ... on TooManyAttempts { retryAfterSeconds }
    }
  }
`);

/** The second step of signing in: a code of the app, or a recovery code. */
export function SecondStep({ challengeToken, onDone, onExpired }: { challengeToken: string; onDone: () => void; onExpired: () => void }) {
  const { t } = useTranslation('account');
  const [, confirm] = useMutation(ConfirmSecondFactorDocument);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const errorText = useErrorText();
  const tooMany = useTooManyText();
  const form = useForm({ mode: 'uncontrolled', initialValues: { code: '' }, validate: { code: value => (value.trim() === '' ? t('secondStep.missing') : null) } });

  const submit = form.onSubmit(async ({ code }) => {
    setBusy(true);
    setProblem(null);
    const { data, error } = await confirm({ challengeToken, code }, OVER_HTTP);
    const result = data?.confirmSecondFactor;
    switch (result?.__typename) {
      case 'SignedIn':
      case 'PasswordChangeDue': return onDone();
      case 'SignInExpired': return onExpired();
      case 'TooManyAttempts': setProblem(tooMany(result.retryAfterSeconds)); break;
      case 'WrongCode': setProblem(t('secondStep.wrong')); break;
      default: if (error) setProblem(errorText(error));
    }
    setBusy(false);
  });

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <div>
          <Title order={1}>{t('secondStep.title')}</Title>
          <Text c="dimmed">{t('secondStep.lead')}</Text>
        </div>
        {problem && <Alert color="red" variant="light" role="alert">{problem}</Alert>}
        <TextInput label={t('secondStep.code')} autoComplete="one-time-code" autoCapitalize="off" spellCheck={false} autoFocus size="md" key={form.key('code')} {...form.getInputProps('code')} />
        <Button type="submit" size="md" loading={busy}>{t('secondStep.submit')}</Button>
      </Stack>
    </form>
  );
}
