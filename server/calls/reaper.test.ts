import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SecretaryActor } from '../identity/actor.ts';
import { callActs } from '../test/call-acts.ts';
import { setExchangeState } from '../telephony/exchange-state.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { SILENCE_LIMIT_SECONDS } from './call.entity.ts';
import { reapSilentCalls } from './reaper.ts';
import { reportAnswered } from './report.service.ts';

let desk: Desk;
let acts: ReturnType<typeof callActs>;
let number: string;

beforeAll(async () => {
  desk = await openDesk();
  acts = callActs(desk);
  const customerId = await desk.customer();
  number = (await desk.line(customerId)).number;
  await desk.instruction(customerId);
});
afterAll(() => desk.close());

const reap = () => reapSilentCalls(desk.sql, desk.now());
const setPresence = (actor: SecretaryActor, presence: string) => desk.run(actor, 'mutation ($presence: Presence!) { setPresence(presence: $presence) { ... on Secretary { id } } }', { presence });
const presenceOf = async ({ secretaryId }: SecretaryActor) => (await desk.sql.pool.query('select presence from secretary where id = $1', [secretaryId])).rows[0].presence;

describe('the reaper', () => {
  test.each([
    ['RINGING', 'MISSED'], ['TAKEN', null], ['PUTTING_THROUGH', null], ['PUT_THROUGH', 'PUT_THROUGH'],
  ] as const)('ends a call that was silent for too long in %s, and not before', async (state, result) => {
    const jana = await desk.secretary();
    await setPresence(jana, 'AVAILABLE');
    const { id } = await desk.call(number);
    if (state !== 'RINGING') await acts.take(jana, id);
    if (state === 'PUTTING_THROUGH' || state === 'PUT_THROUGH') {
      const { attempts } = await acts.putThrough(jana, id);
      if (state === 'PUT_THROUGH') await acts.record(jana, attempts[0].id, 'ANSWERED');
    }
    desk.pass(SILENCE_LIMIT_SECONDS[state]);
    expect(await reap()).toBe(0);
    desk.pass(1);
    expect(await reap()).toBe(1);
    const told = await acts.read(jana, id);
    expect(told).toMatchObject({ state: 'ENDED', result, endReason: 'SILENT', endedAt: desk.now().toISOString(), needsCallBack: result === 'MISSED' });
    if (state === 'PUTTING_THROUGH') expect(told.attempts).toMatchObject([{ outcome: 'CANCELLED' }]);
    expect(await presenceOf(jana)).toBe(state === 'TAKEN' || state === 'PUTTING_THROUGH' ? 'WRAP_UP' : 'AVAILABLE');
    expect(await reap()).toBe(0);
  });

  test('keeps the note of a call that it ends', async () => {
    const jana = await desk.secretary();
    const { id } = await desk.call(number);
    await acts.take(jana, id);
    await acts.note(jana, id, { concern: 'Bittet um Rückruf.' });
    desk.pass(SILENCE_LIMIT_SECONDS.TAKEN + 1);
    await reap();
    expect(await acts.read(jana, id)).toMatchObject({ result: 'MESSAGE_TAKEN', endReason: 'SILENT' });
  });

  test('hears every word: what moves a call begins the silence anew', async () => {
    const jana = await desk.secretary();
    const { id } = await desk.call(number);
    desk.pass(SILENCE_LIMIT_SECONDS.RINGING - 1);
    await acts.take(jana, id);
    desk.pass(SILENCE_LIMIT_SECONDS.TAKEN - 1);
    await acts.release(jana, id);
    desk.pass(SILENCE_LIMIT_SECONDS.RINGING - 1);
    expect(await reap()).toBe(0);
    desk.pass(2);
    expect(await reap()).toBe(1);
  });

  test('lets a call talk that a phone picked up and no desk took', async () => {
    const { id, externalId, reporter } = await desk.call(number);
    await reportAnswered(desk.sql, reporter, externalId, desk.now());
    desk.pass(SILENCE_LIMIT_SECONDS.RINGING + 1);
    expect(await reap()).toBe(0);
    desk.pass(SILENCE_LIMIT_SECONDS.TAKEN - SILENCE_LIMIT_SECONDS.RINGING);
    expect(await reap()).toBe(1);
    expect(await acts.read(await desk.secretary(), id)).toMatchObject({ result: 'MISSED' });
  });

  test('leaves a call to an exchange that is connected, and looks after it when that is lost', async () => {
    const { id } = await desk.call(number, { reporter: 'asterisk' });
    await setExchangeState(desk.sql, { name: 'asterisk', holder: 'one', connected: true }, desk.now());
    desk.pass(SILENCE_LIMIT_SECONDS.RINGING + 1);
    expect(await reap()).toBe(0);
    await setExchangeState(desk.sql, { name: 'asterisk', holder: 'one', connected: false }, desk.now());
    expect(await reap()).toBe(1);
    expect(await acts.read(await desk.secretary(), id)).toMatchObject({ state: 'ENDED', endReason: 'SILENT' });
  });

  test('ends each call once when two processes look at once', async () => {
    const calls = await Promise.all(Array.from({ length: 20 }, () => desk.call(number)));
    desk.pass(SILENCE_LIMIT_SECONDS.RINGING + 1);
    const ended = await Promise.all([reap(), reap(), reap()]);
    expect(ended.reduce((all, one) => all + one)).toBe(20);
    const { rows } = await desk.sql.pool.query(`select count(*)::int as events from event where subject_id = any($1)`, [calls.map(({ id }) => id)]);
    expect(rows[0].events).toBe(40);
  });
});
