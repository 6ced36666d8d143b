import { expect, it } from 'vitest';
import { csvRows, numberCell, textCell } from './csv.ts';

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\n=1', '\r=1', '+49 anrufen', '+1-2', '0171=2'.slice(4)])('keeps %j from being calculated', text => {
  expect(textCell(text).startsWith("'")).toBe(true);
});

it('leaves alone what nobody calculates', () => {
  for (const text of ['Müller', '1 + 1', 'a=b', '', '(030) 12']) expect(textCell(text)).toBe(text);
  expect(textCell(null)).toBe('');
});

it('writes numbers of telephones so that they stay text', () => {
  expect(['030 23125001', '+43 1 5880000'].map(numberCell)).toEqual(['030 23125001', '+43 1 5880000']);
  expect(['+493023125001', '+1-2', '+4 (3)', '=1'].map(numberCell)).toEqual(["'+493023125001", "'+1-2", "'+4 (3)", "'=1"]);
});

it('ends rows by CRLF, and has it nowhere else', () => {
  expect(csvRows([[textCell('a\r\nb;"c"'), 'd'], ['e', textCell('f\rg')]])).toBe('"a\nb;""c""";d\r\ne;"f\ng"\r\n');
});
