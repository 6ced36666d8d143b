import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import type { SecondFactorProof } from '../graphql/generated/graphql.ts';
import { useErrorText } from '../ui/faces.tsx';
import { usePasskeys } from './passkeys.ts';
import { ProofForm, useRefusalText } from './proof-form.tsx';

const BeginPasskeyDocument = graphql(`
  mutation BeginPasskey($proof: SecondFactorProof!) {
    beginPasskey(proof: $proof) {
      __typename
      ... on PasskeyOptions { options }
      ... on TooManyAttempts { retryAfterSeconds }
    }
  }
`);
const ConfirmPasskeyDocument = graphql(`
  mutation ConfirmPasskey($name: String!, $response: String!) {
    confirmPasskey(name: $name, response: $response) {
      __typename
      ... on SecondFactorSetUp { recoveryCodes secondFactor { ...SecondFactorCard_secondFactor } }
    }
  }
`);

/** Makes a passkey: its name and the proof, then the browser asks for finger, face or PIN. */
export function AddPasskey({ email, takesCode, onDone, onCancel }: { email: string | null; takesCode: boolean; onDone: (recoveryCodes: readonly string[] | null) => void; onCancel: () => void }) {
  const { t } = useTranslation('account');
  const [, begin] = useMutation(BeginPasskeyDocument);
  const [, confirm] = useMutation(ConfirmPasskeyDocument);
  const [name, setName] = useState('');
  const [isNameMissing, setNameMissing] = useState(false);
  const { make } = usePasskeys();
  const errorText = useErrorText();
  const refusalText = useRefusalText();

  const add = async (proof: SecondFactorProof) => {
    setNameMissing(name.trim() === '');
    if (name.trim() === '') return null;
    const begun = await begin({ proof }, OVER_HTTP);
    if (begun.data?.beginPasskey.__typename !== 'PasskeyOptions') return refusalText(proof, begun.data?.beginPasskey, begun.error);
    const made = await make(begun.data.beginPasskey.options);
    if ('problem' in made) return made.problem;
    const { data, error } = await confirm({ name, response: made.response }, OVER_HTTP);
    switch (data?.confirmPasskey.__typename) {
      case 'SecondFactorSetUp': onDone(data.confirmPasskey.recoveryCodes ?? null); return null;
      case 'PasskeyRefused': return t('passkeys.problems.NOT_STORED');
      default: return error ? errorText(error) : null;
    }
  };

  return (
    <ProofForm email={email} takesCode={takesCode} submit={t('passkeys.create')} onProof={add} onCancel={onCancel}>
      <TextInput
        label={t('passkeys.name')} description={t('passkeys.nameHint')} maxLength={100} autoComplete="off" size="md" autoFocus value={name} error={isNameMissing && t('passkeys.nameMissing')}
        onChange={event => { setName(event.currentTarget.value); setNameMissing(false); }}
      />
    </ProofForm>
  );
}
