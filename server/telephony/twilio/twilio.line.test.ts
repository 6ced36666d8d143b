import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SecretaryActor } from '../../identity/actor.ts';
import { callActs } from '../../test/call-acts.ts';
import { type Desk, openDesk, type Told } from '../../test/desk.ts';
import { collectingLogger } from '../../test/logged.ts';
import { openServer } from '../../test/server.ts';
import { PROVIDERS } from '../cloud.ts';
import { type Conductor, startConductor } from '../conductor.ts';
import { openDoorOf } from '../door.service.ts';
import { readLines } from '../line-reader.ts';
import { type Line, TwilioStandIn } from './twilio-stand-in.ts';

const PUBLIC_URL = 'https://vorzimmer.example';
const JANA = '+498999998101';
const TOM = '+498999998102';
const CALLER = '+491713920001';
const [FIRST, ON_BUSY, ON_NO_ANSWER] = ['+491713920080', '+491713920081', '+491713920082'];

let desk: Desk;
let server: Awaited<ReturnType<typeof openServer>>;
let twilio: TwilioStandIn;
let conductor: Conductor;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let tom: SecretaryActor;
let customerId: string;
let number: string;
let doorId: string;
let logged: ReturnType<typeof collectingLogger>;

const lead = () => startConductor({ ground: desk.ground, tail: server.tail, connection: desk.connection, drive: () => new Map(), systemOf: server.cloud.systemOf, log: logged.log });

/** A secretary who is free, with a telephone outside. */
async function secretary(name: string, phone: string): Promise<SecretaryActor> {
  const actor = await desk.secretary({ name });
  await desk.sql.pool.query(`update secretary set presence = 'AVAILABLE', phone_number = $2 where id = $1`, [actor.secretaryId, phone]);
  return actor;
}

beforeEach(async () => {
  logged = collectingLogger();
  desk = await openDesk(new Date().toISOString(), logged.log);
  twilio = new TwilioStandIn(desk.now);
  server = await openServer(desk, { publicUrl: PUBLIC_URL, providers: { ...PROVIDERS, twilioApi: await twilio.listen() } });
  const { path, door } = await openDoorOf(desk.ground, 'TWILIO', { name: 'Twilio', account: twilio.account, apiSecret: twilio.token }, desk.now());
  doorId = door.id;
  twilio.reachAt(PUBLIC_URL, server.url, path);
  acts = callActs(desk);
  jana = await secretary('Jana Kühn', JANA);
  customerId = await desk.customer({ name: 'Praxis Dr. Weber & Söhne' });
  ({ number } = await desk.line(customerId));
  await desk.instruction(customerId, { forwardingNumbers: [{ number: FIRST, ringSeconds: 25 }, { number: ON_BUSY, situation: 'ON_BUSY' }, { number: ON_NO_ANSWER, situation: 'ON_NO_ANSWER' }] });
  conductor = lead();
});
afterEach(async () => {
  await conductor.stop();
  await twilio.idle();
  await server.close();
  await twilio.close();
  await desk.close();
});

const until = (check: () => unknown) => vi.waitFor(async () => { if (!(await check())) throw new Error(`not yet: ${check}`); }, { timeout: 10_000, interval: 10 });
const callOf = async (line: Line): Promise<Told> => {
  const { rows } = await desk.sql.pool.query('select id from call where external_id = $1', [line.sid]);
  return acts.read(jana, rows[0].id);
};
const stateIs = (line: Line, state: string) => until(async () => (await callOf(line)).state === state);
const outcomes = async (line: Line) => (await callOf(line)).attempts.map(({ outcome, forwardingNumber }: Told) => [forwardingNumber.number, outcome]);

/** A call that Jana has picked up. */
async function taken(from = CALLER): Promise<{ line: Line; callId: string }> {
  const line = await twilio.call(from, number);
  await until(() => line.ringing.includes(JANA));
  await line.leg(JANA).pickUp();
  await stateIs(line, 'TAKEN');
  return { line, callId: (await callOf(line)).id };
}
/** One that is being put through to the first number. */
async function puttingThrough() {
  const call = await taken();
  await acts.putThrough(jana, call.callId);
  await until(() => call.line.ringing.includes(FIRST as string));
  return call;
}

