import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max';

/** A caller as a telephone system reported it: a withheld one has neither number nor raw id, an odd one has a raw id alone, of at most 64 characters. */
export interface CallerNumber {
  number: string | null;
  raw: string | null;
  withheld: boolean;
}

/** Why a number may not be forwarded to. */
export type ForwardingNumberProblem = 'EMERGENCY' | 'PREMIUM' | 'SHARED_COST' | 'OWN_LINE' | 'COUNTRY' | 'SHORT';

/** What decides whether a number may be forwarded to: the service's own lines, and countries by their ISO code. */
export interface ForwardingLimits {
  serviceNumbers: readonly { number: string; isBlock: boolean }[];
  allowedCountries?: readonly string[];
}

/** Countries a call may be forwarded to unless the service decides otherwise: Germany, Austria, Switzerland and the European Union. */
export const FORWARDING_COUNTRIES: readonly string[] = [
  'DE', 'AT', 'CH',
  'BE', 'BG', 'CY', 'CZ', 'DK', 'EE', 'ES', 'FI', 'AX', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK',
];

const LONGEST_RAW_ID = 64;

// Words and numbers by which telephone systems say that the caller's number is withheld or unknown; the numbers spell those words on a dial.
const WITHHELD_WORDS = new Set([
  'anonym', 'unbekannt', 'restricted', 'withheld', 'private', 'privat', 'hidden', 'blocked', 'clir', 'prohibited', 'unavailable', 'not available',
  'nicht verfügbar', 'unterdrückt', 'rufnummer unterdrückt', 'no number', 'keine nummer', 'no caller id', 'private number', 'null', 'none', 'n/a', '-',
]);
const WITHHELD_NUMBERS = new Set(['266696687', '7378742833', '86282452253', '2562533', '8656696']);
const SAYS_WITHHELD = /\banonymous\b|\bunknown\b|^prohib/;

/** The number in E.164, read as people in that country write it; null when it is none, or none that can be dialled from outside. */
export function parsePhoneNumber(raw: string, country = 'DE'): string | null {
  const text = tidy(raw).replace(/^tel:\s*/i, '');
  const phone = parsePhoneNumberFromString(text, { defaultCountry: country as CountryCode, extract: false });
  // E.164 has no room for an extension in words; without it another phone would ring.
  if (!phone?.isValid() || phone.ext) return null;
  // Where numbers are dialled with a leading 0, one without it is local or internal, and never the number that its digits would be with an area code.
  if (!text.startsWith('+') && !/^\D*0/.test(text) && /^\D*0/.test(phone.formatNational())) return null;
  return phone.number;
}

/** A number as people here write it, in groups: national for German numbers, international for others. What is no number stays as it is. */
export function formatPhoneNumber(number: string): string {
  const phone = parsePhoneNumberFromString(number, { defaultCountry: 'DE', extract: false });
  if (!phone?.isValid()) return number;
  return phone.country === 'DE' ? phone.formatNational() : phone.formatInternational();
}

const BETWEEN_DIGITS = '[\\s\u00a0\u202f\u2011()/.\\-–]*';

/**
 * A pattern, for JavaScript and PostgreSQL alike, that finds the number in a text however people and telephone systems write it: with +49, 0049, 49 or 0 in
 * front and anything usual between the digits. As part of a longer number it is another number, and not found.
 */
export function patternOfNumber(e164: string): string {
  const { countryCallingCode = '', nationalNumber = e164.slice(1) } = parsePhoneNumberFromString(e164, { extract: false }) ?? {};
  const spelt = (digits: string) => [...digits].join(BETWEEN_DIGITS);
  // Abroad a 0 in front leads to somebody in that country, which nobody means who writes down a number here.
  const national = countryCallingCode === '49' ? `|\\(?0${BETWEEN_DIGITS}` : '';
  return `(?<!\\d)(?:(?:(?:\\+|00)${BETWEEN_DIGITS})?${spelt(countryCallingCode)}${BETWEEN_DIGITS}(?:0${BETWEEN_DIGITS})?${national})${spelt(nationalNumber)}(?!\\d)`;
}

/** The number in E.164 from a telephone system that sends E.164 with or without its plus, or a national number with its 0; null when it is none. */
export function parsePushNumber(raw: string): string | null {
  const text = tidy(raw);
  // Read as a German number, 492214710001 would be one of the area 04922 and valid: a push system means +49 221.
  return parsePhoneNumber(/^[1-9][\d ]*$/.test(text) ? `+${text}` : text);
}

/** The caller as reported; `readNumber` reads the reporting system's own way to write numbers. */
export function parseCallerNumber(raw: string | null | undefined, readNumber: (raw: string) => string | null = parsePhoneNumber): CallerNumber {
  const text = tidy(raw ?? '');
  if (text === '' || isWithheld(text)) return { number: null, raw: null, withheld: true };
  const kept = [...(raw ?? '').toWellFormed().replace(/\p{Cc}/gu, '').trim()].slice(0, LONGEST_RAW_ID).join('');
  return { number: readNumber(text), raw: kept, withheld: false };
}

