import { expect, test } from 'vitest';
import type { AttemptOutcome } from '../graphql/generated/graphql.ts';
import { attemptNews } from './attempt-news.ts';

const attempt = (id: string, outcome: AttemptOutcome | null = null, answeredAt: string | null = null) => ({ id, outcome, answeredAt, announced: true });
const putting = (...attempts: ReturnType<typeof attempt>[]) => ({ state: 'PUTTING_THROUGH' as const, attempts });

test('tells that somebody picked up, once', () => {
  expect(attemptNews(putting(attempt('a')), putting(attempt('a', null, '10:00')))).toMatchObject({ kind: 'PICKED_UP', attempt: { id: 'a' } });
  expect(attemptNews(putting(attempt('a', null, '10:00')), putting(attempt('a', null, '10:00')))).toBeNull();
});

test('tells what came of a number when the next one rings', () => {
  expect(attemptNews(putting(attempt('a')), putting(attempt('a', 'BUSY'), attempt('b')))).toMatchObject({ kind: 'RINGS_NEXT', attempt: { id: 'b' }, before: { outcome: 'BUSY' } });
});

test('tells that the caller is connected, or back', () => {
  expect(attemptNews(putting(attempt('a', null, '10:00')), { state: 'PUT_THROUGH', attempts: [attempt('a', 'ANSWERED', '10:00')] })).toMatchObject({ kind: 'JOINED' });
  expect(attemptNews(putting(attempt('a')), { state: 'TAKEN', attempts: [attempt('a', 'NO_ANSWER')] })).toEqual({ kind: 'BACK' });
});

test('says nothing of what the secretary did herself', () => {
  expect(attemptNews(putting(attempt('a')), { state: 'TAKEN', attempts: [attempt('a', 'CANCELLED')] })).toBeNull();
  expect(attemptNews(putting(attempt('a')), putting(attempt('a', 'CANCELLED'), attempt('b')))).toBeNull();
  expect(attemptNews({ state: 'TAKEN', attempts: [] }, putting(attempt('a')))).toBeNull();
  expect(attemptNews(putting(attempt('a')), { state: 'ENDED', attempts: [attempt('a', 'CANCELLED')] })).toBeNull();
});