describe('a call at Twilio', () => {
  test('rings with the free secretary at once, and is hers when she picks up', async () => {
    await conductor.stop();
    const line = await twilio.call(CALLER, number);
    expect(line.ringing).toEqual([JANA]);
    expect(line.status).toBe('ringing');
    expect(twilio.commands).toEqual([]);
    await line.leg(JANA).pickUp();
    expect(line.connected?.to).toBe(JANA);
    expect(await callOf(line)).toMatchObject({ state: 'TAKEN', takenBy: { name: 'Jana Kühn' } });
  });

  test('is not connected with who picks up after somebody else', async () => {
    tom = await secretary('Tom Brandt', TOM);
    const line = await twilio.call(CALLER, number);
    await until(() => line.ringing.length === 2);
    const [first, second] = [line.leg(TOM), line.leg(JANA)];
    await Promise.all([first.pickUp(), second.pickUp()]);
    const { takenBy } = await callOf(line);
    expect(line.connected?.to).toBe(takenBy.id === tom.secretaryId ? TOM : JANA);
    expect(line.alive).toHaveLength(1);
  });

  test('is over when the secretary puts the receiver down', async () => {
    const { line } = await taken();
    await line.leg(JANA).hangUp();
    expect(line.status).toBe('completed');
    expect(await callOf(line)).toMatchObject({ state: 'ENDED', endReason: 'SECRETARY_ENDED' });
  });

  test('rings with her alone who takes it at the desk, until she picks up', async () => {
    tom = await secretary('Tom Brandt', TOM);
    const line = await twilio.call(CALLER, number);
    await until(() => line.ringing.length === 2);
    await acts.take(tom, (await callOf(line)).id);
    await until(() => line.ringing.join() === TOM);
    await line.leg(TOM).pickUp();
    expect(line.connected?.to).toBe(TOM);
    expect(await callOf(line)).toMatchObject({ state: 'TAKEN', takenBy: { name: 'Tom Brandt' } });
  });

  test('sets on break who lets it ring, and tells a busy telephone apart', async () => {
    tom = await secretary('Tom Brandt', TOM);
    const line = await twilio.call(CALLER, number);
    await until(() => line.ringing.length === 2);
    await line.leg(JANA).fail('busy', 486);
    await line.leg(TOM).fail('no-answer');
    const presence = async ({ secretaryId }: SecretaryActor) => (await desk.sql.pool.query('select presence from secretary where id = $1', [secretaryId])).rows[0].presence;
    expect([await presence(jana), await presence(tom)]).toEqual(['AVAILABLE', 'BREAK']);
    expect(line.status).toBe('ringing');
    expect(await callOf(line)).toMatchObject({ state: 'RINGING' });
  });

  test('goes along the plan by itself until somebody presses 1', async () => {
    const { line } = await puttingThrough();
    expect(line.alive.map(({ to }) => to)).toEqual([FIRST]);
    await line.leg(FIRST as string).fail('busy');
    // The answer to that dials the next; no command is needed.
    expect(line.ringing).toEqual([ON_BUSY]);
    const commands = twilio.commands.length;
    await line.leg(ON_BUSY as string).pickUp();
    expect(line.leg(ON_BUSY as string).heard).toEqual(['Ein Anruf für Praxis Dr. Weber & Söhne. Um ihn anzunehmen, drücken Sie bitte die 1.']);
    expect(line.connected).toBeNull();
    expect(await callOf(line)).toMatchObject({ state: 'PUTTING_THROUGH' });
    await line.leg(ON_BUSY as string).press('1');
    expect(line.connected?.to).toBe(ON_BUSY);
    expect(await callOf(line)).toMatchObject({ state: 'PUT_THROUGH' });
    expect(await outcomes(line)).toEqual([[FIRST, 'BUSY'], [ON_BUSY, 'ANSWERED']]);
    expect(twilio.commands).toHaveLength(commands);

    await line.leg(ON_BUSY as string).hangUp();
    expect(line.status).toBe('completed');
    expect(await callOf(line)).toMatchObject({ state: 'ENDED', result: 'PUT_THROUGH' });
  });

  test.each([['a mailbox, which presses nothing', '', 'NO_ANSWER', ON_NO_ANSWER], ['somebody who presses another key', '2', 'DECLINED', ON_BUSY]] as const)('is not put through to %s', async (_who, key, outcome, next) => {
    const { line } = await puttingThrough();
    const target = line.leg(FIRST as string);
    await target.pickUp();
    await target.press(key);
    await until(() => line.ringing.join() === next);
    expect(target.status).toBe('completed');
    expect((await outcomes(line))[0]).toEqual([FIRST, outcome]);
  });

  test.each([['busy', undefined, 'BUSY'], ['no-answer', undefined, 'NO_ANSWER'], ['failed', 404, 'UNREACHABLE']] as const)('notes that a number is %s', async (status, sipCode, outcome) => {
    const { line } = await puttingThrough();
    await line.leg(FIRST as string).fail(status, sipCode);
    expect((await outcomes(line))[0]).toEqual([FIRST, outcome]);
  });

  test('comes back to its secretary when no number is left', async () => {
    const { line } = await puttingThrough();
    await line.leg(FIRST as string).fail('no-answer');
    expect(line.ringing).toEqual([ON_NO_ANSWER]);
    await line.leg(ON_NO_ANSWER as string).fail('no-answer');
    expect(line.ringing).toEqual([JANA]);
    await line.leg(JANA).pickUp();
    expect(line.connected?.to).toBe(JANA);
    expect(await callOf(line)).toMatchObject({ state: 'TAKEN', takenBy: { name: 'Jana Kühn' } });
  });

  test('is taken back while a number rings, and from whom it was put through to', async () => {
    const { line, callId } = await puttingThrough();
    await acts.takeBack(jana, callId);
    await until(() => line.ringing.join() === JANA);
    await line.leg(JANA).pickUp();
    expect(line.connected?.to).toBe(JANA);

    await acts.putThrough(jana, callId, (await callOf(line)).decision.plan[1].id);
    await until(() => line.ringing.includes(ON_BUSY as string));
    const target = line.leg(ON_BUSY as string);
    await target.pickUp();
    await target.press('1');
    await acts.takeBack(jana, callId);
    await until(() => line.ringing.join() === JANA);
    expect(target.status).toBe('completed');
  });

  test('ends when its secretary says so', async () => {
    const { line, callId } = await taken();
    await acts.end(jana, callId);
    await until(() => line.status === 'completed');
    expect(line.alive).toEqual([]);
  });

  test.each([
    ['rings', async () => twilio.call(CALLER, number), 'ABANDONED'],
    ['talks to the secretary', async () => (await taken()).line, null],
    ['is being put through', async () => (await puttingThrough()).line, null],
  ] as [string, () => Promise<Line>, string | null][])('ends when the caller hangs up who %s', async (_when, stage, result) => {
    const line = await stage();
    await line.hangUp();
    expect(await callOf(line)).toMatchObject({ state: 'ENDED', endReason: 'CALLER_HUNG_UP', result });
    expect(line.alive).toEqual([]);
  });

  test.each([['DE', 'de-DE: Es tut uns leid, im Moment ist niemand frei. Bitte versuchen Sie es später noch einmal. Auf Wiederhören.'], ['EN', 'en-GB: We are sorry, nobody is free at the moment. Please try again later. Goodbye.']] as const)(
    'hears in %s that nobody is there', async (language, text) => {
      await desk.sql.pool.query(`update secretary set presence = 'OFFLINE'`);
      const own = await desk.line(await desk.customer({ language }));
      const line = await twilio.call(CALLER, own.number);
      expect(line.waits).toBe(true);
      expect(line.status).toBe('ringing');
      desk.pass(6);
      await until(() => line.heard.length);
      expect(line.heard).toEqual([text]);
      expect(line.status).toBe('completed');
      expect(await callOf(line)).toMatchObject({ state: 'ENDED', result: 'MISSED' });
    },
  );

  test('shows the caller’s number to who is called, and the line’s own for one that is withheld', async () => {
    const shown = await taken();
    await acts.putThrough(jana, shown.callId);
    await until(() => shown.line.ringing.includes(FIRST as string));
    expect(shown.line.documents.at(-1)).toContain(`callerId="${CALLER}"`);
    await shown.line.hangUp();
    await desk.sql.pool.query(`update secretary set presence = 'AVAILABLE'`);

    const withheld = await taken('+266696687');
    await acts.putThrough(jana, withheld.callId);
    await until(() => withheld.line.ringing.includes(FIRST as string));
    expect((await callOf(withheld.line)).caller).toMatchObject({ withheld: true });
    for (const document of withheld.line.documents) {
      expect(document).not.toContain('266696687');
      if (document.includes('<Dial')) expect(document).toContain(`callerId="${number}"`);
    }
  });

  test('is let go when it is a forwarding that comes back, and the number counts as not answered', async () => {
    const { line } = await puttingThrough();
    const loop = await twilio.call(number, number, { ForwardedFrom: FIRST as string });
    expect(loop.status).toBe('busy');
    await until(() => line.ringing.includes(ON_NO_ANSWER as string));
    expect((await outcomes(line))[0]).toEqual([FIRST, 'NO_ANSWER']);
    expect((await desk.sql.pool.query('select 1 from call')).rowCount).toBe(1);
  });

  test('to a number that is nobody’s is rejected, unanswered', async () => {
    const line = await twilio.call(CALLER, '+493023125997');
    expect(line.status).toBe('busy');
    expect((await desk.sql.pool.query('select called_number from unassigned_call')).rows).toEqual([{ called_number: '+493023125997' }]);
  });

  test('goes on with the plan when Twilio refuses a command, and says so at the door', async () => {
    const { line, callId } = await taken();
    twilio.refuses = { status: 400, code: 21215 };
    await acts.putThrough(jana, callId);
    await until(async () => (await outcomes(line)).at(-1)?.[1] === 'FAILED' && (await callOf(line)).state === 'TAKEN');
    const { rows } = await desk.sql.pool.query('select last_problem from telephone_door where id = $1', [doorId]);
    expect(rows).toEqual([{ last_problem: 'Twilio refused a command (400, 21215).' }]);
    expect(line.connected?.to).toBe(JANA);
  });

  test('is left alone by a process that takes over while all is as it should be', async () => {
    const { line } = await puttingThrough();
    const before = twilio.commands.length;
    await conductor.stop();
    conductor = lead();
    await until(() => conductor.leads);
    const again = await twilio.call(CALLER, number);
    await until(async () => (await callOf(again)).id);
    for (const at of [line, again]) await (await server.cloud.systemOf(`door:${doorId}`))?.follow((await lineOf(at)));
    expect(twilio.commands).toHaveLength(before);
    expect(line.ringing).toEqual([FIRST]);
  });

  test('goes on with the plan when the process died that was to dial', async () => {
    await conductor.stop();
    const { line, callId } = await taken();
    await acts.putThrough(jana, callId);
    // The attempt was claimed and nothing came of it.
    await desk.sql.pool.query('update attempt set asked_at = $1', [desk.now()]);
    desk.pass(11);
    conductor = lead();
    await until(() => line.ringing.length === 1 && line.ringing[0] === ON_NO_ANSWER);
    expect((await outcomes(line))[0]).toEqual([FIRST, 'FAILED']);
  });

  test('whose end never came is found out when its line is looked at', async () => {
    await conductor.stop();
    const { line } = await taken();
    line.status = 'completed';
    conductor = lead();
    await stateIs(line, 'ENDED');
  });
});

async function lineOf(line: Line) {
  const [found] = await readLines(desk.sql, [(await callOf(line)).id]);
  if (!found) throw new Error('no line');
  return found.line;
}
