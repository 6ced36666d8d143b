import type { TFunction } from 'i18next';
import type { CustomerInput, Customer_DataFragment, FederalState, Language } from '../graphql/generated/graphql.ts';
import type { Difference } from '../ui/changed-meanwhile.tsx';

/** The federal states, as the API names them. */
export const STATES = ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'] as const satisfies FederalState[];

/** A customer as its form holds it; an empty state: no public holidays count. */
export interface CustomerValues { customerNumber: string; name: string; timeZone: string; language: Language; federalState: FederalState | '' }

/** The empty form. */
export const newCustomer: CustomerValues = { customerNumber: '', name: '', timeZone: 'Europe/Berlin', language: 'DE', federalState: '' };

/** The form of a stored customer. */
export const valuesOfCustomer = ({ customerNumber, name, timeZone, language, federalState }: Customer_DataFragment): CustomerValues =>
  ({ customerNumber, name, timeZone, language, federalState: federalState ?? '' });

/** What the API is given. */
export const customerInput = ({ customerNumber, name, timeZone, language, federalState }: CustomerValues): CustomerInput =>
  ({ customerNumber: customerNumber.trim(), name: name.trim(), timeZone, language, federalState: federalState || null });

/** The parts that are decided together when two people changed them. */
export const CUSTOMER_PARTS = {
  customerNumber: ['customerNumber'], name: ['name'], timeZone: ['timeZone'], language: ['language'], federalState: ['federalState'],
} as const satisfies Record<string, readonly (keyof CustomerValues)[]>;

/** What is typed and what is stored of these parts, in words. */
export function customerDifferences(parts: readonly string[], mine: CustomerValues, theirs: CustomerValues, t: TFunction<'manage'>): Difference[] {
  const rows: [keyof CustomerValues, string, (values: CustomerValues) => string][] = [
    ['name', t('form.name'), values => values.name.trim()],
    ['customerNumber', t('form.customerNumber'), values => values.customerNumber.trim()],
    ['language', t('form.language'), values => t(`languages.${values.language}`)],
    ['timeZone', t('form.timeZone'), values => values.timeZone],
    ['federalState', t('form.federalState'), values => (values.federalState ? t(`states.${values.federalState}`) : t('form.noState'))],
  ];
  return rows.filter(([part]) => parts.includes(part)).map(([field, label, words]) => ({ field, label, mine: words(mine), theirs: words(theirs) }));
}
