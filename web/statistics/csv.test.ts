import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('a table opens in a German spreadsheet, with umlauts, decimal commas and semicolons', () => {
  expect(csvOf(['Kunde', 'Anrufe', 'Median (s)'], [['Müller; Söhne "Bau"', 12, 7.5], ['Praxis', 0, null]])).toBe('\uFEFFKunde;Anrufe;Median (s)\r\n"Müller; Söhne ""Bau""";12;7,5\r\nPraxis;0;\r\n');
});

test('a name that looks like a formula stays a name', () => {
  for (const name of ['=1+1', '+49 30', '-2', '@SUM(A1)', '\t=1']) expect(csvOf(['Kunde'], [[name]])).toBe(`\uFEFFKunde\r\n'${name}\r\n`);
  expect(csvOf(['Kunde'], [['\r=1']])).toBe(`\uFEFFKunde\r\n"'\r=1"\r\n`);
});
