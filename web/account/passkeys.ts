import { browserSupportsWebAuthn, startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import { useTranslation } from 'react-i18next';

const NUMBER = /^(\[.*\]|[\d.]+)$/;
const THIS_COMPUTER = /^(\[::1\]|127\.[\d.]+)$/;

/** Why there can be no passkeys on this page; null when there can. Browsers tie them to a host name. */
function obstacle(): 'ADDRESS' | 'ADDRESS_HERE' | 'INSECURE' | 'UNSUPPORTED' | null {
  if (THIS_COMPUTER.test(location.hostname)) return 'ADDRESS_HERE';
  if (NUMBER.test(location.hostname)) return 'ADDRESS';
  if (!isSecureContext) return 'INSECURE';
  return browserSupportsWebAuthn() ? null : 'UNSUPPORTED';
}

function problemOf(error: unknown, cancelled: 'CANCELLED' | 'NOT_MADE') {
  if (!(error instanceof Error)) return 'FAILED';
  // Browsers do not tell a person who cancels from a device that has no passkey, so that no page learns which it is.
  if (error.name === 'NotAllowedError' || error.name === 'AbortError') return cancelled;
  return error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED' ? 'ALREADY' : 'FAILED';
}

/** What the browser answered, as the server reads it, or why it did not, in words. */
type Answer = { response: string } | { problem: string };

/** Has the browser make passkeys and sign with them. `obstacle` says in words why it cannot here; null when it can. */
export function usePasskeys(): { obstacle: string | null; make: (options: string) => Promise<Answer>; sign: (options: string) => Promise<Answer> } {
  const { t } = useTranslation('account');
  const found = obstacle();
  const address = `${location.protocol}//localhost${location.port && `:${location.port}`}`;
  const answer = async (asked: Promise<object>, cancelled: 'CANCELLED' | 'NOT_MADE'): Promise<Answer> =>
    asked.then(response => ({ response: JSON.stringify(response) }), (error: unknown) => ({ problem: t(`passkeys.problems.${problemOf(error, cancelled)}`) }));
  return {
    obstacle: found && t(`passkeys.problems.${found}`, { host: location.hostname, address }),
    make: options => answer(startRegistration({ optionsJSON: JSON.parse(options) }), 'NOT_MADE'),
    sign: options => answer(startAuthentication({ optionsJSON: JSON.parse(options) }), 'CANCELLED'),
  };
}
