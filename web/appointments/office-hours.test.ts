import { expect, test } from 'vitest';
import { hoursAsText, readHours } from './office-hours.ts';

test.each([
  ['9-12', '09:00–12:00'], ['9-12, 14.30–18 Uhr', '09:00–12:00, 14:30–18:00'], ['08:15 bis 17 und 18-24', '08:15–17:00, 18:00–00:00'], ['22–2', '22:00–02:00'], ['', ''], [' , ', ''],
])('reads “%s” as “%s”', (typed, written) => {
  expect(hoursAsText(readHours(typed, 'MONDAY')!, 'MONDAY')).toBe(written);
});

test.each(['9', '9-', '25-26', '9-9', '9-12-14', '9:60-12', 'vormittags'])('does not guess what “%s” means', typed => {
  expect(readHours(typed, 'MONDAY')).toBeNull();
});
