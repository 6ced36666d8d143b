import { expect, test } from 'vitest';
import { possibleOn } from './abilities.ts';

test('where the system does nothing by itself, everything is done by hand', () => {
  expect(possibleOn([])).toEqual({ dialling: 'BY_HAND', announces: false, holds: true, takesBack: true, hangsUp: false });
});

test('a telephone system of one’s own leads along the numbers and can do it all', () => {
  expect(possibleOn(['RING_SECRETARY', 'DIAL', 'TELLS_OUTCOMES', 'ANNOUNCE', 'HOLD', 'TAKE_BACK', 'HANG_UP', 'REJECT']))
    .toEqual({ dialling: 'LEADS', announces: true, holds: true, takesBack: true, hangsUp: true });
});

test('what a cloud cannot do is not offered', () => {
  expect(possibleOn(['RING_SECRETARY', 'DIAL', 'TELLS_OUTCOMES', 'HANG_UP', 'REJECT', 'TAKE_BACK'])).toMatchObject({ dialling: 'LEADS', announces: false, holds: false, takesBack: true });
  expect(possibleOn(['DIAL', 'HOLD', 'HANG_UP'])).toEqual({ dialling: 'HANDS_OVER', announces: false, holds: true, takesBack: false, hangsUp: true });
});
