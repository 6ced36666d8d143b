import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { CASES, delaysOf, type ForwardingCase, type TelephoneKind } from './codes.ts';

/** What somebody has chosen on the page. */
export interface Choices {
  kind: TelephoneKind;
  when: ForwardingCase;
  seconds: number;
  lineId: string;
  extension: string;
  telephone: string;
  isBehindFritzBox: boolean;
}

export const FIRST_CHOICES: Choices = { kind: 'MOBILE', when: 'CONDITIONAL', seconds: 20, lineId: '', extension: '', telephone: '', isBehindFritzBox: false };

/** The choices with another kind of telephone, which knows other cases and delays. */
export function withKind(choices: Choices, kind: TelephoneKind): Choices {
  const [first] = CASES[kind];
  const when = CASES[kind].includes(choices.when) ? choices.when : (first as ForwardingCase);
  return { ...choices, kind, when, seconds: Math.min(choices.seconds, Math.max(...delaysOf(kind))) };
}

/** What kind of telephone a German number belongs to, as far as its digits tell; null for others. */
export const kindOfNumber = (e164: string): 'MOBILE' | 'FIXED' | null => (e164.startsWith('+49') ? (/^\+491[5-7]/.test(e164) ? 'MOBILE' : 'FIXED') : null);

/** The number as typed, in E.164; null as long as it is none. */
export function readTelephone(typed: string): string | null {
  const number = parsePhoneNumberFromString(typed, { defaultCountry: 'DE', extract: false });
  return number?.isValid() ? number.number : null;
}
