import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { badInput } from '../../errors.ts';
import { collectingLogger } from '../../test/logged.ts';
import type { TelephonyEvent } from '../port.ts';
import { openTelling } from './telling.ts';

const event = (externalId: string, cause: string): TelephonyEvent => ({ kind: 'ENDED', externalId, cause });
const name = (told: TelephonyEvent) => (told.kind === 'ENDED' ? `${told.externalId} ${told.cause}` : told.kind);
const { log } = collectingLogger();

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('tells again until it is heard, in order for each call, and no call waits for another', async () => {
  const heard: string[] = [];
  let isAway = true;
  const telling = openTelling(async told => {
    if (isAway && name(told).startsWith('a')) throw new Error('the database is away');
    heard.push(name(told));
    return null;
  }, log);
  const all = [telling.tell('a', event('a', '1')), telling.tell('a', event('a', '2')), telling.tell('b', event('b', '1'))];
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).toEqual(['b 1']);
  isAway = false;
  await vi.advanceTimersByTimeAsync(5_000);
  await Promise.all(all);
  expect(heard).toEqual(['b 1', 'a 1', 'a 2']);
});

test('begins to tell in the same breath', () => {
  const heard: string[] = [];
  const telling = openTelling(async told => { heard.push(name(told)); return null; }, log);
  void telling.tell('a', event('a', '1'));
  expect(heard).toEqual(['a 1']);
});

test('what makes no sense is not told again', async () => {
  let times = 0;
  const telling = openTelling(async () => { times++; throw badInput('calledNumber', 'calledNumber is no telephone number.'); }, log);
  expect(await telling.tell('a', event('a', '1'))).toBe('REFUSED');
  expect(times).toBe(1);
});

test('tells nothing after it was stopped', async () => {
  let times = 0;
  const telling = openTelling(async () => { times++; throw new Error('the database is away'); }, log);
  void telling.tell('a', event('a', '1'));
  telling.stop();
  void telling.tell('a', event('a', '2'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(times).toBe(1);
});
