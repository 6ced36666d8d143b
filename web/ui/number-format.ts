import { useSyncExternalStore } from 'react';
import german from './german-numbers.json';
import { Watchers } from './watchers.ts';

// The library that knows the numbers of all countries is large. A first screen shows hardly any but German ones and stands on how these are written; until
// the library has come (web/ui/phone-numbers.ts), other numbers are shown as a telephone dials them.
let formatAny: ((number: string) => string) | null = null;
const watchers = new Watchers();

/** Takes what can write the numbers of all countries. */
export function knowAllNumbers(format: (number: string) => string): void {
  formatAny = format;
  watchers.tell();
}

/** Draws a component anew when the numbers of all countries can be written. */
export function useAllNumbers(): void {
  useSyncExternalStore(watchers.watch, current);
}
const current = () => formatAny;
/** A number as people here write it: national for German numbers, international for others; what is no number stays as it is. */
export const formatNumber = (number: string): string => (formatAny ? formatAny(number) : (formatGerman(number) ?? number));

let ways: readonly { readonly beginning: RegExp; readonly whole: RegExp; readonly written: string }[] | undefined;

/** A German number in E.164 as the library writes it; null for any other, and where that is not known for certain. */
export function formatGerman(number: string): string | null {
  const digits = /^\+49([1-9]\d{3,12})$/.exec(number)?.[1];
  if (digits === undefined) return null;
  // Each is: the groups, how they are written, the digits that it begins with, and the first group with the zero that is dialled within the country.
  ways ??= german.map(([groups, written, beginning, first]) => ({ beginning: new RegExp(`^(?:${beginning})`), whole: new RegExp(`^(?:${groups})$`), written: written!.replace('$1', () => first!) }));
  const way = ways.find(({ beginning, whole }) => beginning.test(digits) && whole.test(digits));
  return way ? digits.replace(way.whole, way.written) : null;
}
