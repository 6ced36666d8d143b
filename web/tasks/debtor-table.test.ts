import { expect, test } from 'vitest';
import { centsOf } from './amounts.ts';
import { cellProblem, readDebtors } from './debtor-table.ts';

test.each([['1.234,56 €', 123_456], ['120,5', 12_050], ['99', 9900], ['1.234', 123_400], ['1234.56', 123_456], ['1,234.56', 123_456], ['EUR 12,00', 1200], ['50,-', 5000], ['0', null], ['zwölf', null], ['1,234', null], ['-5', null]])('takes %s for an amount in cents', (typed, cents) => {
  expect(centsOf(typed)).toBe(cents);
});

test('reads a list with titles in any order, and one that was pasted without', () => {
  expect(readDebtors('Rechnungsnr.;Schuldner;Mobil;Telefon;Offener Betrag;PLZ\nRE-1;Bernd Säumig;0171 3920055;030 23125011;1.234,56;10115\n').debtors).toEqual([
    { line: 2, input: { name: 'Bernd Säumig', number: '0171 3920055', otherNumber: '030 23125011', amountCents: 123_456, reference: 'RE-1' } },
  ]);
  expect(readDebtors('Bernd Säumig\t0171/3920055\t120,50 €\tRE-1001\nCarla Klamm\t\t\t').debtors).toEqual([
    { line: 1, input: { name: 'Bernd Säumig', number: '0171/3920055', amountCents: 12_050, reference: 'RE-1001' } }, { line: 2, input: { name: 'Carla Klamm' } },
  ]);
});

test('says in which line and column something is wrong, also behind empty lines and lines within a cell', () => {
  const table = readDebtors('Name;Telefon;Betrag;Bemerkung\n\nBernd;0171 1;viel;"erst\nnach 17 Uhr"\n;030 23125011;5;\n');
  expect(table.problems).toEqual([
    { line: 3, column: 3, field: 'amountCents', code: 'INVALID_AMOUNT', typed: 'viel' }, { line: 5, column: 1, field: 'name', code: 'REQUIRED', typed: '' },
  ]);
  expect(cellProblem(table, 'debtors.0.number', 'INVALID_NUMBER')).toEqual({ line: 3, column: 2, field: 'number', code: 'INVALID_NUMBER', typed: '0171 1' });
});
