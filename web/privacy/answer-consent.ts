import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import type { ConsentAnswer, Consent_PartsFragment } from '../graphql/generated/graphql.ts';
import { showFailure } from '../ui/toasts.tsx';

const AnswerDocument = graphql(`
  mutation AnswerConsent($customerId: ID!, $kind: ConsentKind!, $textVersion: String!, $answer: ConsentAnswer!) {
    answerConsent(customerId: $customerId, kind: $kind, textVersion: $textVersion, answer: $answer) { __typename }
  }
`);
const WithdrawDocument = graphql(`
  mutation WithdrawConsent($customerId: ID!, $kind: ConsentKind!) { withdrawConsent(customerId: $customerId, kind: $kind) { __typename } }
`);

/** Answers a consent or takes it back; the cache then asks again for what is shown of it. */
export function useConsentActs(customerId: string, { kind, textVersion }: Pick<Consent_PartsFragment, 'kind' | 'textVersion'>) {
  const { t } = useTranslation('privacy');
  const [, send] = useMutation(AnswerDocument);
  const [, takeBack] = useMutation(WithdrawDocument);
  const [isBusy, setBusy] = useState(false);
  const during = async (act: () => Promise<{ error?: unknown; data?: { answerConsent?: { __typename: string } } | undefined }>) => {
    setBusy(true);
    const { error, data } = await act();
    setBusy(false);
    if (error) showFailure(t('consents.failed'));
    else if (data?.answerConsent?.__typename === 'ConsentTextChanged') showFailure(t('consents.changed'));
  };
  return {
    isBusy,
    answer: (answer: ConsentAnswer) => during(() => send({ customerId, kind, textVersion, answer }) as never),
    withdraw: () => during(() => takeBack({ customerId, kind }) as never),
  };
}