/** The prefix in E.164 of a block of extensions; its switchboard's 0 after a hyphen or slash ("030 23125-0") is not part of it. */
export function parseBlockPrefix(raw: string): string | null {
  return parsePhoneNumber(tidy(raw).replace(/\s*[-/]\s*0?$/, ''));
}

/** Whether the number is one of a fixed line, as far as its digits tell. */
export function isFixedLine(e164: string): boolean {
  return parsePhoneNumberFromString(e164)?.getType() === 'FIXED_LINE';
}

/** The country of a number in E.164 by its ISO code; null when it belongs to none, as satellite numbers do. */
export const countryOf = (e164: string): string | null => parsePhoneNumberFromString(e164, { extract: false })?.country ?? null;

/** Why calls may not be forwarded to this number; null when they may. */
export function forwardingNumberProblem(e164: string, limits: ForwardingLimits): ForwardingNumberProblem | null {
  const special = specialNumberProblem(e164);
  if (special) return special;
  const phone = parsePhoneNumberFromString(e164, { extract: false });
  const type = phone?.getType();
  if (type === 'PREMIUM_RATE') return 'PREMIUM';
  if (type === 'SHARED_COST') return 'SHARED_COST';
  if (phone && isRemoteEmergency(phone)) return 'EMERGENCY';
  if (findLine(e164, limits.serviceNumbers.map((line) => ({ ...line, id: line.number })))) return 'OWN_LINE';
  const country = phone?.country;
  return country && (limits.allowedCountries ?? FORWARDING_COUNTRIES).includes(country) ? null : 'COUNTRY';
}

/** A forwarding number as typed: its E.164 form, or why it is refused; INVALID when it is no telephone number. */
export function parseForwardingNumber(raw: string, limits: ForwardingLimits): { number: string } | { problem: ForwardingNumberProblem | 'INVALID' } {
  // Emergency, service and short numbers are no E.164 numbers: as such they would only be called invalid, or be taken for something else.
  const special = specialNumberProblem(tidy(raw));
  if (special) return { problem: special };
  const number = parsePhoneNumber(raw);
  if (number === null) return { problem: 'INVALID' };
  const problem = forwardingNumberProblem(number, limits);
  return problem ? { problem } : { number };
}

/** The line that was called: the one with exactly this number, else the block with the longest prefix; null when it is nobody's. */
export function findLine<T extends { id: string; number: string; isBlock: boolean }>(calledE164: string, lines: readonly T[]): T | null {
  let found: T | null = null;
  for (const line of lines) {
    const covers = line.isBlock ? calledE164.startsWith(line.number) : calledE164 === line.number;
    if (covers && (!found || isCloser(line, found))) found = line;
  }
  return found;
}

function isCloser(line: { id: string; number: string; isBlock: boolean }, than: { id: string; number: string; isBlock: boolean }): boolean {
  if (line.isBlock !== than.isBlock) return !line.isBlock;
  if (line.number.length !== than.number.length) return line.number.length > than.number.length;
  return line.id < than.id;
}

// Full-width digits, hard spaces and the invisible marks that come with numbers copied from a phone.
function tidy(raw: string): string {
  return raw.toWellFormed().normalize('NFKC').replace(/[\p{Cc}\p{Cf}]/gu, '').replace(/\s+/g, ' ').trim();
}

function isWithheld(text: string): boolean {
  const words = text.toLowerCase().replaceAll('"', '');
  return SAYS_WITHHELD.test(words) || WITHHELD_WORDS.has(words) || WITHHELD_NUMBERS.has(words.replace(/^(?:\+|00)/, '').replaceAll(' ', ''));
}

/** What is wrong with a number that only Germany's own numbering plan knows; such numbers have no E.164 form of their own. */
function specialNumberProblem(text: string): 'EMERGENCY' | 'PREMIUM' | 'SHARED_COST' | 'SHORT' | null {
  const dialled = text.replace(/^tel:/i, '').replace('(0)', '').replace(/[\s()/.–-]/g, '');
  const [, access = '', digits = ''] = /^(\+49|0049|0(?!0)|)0?([1-9]\d*)$/.exec(dialled) ?? [];
  if (digits === '') return null;
  if (/^(?:110|112|116117|19222)$/.test(digits)) return 'EMERGENCY';
  if (digits.startsWith('118') && digits.length <= 6) return 'PREMIUM';
  if (access === '') return digits.length <= 6 ? 'SHORT' : null;
  if (/^(?:12|137|138|190|900)/.test(digits)) return 'PREMIUM';
  if (digits.startsWith('180')) return 'SHARED_COST';
  return /^11[56]/.test(digits) ? 'SHORT' : null;
}

// With an area code in front, 110, 112 and 19222 reach that area's control room.
function isRemoteEmergency(phone: PhoneNumber): boolean {
  return phone.country === 'DE' && /^\d+ (?:110|112|19222)$/.test(phone.formatNational());
}
