import { expect, test } from 'vitest';
import type { Weekday } from '../graphql/generated/graphql.ts';
import { blocksOf, hoursInWords, hoursOf, passesMidnight, WEEKDAYS } from './weekly-hours.ts';

const day = (weekday: Weekday, from = '08:00', until = '17:00') => ({ weekday, from, until });
const workdays = WEEKDAYS.slice(0, 5).map(weekday => day(weekday));

test('says office hours as a door plate does', () => {
  expect(hoursInWords([...workdays, day('SATURDAY', '09:00', '12:00')], 'de')).toBe('Mo–Fr 08:00–17:00, Sa 09:00–12:00');
  expect(hoursInWords([day('MONDAY'), day('TUESDAY'), day('THURSDAY')], 'de')).toBe('Mo, Di, Do 08:00–17:00');
});

test('does not mind the order in which the hours come', () => {
  expect(hoursInWords(workdays.toReversed(), 'de')).toBe('Mo–Fr 08:00–17:00');
});

test('blocks and hours of days say the same', () => {
  const hours = [...workdays, day('MONDAY', '19:00', '21:00')];
  const again = hoursOf(blocksOf(hours));
  expect(again.map(({ weekday, from, until }) => ({ weekday, from, until }))).toEqual(expect.arrayContaining(hours));
  expect(again).toHaveLength(hours.length);
  expect(again.find(({ from }) => from === '19:00')?.block).toBe(1);
});

test('hours that end no later than they begin go on into the next day', () => {
  expect(passesMidnight({ from: '22:00', until: '06:00' })).toBe(true);
  expect(passesMidnight({ from: '08:00', until: '08:00' })).toBe(true);
  expect(passesMidnight({ from: '08:00', until: '17:00' })).toBe(false);
  expect(passesMidnight({ from: '08:00', until: '' })).toBe(false);
});
