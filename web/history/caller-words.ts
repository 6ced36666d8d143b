import type { TFunction } from 'i18next';
import type { CallRow_CallFragment } from '../graphql/generated/graphql.ts';
import { formatNumber } from '../ui/number-format.ts';

type Named = Pick<CallRow_CallFragment, 'caller' | 'note'>;

/** The one contact that the caller is taken to be; null when none or several match. */
export function contactOf({ caller }: Pick<Named, 'caller'>): { id: string; name: string; company?: string | null } | null {
  if (caller.identifiedAs) return caller.identifiedAs;
  return caller.contacts.length === 1 ? caller.contacts[0]! : null;
}

/** Who called, in the words that say most: the name they gave, the contact, the number. */
export function callerName(call: Named, t: TFunction<'history'>): string {
  return call.note?.callerName ?? contactOf(call)?.name ?? call.note?.callerCompany ?? callerNumberWords(call, t);
}

/** The caller's company, if it says more than the name. */
export function callerCompany(call: Named, t: TFunction<'history'>): string | null {
  const company = call.note?.callerCompany ?? contactOf(call)?.company ?? null;
  return company === callerName(call, t) ? null : company;
}

/** The number that can be called back, E.164 or as the secretary wrote it; null when there is none. */
export const callBackNumber = (call: Named): string | null => call.note?.callerNumber ?? call.caller.number ?? null;

/** The number in words a person reads: written as here, or why there is none. */
export function callerNumberWords(call: Named, t: TFunction<'history'>): string {
  const number = callBackNumber(call);
  if (number) return formatNumber(number);
  return call.caller.withheld ? t('caller.withheld') : (call.caller.rawNumber ?? t('caller.unknown'));
}

/** The address by which a telephone dials it. */
export const telAddress = (number: string): string => `tel:${number.replace(/[^\d+]/g, '')}`;
