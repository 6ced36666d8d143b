import { expect, test } from 'vitest';
import { levelInPercent } from './percent.ts';

test('a service level below its target is never shown as the target', () => {
  expect(levelInPercent({ takenInTime: 199, offered: 250 }, 'de')).toBe('79\u00a0%');
  expect(levelInPercent({ takenInTime: 200, offered: 250 }, 'de')).toBe('80\u00a0%');
  expect(levelInPercent({ takenInTime: 29, offered: 100 }, 'en')).toBe('29%');
  expect(levelInPercent({ takenInTime: 0, offered: 1 }, 'en')).toBe('0%');
});
