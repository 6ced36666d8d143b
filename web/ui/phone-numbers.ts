import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { knowAllNumbers } from './number-format.ts';

/** A number as people here write it: national for German numbers, international for others; what is no number stays as it is. */
export function formatNumber(number: string): string {
  const parsed = parsePhoneNumberFromString(number, 'DE');
  if (!parsed) return number;
  return parsed.country === 'DE' ? parsed.formatNational() : parsed.formatInternational();
}
// What was shown before this file came is written anew.
knowAllNumbers(formatNumber);

/** Whether it can be a number of somebody, as people here write it. */
export const isPossibleNumber = (typed: string): boolean => parsePhoneNumberFromString(typed, 'DE')?.isPossible() ?? false;

/** The groups in which a number is read back to the caller: area code first, then pairs, a group of three at the end where the count is odd. */
export function readBackGroups(number: string): string[] {
  const parsed = parsePhoneNumberFromString(number, 'DE');
  if (!parsed) return pairs(number.replace(/\D/g, ''));
  const [area = '', ...rest] = parsed.formatNational().split(/[\s/-]+/);
  const local = rest.join('').replace(/\D/g, '');
  const head = parsed.country === 'DE' ? [area] : [`+${parsed.countryCallingCode}`, ...(local ? [area] : [])];
  return local ? [...head, ...pairs(local)] : [...head, ...pairs(area)];
}

function pairs(digits: string): string[] {
  const groups: string[] = [];
  let at = 0;
  while (digits.length - at > 3) { groups.push(digits.slice(at, at + 2)); at += 2; }
  if (at < digits.length) groups.push(digits.slice(at));
  return groups;
}
