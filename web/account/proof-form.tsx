import { Alert, Button, Group, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import type { SecondFactorProof } from '../graphql/generated/graphql.ts';
import { useErrorText } from '../ui/faces.tsx';
import classes from './account.module.css';
import { useTooManyText } from './too-many.ts';

/** Why the proof was not accepted. */
type Refusal = { __typename: 'ProofWrong' } | { __typename: 'PasswordTooShort'; leastCharacters: number } | { __typename: 'TooManyAttempts'; retryAfterSeconds: number };

/** Puts into words why the proof was not accepted. */
export function useRefusalText(): (proof: SecondFactorProof, refusal: Refusal | undefined, error: CombinedError | undefined) => string | null {
  const { t } = useTranslation('account');
  const errorText = useErrorText();
  const tooMany = useTooManyText();
  return (proof, refusal, error) => {
    switch (refusal?.__typename) {
      case 'ProofWrong': return t(proof.code === undefined ? 'proof.wrongPassword' : 'proof.wrongCode');
      case 'PasswordTooShort': return t('proof.tooShort', { count: refusal.leastCharacters });
      case 'TooManyAttempts': return tooMany(refusal.retryAfterSeconds);
      case undefined: return error ? errorText(error) : null;
    }
  };
}

interface Props {
  /** Helps password managers, which keep the password under it. */
  email: string | null;
  /** Whether a code will do as well as the password. */
  takesCode: boolean;
  submit: string;
  isRemoval?: boolean;
  /** Other fields, before the proof. */
  children?: ReactNode;
  /** Acts with the proof; says in words why it could not. */
  onProof: (proof: SecondFactorProof) => Promise<string | null>;
  onCancel: () => void;
}

/** Asks for the password or a code before something about the second factor is changed. */
export function ProofForm({ email, takesCode, submit, isRemoval = false, children, onProof, onCancel }: Props) {
  const { t } = useTranslation('account');
  const { t: app } = useTranslation();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [wanted, setWanted] = useState<'password' | 'code'>('password');
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '', code: '' },
    validate: {
      password: value => (wanted === 'password' && value === '' ? t('proof.missingPassword') : null),
      code: value => (wanted === 'code' && value.trim() === '' ? t('proof.missingCode') : null),
    },
  });
  const swap = () => {
    setWanted(wanted === 'password' ? 'code' : 'password');
    setProblem(null);
    form.clearErrors();
  };

  const send = form.onSubmit(async ({ password, code }) => {
    setBusy(true);
    setProblem(null);
    setProblem(await onProof(wanted === 'password' ? { password } : { code }));
    setBusy(false);
    // It is used up, whatever came of it.
    form.setFieldValue('code', '');
  });

  return (
    <form onSubmit={send} noValidate className={classes.form}>
      {children}
      {email && <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />}
      {wanted === 'password' ? (
        <PasswordInput label={t('proof.password')} description={t('proof.passwordHint')} autoComplete="current-password" size="md" autoFocus={!children} key={form.key('password')} {...form.getInputProps('password')} />
      ) : (
        <TextInput label={t('proof.code')} description={t('proof.codeHint')} autoComplete="one-time-code" autoCapitalize="off" spellCheck={false} size="md" autoFocus key={form.key('code')} {...form.getInputProps('code')} />
      )}
      {takesCode && <Button variant="subtle" size="compact-md" className={classes.swap} onClick={swap}>{t(wanted === 'password' ? 'proof.useCode' : 'proof.usePassword')}</Button>}
      {problem && <Alert color="red" variant="light" role="alert">{problem}</Alert>}
      <Group gap="sm">
        <Button type="submit" loading={busy} {...(isRemoval && { color: 'red.9' })}>{submit}</Button>
        <Button variant="default" onClick={onCancel}>{app('cancel')}</Button>
      </Group>
    </form>
  );
}
