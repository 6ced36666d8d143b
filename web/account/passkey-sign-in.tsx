import { Button } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { usePasskeys } from './passkeys.ts';

const BeginPasskeySignInDocument = graphql(`
  mutation BeginPasskeySignIn { beginPasskeySignIn { options } }
`);
const SignInWithPasskeyDocument = graphql(`
  mutation SignInWithPasskey($response: String!) { signInWithPasskey(response: $response) { __typename } }
`);

/** Signs in with a passkey alone; the browser shows which it has. */
export function PasskeySignIn({ onDone, onProblem }: { onDone: () => void; onProblem: (problem: string | null) => void }) {
  const { t } = useTranslation('account');
  const [, begin] = useMutation(BeginPasskeySignInDocument);
  const [, signIn] = useMutation(SignInWithPasskeyDocument);
  const [busy, setBusy] = useState(false);
  const { obstacle, sign } = usePasskeys();
  const errorText = useErrorText();

  const attempt = async (): Promise<string | null> => {
    if (obstacle) return obstacle;
    const begun = await begin({}, OVER_HTTP);
    if (!begun.data) return begun.error ? errorText(begun.error) : null;
    const signed = await sign(begun.data.beginPasskeySignIn.options);
    if ('problem' in signed) return signed.problem;
    const { data, error } = await signIn({ response: signed.response }, OVER_HTTP);
    switch (data?.signInWithPasskey.__typename) {
      case 'SignedIn':
      case 'PasswordChangeDue': onDone(); return null;
      case 'PasskeyRefused': return t('passkeys.problems.REFUSED');
      default: return error ? errorText(error) : null;
    }
  };
  const press = async () => {
    setBusy(true);
    onProblem(null);
    onProblem(await attempt());
    setBusy(false);
  };

  return (
    <Button variant="default" size="md" loading={busy} leftSection={<IconFingerprint size={20} stroke={1.7} aria-hidden />} onClick={() => void press()}>
      {t('passkeys.signIn')}
    </Button>
  );
}
