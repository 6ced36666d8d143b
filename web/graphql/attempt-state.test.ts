import { expect, test } from 'vitest';
import { attemptState } from './attempt-state.ts';

const PICKED_UP = '2026-03-02T10:00:08Z';

test('an attempt rings until somebody picks up, who then speaks with the secretary or is asked for the 1', () => {
  expect(attemptState({ outcome: null, announced: true, answeredAt: null })).toBe('RINGING');
  expect(attemptState({ outcome: null, announced: true, answeredAt: PICKED_UP })).toBe('SPEAKING');
  expect(attemptState({ outcome: null, announced: false, answeredAt: PICKED_UP })).toBe('ASKED');
});

test('who picked up and did not take the caller is told from who never picked up', () => {
  expect(attemptState({ outcome: 'DECLINED', announced: true, answeredAt: PICKED_UP })).toBe('NOT_NOW');
  expect(attemptState({ outcome: 'DECLINED', announced: true, answeredAt: null })).toBe('DECLINED');
  expect(attemptState({ outcome: 'NO_ANSWER', announced: false, answeredAt: PICKED_UP })).toBe('NOT_ACCEPTED');
  expect(attemptState({ outcome: 'NO_ANSWER', announced: false, answeredAt: null })).toBe('NO_ANSWER');
  expect(attemptState({ outcome: 'ANSWERED', announced: true, answeredAt: PICKED_UP })).toBe('ANSWERED');
  expect(attemptState({ outcome: 'CANCELLED', announced: true, answeredAt: PICKED_UP })).toBe('CANCELLED');
});
