import { expect, test } from 'vitest';
import { batchesOf, choicesFor, inputOf, planOf, usualChoice } from './import-plan.ts';

const contact = (place: number, name: string, ...numbers: string[]) => ({ place, name, company: '', numbers: numbers.map(number => ({ number, label: '' })), groups: [], emails: [], address: '', remarks: '', isVip: false, isBlocked: false });
const fine = { problems: [], matches: [], isInBook: false };

test('tells the new from those who may be known already, and from those who repeat another of the file', () => {
  const plan = planOf(
    [contact(2, 'Anna Schmidt', '030 23125001'), contact(3, 'Bert', '030 23125002'), contact(4, 'anna schmidt', '+49 (30) 23125001'), contact(5, 'Anna Schmidt', '030 23125009'), contact(6, 'Zoe')],
    [fine, { ...fine, matches: [{ id: 'b', name: 'Bert Alt' }] }, fine, fine, { ...fine, matches: [{ id: 'z', name: 'Zoe' }], isInBook: true }],
  );
  expect(plan.map(({ standing, twinOf }) => [standing, twinOf])).toEqual([['NEW', null], ['DUPLICATE', null], ['DUPLICATE', 2], ['NEW', null], ['IN_BOOK', null]]);
  expect(plan.map(usualChoice)).toEqual(['CREATE', 'SKIP', 'SKIP', 'CREATE', 'SKIP']);
  expect(plan.map(choicesFor)).toEqual([['SKIP', 'CREATE'], ['SKIP', 'MERGE', 'CREATE'], ['SKIP', 'CREATE'], ['SKIP', 'CREATE'], ['SKIP', 'MERGE', 'CREATE']]);
});

test('leaves out a number that is none, and a contact that has no name', () => {
  const [odd, nameless] = planOf([contact(2, 'Anna', '*100#', '030 23125001'), contact(3, '', '030 1')], [{ ...fine, problems: [{ field: 'numbers.0', code: 'INVALID_NUMBER' }] }, { ...fine, problems: [{ field: 'name', code: 'REQUIRED' }] }]);
  expect(odd).toMatchObject({ standing: 'NEW', leftOut: ['*100#'], numbers: [{ number: '030 23125001' }] });
  expect(nameless).toMatchObject({ standing: 'FAULTY', problems: [{ field: 'name', code: 'REQUIRED' }] });
  expect(choicesFor(nameless!)).toEqual(['SKIP']);
});

test('puts all of an import into one group, beside their own', () => {
  expect(inputOf({ ...contact(2, 'Anna'), groups: ['Kunden'] }, 'Aus Outlook').groups).toEqual(['Aus Outlook', 'Kunden']);
});

test('sends no more at once than a request may have', () => {
  const small = Array.from({ length: 450 }, (_, place) => inputOf(contact(place, `Name ${place}`)));
  expect(batchesOf(small).map(batch => batch.length)).toEqual([200, 200, 50]);
  const large = Array.from({ length: 100 }, (_, place) => inputOf({ ...contact(place, 'Ä'), remarks: 'ß'.repeat(2_000) }));
  const batches = batchesOf(large);
  expect(batches.flat()).toEqual(large);
  for (const batch of batches) expect(new TextEncoder().encode(JSON.stringify(batch)).length).toBeLessThan(45_000);
});
