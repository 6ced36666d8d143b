import type { TFunction } from 'i18next';
import type { Difference } from '../ui/changed-meanwhile.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import type { ContactValues } from './contact-values.ts';

/** Where what is typed and what is stored say different things, in words. */
export function contactDifferences(mine: ContactValues, theirs: ContactValues, t: TFunction<'contacts'>): Difference[] {
  const yesNo = (value: boolean) => t(value ? 'form.yes' : 'form.no');
  const rows: [keyof ContactValues, string, (values: ContactValues) => string][] = [
    ['name', t('form.name'), values => values.name.trim()],
    ['company', t('form.company'), values => values.company.trim()],
    ['numbers', t('form.numbers'), values => values.numbers.map(({ number }) => formatNumber(number.trim())).filter(Boolean).join('\n')],
    ['isVip', t('form.vip'), values => yesNo(values.isVip)],
    ['hasOwnRule', t('form.always'), values => yesNo(values.hasOwnRule)],
    ['alwaysPutThroughTo', t('form.alwaysTo'), values => (values.hasOwnRule ? formatNumber(values.alwaysPutThroughTo.trim()) : '')],
    ['isBlocked', t('form.blocked'), values => yesNo(values.isBlocked)],
    ['remarks', t('form.remarks'), values => values.remarks.trim()],
  ];
  return rows.map(([field, label, words]) => ({ field, label, mine: words(mine), theirs: words(theirs) })).filter(row => row.mine !== row.theirs);
}
