import { Alert, Anchor, Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import type { SecondFactorProof } from '../graphql/generated/graphql.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useErrorText } from '../ui/faces.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import classes from './account.module.css';
import { ProofForm, useRefusalText } from './proof-form.tsx';
import { useTooManyText } from './too-many.ts';

const BeginTotpDocument = graphql(`
  mutation BeginTotp($proof: SecondFactorProof!) {
    beginTotp(proof: $proof) {
      __typename
      ... on TotpBegun { secret uri }
      ... on TooManyAttempts { retryAfterSeconds }
    }
  }
`);
const ConfirmTotpDocument = graphql(`
  mutation ConfirmTotp($code: String!) {
    confirmTotp(code: $code) {
      __typename
      ... on SecondFactorSetUp { recoveryCodes secondFactor { ...SecondFactorCard_secondFactor } }
      ... on TooManyAttempts { retryAfterSeconds }
    }
  }
`);

/** Sets up an app that shows codes: the proof, then its secret, then its first code. */
export function SetUpApp({ email, takesCode, onDone, onCancel }: { email: string | null; takesCode: boolean; onDone: (recoveryCodes: readonly string[] | null) => void; onCancel: () => void }) {
  const { t } = useTranslation('account');
  const [, begin] = useMutation(BeginTotpDocument);
  const [begun, setBegun] = useState<{ secret: string; uri: string } | null>(null);
  const refusalText = useRefusalText();

  const prove = async (proof: SecondFactorProof) => {
    const { data, error } = await begin({ proof });
    const result = data?.beginTotp;
    switch (result?.__typename) {
      case 'TotpBegun': setBegun(result); return null;
      case 'TotpAlreadySetUp': return t('totp.already');
      default: return refusalText(proof, result, error);
    }
  };

  if (!begun) return <ProofForm email={email} takesCode={takesCode} submit={t('totp.begin')} onProof={prove} onCancel={onCancel} />;
  return <FirstCode {...begun} onDone={onDone} onCancel={onCancel} />;
}

function FirstCode({ secret, uri, onDone, onCancel }: { secret: string; uri: string; onDone: (recoveryCodes: readonly string[] | null) => void; onCancel: () => void }) {
  const { t } = useTranslation('account');
  const { t: app } = useTranslation();
  const [, confirm] = useMutation(ConfirmTotpDocument);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const errorText = useErrorText();
  const tooMany = useTooManyText();
  const form = useForm({ mode: 'uncontrolled', initialValues: { code: '' }, validate: { code: value => (value.trim() === '' ? t('secondStep.missing') : null) } });

  const send = form.onSubmit(async ({ code }) => {
    setBusy(true);
    setProblem(null);
    const { data, error } = await confirm({ code });
    const result = data?.confirmTotp;
    switch (result?.__typename) {
      case 'SecondFactorSetUp': return onDone(result.recoveryCodes ?? null);
      case 'WrongCode': setProblem(t('totp.wrong')); break;
      case 'TotpNotBegun': setProblem(t('totp.expired')); break;
      case 'TooManyAttempts': setProblem(tooMany(result.retryAfterSeconds)); break;
      default: if (error) setProblem(errorText(error));
    }
    setBusy(false);
  });

  return (
    <form onSubmit={send} noValidate className={classes.scan}>
      <QrCode text={uri} label={t('totp.qr')} />
      <div className={classes.form}>
        <p className={classes.text}>{t('totp.scan')}</p>
        <Anchor href={uri} className={classes.onlyHere}>{t('totp.open')}</Anchor>
        <div>
          <p className={classes.muted}>{t('totp.byHand')}</p>
          <code className={classes.secret}>{secret.replaceAll(/.{4}(?=.)/g, '$& ')}</code>
          <CopyButton text={secret} failure={t('totp.copyFailed')}>{t('totp.copy')}</CopyButton>
        </div>
        <TextInput label={t('totp.code')} description={t('totp.codeHint')} inputMode="numeric" autoComplete="one-time-code" size="md" autoFocus key={form.key('code')} {...form.getInputProps('code')} />
        {problem && <Alert color="red" variant="light" role="alert">{problem}</Alert>}
        <Group gap="sm">
          <Button type="submit" loading={busy}>{t('totp.confirm')}</Button>
          <Button variant="default" onClick={onCancel}>{app('cancel')}</Button>
        </Group>
      </div>
    </form>
  );
}
