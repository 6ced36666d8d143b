import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { berlin, hamburg, mobile, otherMobile } from '../demo/reserved-numbers.ts';
import { readGenericPush } from './generic/generic.ts';
import { genericPush, type SimulatedEvent } from './simulator.ts';

const externalId = fc.string({ minLength: 1, maxLength: 200 });
const number = fc.oneof(fc.integer({ min: 0, max: 999 }).map(berlin), fc.integer({ min: 0, max: 999 }).map(hamburg), fc.integer({ min: 0, max: 99 }).map(mobile), fc.integer({ min: 0, max: 99 }).map(otherMobile));
const event: fc.Arbitrary<SimulatedEvent> = fc.oneof(
  fc.record({ kind: fc.constant('INCOMING' as const), externalId, calledNumber: number, callerNumber: fc.option(number), at: fc.constant(null) }),
  fc.record({ kind: fc.constant('ANSWERED' as const), externalId }),
  fc.record({ kind: fc.constant('ENDED' as const), externalId, cause: fc.option(fc.constantFrom('normalClearing', 'cancel', 'noAnswer', 'busy')) }),
);

describe('the line simulator', () => {
  test('pushes what the generic door reads back as the same event, also after the form', () => {
    fc.assert(fc.property(event, told => {
      const push = genericPush(told);
      expect(readGenericPush(push)).toEqual(told);
      expect(readGenericPush(Object.fromEntries(new URLSearchParams(new URLSearchParams(push).toString())))).toEqual(told);
    }));
  });
});
