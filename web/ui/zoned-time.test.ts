import { expect, test } from 'vitest';
import { addDays, dayInWords, momentInWords, momentOf, nearDay, wallTime, weekdayOf } from './zoned-time.ts';

const BERLIN = 'Europe/Berlin';

test('reads the clock on the wall in winter and in summer', () => {
  expect(wallTime('2026-01-15T13:05:00Z', BERLIN)).toEqual({ day: '2026-01-15', time: '14:05' });
  expect(wallTime('2026-07-15T22:30:00Z', BERLIN)).toEqual({ day: '2026-07-16', time: '00:30' });
});

test('finds the moment of a wall time again', () => {
  for (const at of ['2026-01-15T13:05:00.000Z', '2026-07-15T22:30:00.000Z', '2026-03-29T00:59:00.000Z', '2026-10-25T02:00:00.000Z']) {
    expect(momentOf(wallTime(at, BERLIN), BERLIN)).toBe(at);
  }
});

test('takes the earlier of two in the night when the clock goes back', () => {
  expect(momentOf({ day: '2026-10-25', time: '02:30' }, BERLIN)).toBe('2026-10-25T00:30:00.000Z');
});

test('goes on after the leap for a time that the night leaves out', () => {
  expect(wallTime(momentOf({ day: '2026-03-29', time: '02:30' }, BERLIN)!, BERLIN)).toEqual({ day: '2026-03-29', time: '03:30' });
});

test('knows a zone far away', () => {
  expect(momentOf({ day: '2026-08-03', time: '08:00' }, 'Asia/Kathmandu')).toBe('2026-08-03T02:15:00.000Z');
});

test('says null for what is no time', () => {
  expect(momentOf({ day: '', time: '08:00' }, BERLIN)).toBeNull();
  expect(momentOf({ day: '2026-08-03', time: '' }, BERLIN)).toBeNull();
});

test('counts days over the end of a year and knows their weekday', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect([weekdayOf('2026-08-03'), weekdayOf('2026-08-09')]).toEqual([0, 6]);
});

test('speaks of days as people do', () => {
  expect(nearDay('2026-08-04', 'de', '2026-08-03')).toBe('morgen');
  expect(nearDay('2026-08-05', 'de', '2026-08-03')).toBeNull();
  expect(dayInWords('2026-08-03', 'de', '2026-01-01')).toBe('Montag, 3. August');
  // Whether a comma follows the weekday depends on the browser's edition of the language data.
  expect(dayInWords('2026-08-03', 'en', '2027-01-01')).toMatch(/^Monday,? 3 August 2026$/);
  const now = Date.parse('2026-08-03T10:00:00Z');
  expect(momentInWords('2026-08-03T13:00:00Z', BERLIN, 'de', now)).toBe('15:00');
  expect(momentInWords('2026-08-04T06:00:00Z', BERLIN, 'de', now)).toBe('morgen, 08:00');
});
