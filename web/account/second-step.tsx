import { Alert, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { OVER_HTTP } from '../graphql/client.ts';
import type { SecondFactorMethod } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { usePasskeys } from './passkeys.ts';
import { useTooManyText } from './too-many.ts';

const ConfirmSecondFactorDocument = graphql(`
  mutation ConfirmSecondFactor($challengeToken: String!, $code: String!) {
    confirmSecondFactor(challengeToken: $challengeToken, code: $code) {
      __typename
      ... on TooManyAttempts { retryAfterSeconds }
    }
  }
`);

const BeginSecondFactorPasskeyDocument = graphql(`
  mutation BeginSecondFactorPasskey($challengeToken: String!) {
    beginSecondFactorPasskey(challengeToken: $challengeToken) { __typename ... on PasskeyOptions { options } }
  }
`);
const ConfirmWithPasskeyDocument = graphql(`
  mutation ConfirmWithPasskey($challengeToken: String!, $response: String!) {
    confirmWithPasskey(challengeToken: $challengeToken, response: $response) { __typename }
  }
`);

/** What whoever knew the password goes on with. */
export interface Challenge { challengeToken: string; methods: readonly SecondFactorMethod[] }

/** The second step of signing in: a code of the app, a recovery code, or a passkey. */
export function SecondStep({ challenge: { challengeToken, methods }, onDone, onExpired }: { challenge: Challenge; onDone: () => void; onExpired: () => void }) {
  const { t } = useTranslation('account');
  const [, confirm] = useMutation(ConfirmSecondFactorDocument);
  const [, beginPasskey] = useMutation(BeginSecondFactorPasskeyDocument);
  const [, confirmPasskey] = useMutation(ConfirmWithPasskeyDocument);
  const { obstacle, sign } = usePasskeys();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState<'code' | 'passkey' | null>(null);
  const errorText = useErrorText();
  const tooMany = useTooManyText();
  const form = useForm({ mode: 'uncontrolled', initialValues: { code: '' }, validate: { code: value => (value.trim() === '' ? t('secondStep.missing') : null) } });

  const submit = form.onSubmit(async ({ code }) => {
    setBusy('code');
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
    setBusy(null);
  });

  const attempt = async (): Promise<string | null> => {
    if (obstacle) return obstacle;
    const begun = await beginPasskey({ challengeToken }, OVER_HTTP);
    if (begun.error) return errorText(begun.error);
    if (begun.data?.beginSecondFactorPasskey.__typename !== 'PasskeyOptions') { onExpired(); return null; }
    const signed = await sign(begun.data.beginSecondFactorPasskey.options);
    if ('problem' in signed) return signed.problem;
    const { data, error } = await confirmPasskey({ challengeToken, response: signed.response }, OVER_HTTP);
    switch (data?.confirmWithPasskey.__typename) {
      case 'SignedIn':
      case 'PasswordChangeDue': onDone(); return null;
      case 'SignInExpired': onExpired(); return null;
      case 'PasskeyRefused': return t('passkeys.problems.REFUSED');
      default: return error ? errorText(error) : null;
    }
  };
  const usePasskey = async () => {
    setBusy('passkey');
    setProblem(null);
    setProblem(await attempt());
    setBusy(null);
  };
  const hasPasskey = methods.includes('PASSKEY');
  const isPasskeyFirst = hasPasskey && !methods.includes('TOTP');

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <div>
          <Title order={1}>{t('secondStep.title')}</Title>
          <Text c="dimmed">{t(isPasskeyFirst ? 'secondStep.leadPasskey' : 'secondStep.lead')}</Text>
        </div>
        {problem && <Alert color="red" variant="light" role="alert">{problem}</Alert>}
        {hasPasskey && (
          <Button variant={isPasskeyFirst ? 'filled' : 'default'} autoFocus={isPasskeyFirst} size="md" loading={busy === 'passkey'} leftSection={<IconFingerprint size={20} stroke={1.7} aria-hidden />} onClick={() => void usePasskey()}>
            {t('secondStep.passkey')}
          </Button>
        )}
        <TextInput label={t(isPasskeyFirst ? 'secondStep.recoveryCode' : 'secondStep.code')} autoComplete="one-time-code" autoCapitalize="off" spellCheck={false} autoFocus={!isPasskeyFirst} size="md" key={form.key('code')} {...form.getInputProps('code')} />
        <Button type="submit" size="md" variant={isPasskeyFirst ? 'default' : 'filled'} loading={busy === 'code'}>{t('secondStep.submit')}</Button>
      </Stack>
    </form>
  );
}
