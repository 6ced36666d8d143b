import type { TFunction } from 'i18next';
import type { Difference } from '../ui/changed-meanwhile.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import type { ContactValues } from './contact-values.ts';

/** The parts of a contact that are decided together when two people changed it. */
export const CONTACT_PARTS = {
  name: ['name'],
  company: ['company'],
  numbers: ['numbers'],
  groups: ['groups'],
  emails: ['emails'],
  address: ['address'],
  isVip: ['isVip'],
  always: ['hasOwnRule', 'alwaysPutThroughTo'],
  isBlocked: ['isBlocked'],
  remarks: ['remarks'],
} as const satisfies Record<string, readonly (keyof ContactValues)[]>;

/** What is typed and what is stored of these parts, in words. */
export function contactDifferences(parts: readonly string[], mine: ContactValues, theirs: ContactValues, t: TFunction<'contacts'>): Difference[] {
  const yesNo = (value: boolean) => t(value ? 'form.yes' : 'form.no');
  const rows: [keyof typeof CONTACT_PARTS, string, (values: ContactValues) => string][] = [
    ['name', t('form.name'), values => values.name.trim()],
    ['company', t('form.company'), values => values.company.trim()],
    ['numbers', t('form.numbers'), values => values.numbers.filter(({ number }) => number.trim() !== '').map(({ number, label }) => [label.trim(), formatNumber(number.trim())].filter(Boolean).join(' ')).join('\n')],
    ['groups', t('form.groups'), values => values.groups.join(', ')],
    ['emails', t('form.email'), values => values.emails.trim()],
    ['address', t('form.address'), values => values.address.trim()],
    ['isVip', t('form.vip'), values => yesNo(values.isVip)],
    ['always', t('form.always'), values => (values.hasOwnRule ? formatNumber(values.alwaysPutThroughTo.trim()) : t('form.no'))],
    ['isBlocked', t('form.blocked'), values => yesNo(values.isBlocked)],
    ['remarks', t('form.remarks'), values => values.remarks.trim()],
  ];
  return rows.filter(([part]) => parts.includes(part)).map(([field, label, words]) => ({ field, label, mine: words(mine), theirs: words(theirs) }));
}
