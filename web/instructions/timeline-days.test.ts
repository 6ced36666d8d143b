import { expect, test } from 'vitest';
import { daysOfTimeline, placeInDay } from './timeline-days.ts';

const BERLIN = 'Europe/Berlin';
const office = { id: 'office' };
const holiday = { id: 'holiday' };

test('tells each day by the clock on the customer’s wall', () => {
  const stretches = [
    { from: '2026-06-15T22:00:00.000Z', until: '2026-06-16T06:00:00.000Z', instruction: null },
    { from: '2026-06-16T06:00:00.000Z', until: '2026-06-16T16:00:00.000Z', instruction: office },
    { from: '2026-06-16T16:00:00.000Z', until: '2026-06-17T22:00:00.000Z', instruction: null },
  ];
  expect(daysOfTimeline(stretches, '2026-06-16', '2026-06-17', BERLIN)).toEqual([
    {
      first: '2026-06-16', last: '2026-06-16', parts: [
        { from: '00:00', until: '08:00', begin: 0, end: 0.3333, instruction: null }, { from: '08:00', until: '18:00', begin: 0.3333, end: 0.75, instruction: office },
        { from: '18:00', until: '24:00', begin: 0.75, end: 1, instruction: null },
      ],
    },
    { first: '2026-06-17', last: '2026-06-17', parts: [{ from: '00:00', until: '24:00', begin: 0, end: 1, instruction: null }] },
  ]);
});

test('gathers the days of a holiday, but leaves today by itself', () => {
  const stretches = [{ from: '2026-06-14T22:00:00.000Z', until: '2026-06-20T22:00:00.000Z', instruction: holiday }, { from: '2026-06-20T22:00:00.000Z', until: '2026-06-21T22:00:00.000Z', instruction: null }];
  expect(daysOfTimeline(stretches, '2026-06-15', '2026-06-21', BERLIN).map(({ first, last }) => [first, last])).toEqual([['2026-06-15', '2026-06-15'], ['2026-06-16', '2026-06-20'], ['2026-06-21', '2026-06-21']]);
});

test('knows days of 23 and of 25 hours', () => {
  const noon = (day: string) => ({ from: `${day}T11:00:00.000Z`, until: `${day}T12:00:00.000Z`, instruction: office });
  const [short] = daysOfTimeline([noon('2026-03-29')], '2026-03-29', '2026-03-29', BERLIN);
  expect(short?.parts).toEqual([{ from: '13:00', until: '14:00', begin: 0.5217, end: 0.5652, instruction: office }]);
  const [long] = daysOfTimeline([noon('2026-10-25')], '2026-10-25', '2026-10-25', BERLIN);
  expect(long?.parts).toEqual([{ from: '12:00', until: '13:00', begin: 0.52, end: 0.56, instruction: office }]);
  expect(placeInDay(Date.parse('2026-10-25T22:30:00Z'), BERLIN)).toBe(0.98);
});

test('leaves out what was replaced within its minute', () => {
  const stretches = [
    { from: '2026-06-16T06:00:00.000Z', until: '2026-06-16T06:00:20.000Z', instruction: office },
    { from: '2026-06-16T06:00:20.000Z', until: '2026-06-16T06:00:50.000Z', instruction: holiday },
    { from: '2026-06-16T06:00:50.000Z', until: '2026-06-16T16:00:00.000Z', instruction: office },
  ];
  const [{ parts } = { parts: [] }] = daysOfTimeline(stretches, '2026-06-16', '2026-06-16', BERLIN);
  expect(parts.map(({ from, until }) => `${from} ${until}`)).toEqual(['08:00 18:00']);
});
