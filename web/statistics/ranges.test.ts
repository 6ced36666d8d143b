import { describe, expect, test } from 'vitest';
import { daysIn, paramsOf, rangeAround, rangeOf, rangeProblem, stepped } from './ranges.ts';

describe('a range of days', () => {
  test('is the day, the week from Monday on, or the month around a day', () => {
    expect(rangeAround('day', '2026-06-17')).toMatchObject({ from: '2026-06-17', until: '2026-06-17' });
    expect(rangeAround('week', '2026-06-17')).toMatchObject({ from: '2026-06-15', until: '2026-06-21' });
    expect(rangeAround('week', '2026-06-21')).toMatchObject({ from: '2026-06-15' });
    expect(rangeAround('month', '2028-02-10')).toMatchObject({ from: '2028-02-01', until: '2028-02-29' });
    expect(rangeAround('month', '2026-12-31')).toMatchObject({ from: '2026-12-01', until: '2026-12-31' });
  });

  test('is followed and preceded by one of its length', () => {
    expect(stepped(rangeAround('month', '2026-01-15'), 1)).toMatchObject({ from: '2026-02-01', until: '2026-02-28' });
    expect(stepped(rangeAround('month', '2026-01-15'), -1)).toMatchObject({ from: '2025-12-01', until: '2025-12-31' });
    expect(stepped({ span: 'range', from: '2026-06-01', until: '2026-06-10' }, -1)).toMatchObject({ from: '2026-05-22', until: '2026-05-31' });
  });

  test('is what the address says, and today where it says nothing of use', () => {
    const read = (query: string) => rangeOf(new URLSearchParams(query), '2026-06-17');
    for (const range of [rangeAround('week', '2026-03-30'), { span: 'range', from: '2026-06-01', until: '2026-06-10' } as const]) expect(read(new URLSearchParams(paramsOf(range)).toString())).toEqual(range);
    for (const query of ['', 'span=year', 'span=range&from=2026-06-10&until=2026-06-01', 'span=range&from=2026-01-01&until=2026-12-31', 'span=range&from=2026-02-30&until=2026-03-01', 'span=day&from=bald']) expect(read(query), query).toEqual(rangeAround('day', '2026-06-17'));
  });

  test('says what is wrong with it', () => {
    expect(rangeProblem({ from: '', until: '2026-06-01' })).toBe('MISSING');
    expect(rangeProblem({ from: '2026-06-02', until: '2026-06-01' })).toBe('ORDER');
    expect(rangeProblem({ from: '2026-03-01', until: '2026-06-01' })).toBe('TOO_LONG');
    expect(rangeProblem({ from: '2026-03-02', until: '2026-06-01' })).toBeNull();
    expect(daysIn({ from: '2026-03-02', until: '2026-06-01' })).toBe(92);
  });
});
