import type { TFunction } from 'i18next';
import type { Debtor_PartsFragment, TaskDebtorInput } from '../graphql/generated/graphql.ts';
import type { Difference } from '../ui/changed-meanwhile.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { centsOf } from './amounts.ts';

/** A debtor as the form holds one; the amount as people write it. */
export type DebtorValues = Record<'name' | 'number' | 'otherNumber' | 'amount' | 'reference' | 'remarks', string>;

/** The parts of a debtor that are decided together when two people changed them. */
export const DEBTOR_PARTS = { name: ['name'], numbers: ['number', 'otherNumber'], amount: ['amount'], reference: ['reference'], remarks: ['remarks'] } as const satisfies Record<string, readonly (keyof DebtorValues)[]>;

/** The form of a stored debtor; empty for a new one. */
export const valuesOfDebtor = (debtor: Debtor_PartsFragment | null): DebtorValues => ({
  name: debtor?.name ?? '', number: debtor?.number ? formatNumber(debtor.number) : '', otherNumber: debtor?.otherNumber ? formatNumber(debtor.otherNumber) : '',
  amount: typeof debtor?.amountCents === 'number' ? (debtor.amountCents / 100).toFixed(2).replace('.', ',') : '', reference: debtor?.reference ?? '', remarks: debtor?.remarks ?? '',
});

/** What the API is given. */
export const debtorInput = (values: DebtorValues): TaskDebtorInput => ({
  name: values.name, number: values.number.trim() || null, otherNumber: values.otherNumber.trim() || null, amountCents: values.amount.trim() === '' ? null : centsOf(values.amount),
  reference: values.reference.trim() || null, remarks: values.remarks.trim() || null,
});

/** What is typed and what is stored of these parts, in words. */
export function debtorDifferences(parts: readonly string[], mine: DebtorValues, theirs: DebtorValues, t: TFunction<'tasks'>): Difference[] {
  const rows: [keyof typeof DEBTOR_PARTS, string, (values: DebtorValues) => string][] = [
    ['name', t('debtors.name'), values => values.name.trim()],
    ['numbers', t('debtors.number'), values => [values.number.trim(), values.otherNumber.trim()].filter(Boolean).join('\n')],
    ['amount', t('debtors.amount'), values => values.amount.trim()],
    ['reference', t('debtors.reference'), values => values.reference.trim()],
    ['remarks', t('debtors.remarks'), values => values.remarks.trim()],
  ];
  return rows.filter(([part]) => parts.includes(part)).map(([field, label, words]) => ({ field, label, mine: words(mine), theirs: words(theirs) }));
}
