import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTail, type Tail } from '../events/tail.ts';
import { callActs } from '../test/call-acts.ts';
import { collectingLogger } from '../test/logged.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { applyEvent } from './apply.ts';
import { type Conductor, type Driven, startConductor } from './conductor.ts';
import type { CallOnLine } from './port.ts';

const ORIGIN = { reporter: 'asterisk', abilities: ['RING_SECRETARY', 'DIAL', 'TELLS_OUTCOMES', 'ANNOUNCE', 'HOLD', 'TAKE_BACK', 'HANG_UP', 'REJECT'] } as const;

/** A telephone system that remembers how each of its lines was to be, as a telephone exchange of one's own would do it. */
class Exchange implements Driven {
  readonly name = 'the exchange';
  readonly can = new Set(ORIGIN.abilities);
  readonly lines = new Map<string, CallOnLine>();
  running = false;
  async start() { this.running = true; }
  async stop() { this.running = false; }
  async follow(call: CallOnLine) { this.lines.set(call.callId, call); }
}

let desk: Desk;
let tail: Tail;
const conductors: Conductor[] = [];
const { log } = collectingLogger();

beforeEach(async () => {
  desk = await openDesk(new Date().toISOString());
  tail = await startTail({ connection: desk.connection, log });
});
afterEach(async () => {
  await Promise.all(conductors.splice(0).map(conductor => conductor.stop()));
  await tail.stop();
  await desk.close();
});

function conduct() {
  const exchange = new Exchange();
  const conductor = startConductor({ ground: desk.ground, tail, connection: desk.connection, drive: () => new Map([['asterisk', exchange]]), systemOf: async () => null, log });
  conductors.push(conductor);
  return { conductor, exchange };
}

const until = (check: () => unknown) => vi.waitFor(() => { if (!check()) throw new Error('not yet'); }, { timeout: 10_000, interval: 20 });

async function ring() {
  const customerId = await desk.customer();
  const line = await desk.line(customerId);
  await desk.instruction(customerId, { forwardingNumbers: [{ number: '+491713920080' }, { number: '+491713920081', situation: 'ON_BUSY' }] });
  const jana = await desk.secretary();
  await desk.sql.pool.query(`update secretary set presence = 'AVAILABLE', sip_endpoint = $2 where id = $1`, [jana.secretaryId, `jana-${customerId.slice(0, 8)}`]);
  const externalId = crypto.randomUUID();
  const arrival = await applyEvent(desk.sql, ORIGIN, { kind: 'INCOMING', externalId, calledNumber: line.number, callerNumber: '+491713920001', at: null }, desk.now());
  if (arrival?.arrived !== 'CALL') throw new Error('no call');
  return { callId: arrival.callId, externalId, jana, line, tell: (event: Parameters<typeof applyEvent>[2]) => applyEvent(desk.sql, ORIGIN, event, desk.now()) };
}

describe('the conductor', () => {
  test('rings the available secretary for a new call, and follows it along its plan to the end', async () => {
    const { exchange } = conduct();
    const { callId, externalId, jana, tell, line } = await ring();
    const acts = callActs(desk);
    await until(() => exchange.lines.get(callId)?.ringing.length);
    expect(exchange.lines.get(callId)).toMatchObject({ state: 'RINGING', externalId, lineNumber: line.number, presentedNumber: '+491713920001', ringing: [{ secretaryId: jana.secretaryId, sipEndpoints: [expect.stringMatching(/^jana-/)] }], attempt: null });

    await tell({ kind: 'ANSWERED', externalId, secretaryId: jana.secretaryId });
    await until(() => exchange.lines.get(callId)?.state === 'TAKEN');
    expect(exchange.lines.get(callId)).toMatchObject({ ringing: [], secretary: { secretaryId: jana.secretaryId } });

    await acts.putThrough(jana, callId);
    await until(() => exchange.lines.get(callId)?.attempt);
    const first = exchange.lines.get(callId)?.attempt as NonNullable<CallOnLine['attempt']>;
    expect(first).toMatchObject({ number: '+491713920080', announced: true, pickedUp: false, joined: false });

    // Busy: the number for that case is tried by itself.
    await tell({ kind: 'ATTEMPT_ENDED', attemptId: first.id, outcome: 'BUSY' });
    await until(() => exchange.lines.get(callId)?.attempt?.number === '+491713920081');
    const second = exchange.lines.get(callId)?.attempt as NonNullable<CallOnLine['attempt']>;
    await tell({ kind: 'ATTEMPT_PICKED_UP', attemptId: second.id });
    await until(() => exchange.lines.get(callId)?.attempt?.pickedUp);
    const { joinCaller } = (await desk.run(jana, `mutation { joinCaller(callId: "${callId}") { ... on Call { state } } }`)).data;
    expect(joinCaller).toEqual({ state: 'PUT_THROUGH' });
    await until(() => exchange.lines.get(callId)?.attempt?.joined);

    await tell({ kind: 'ENDED', externalId, cause: 'normalClearing' });
    await until(() => exchange.lines.get(callId)?.state === 'ENDED');
    expect(exchange.lines.get(callId)).toMatchObject({ attempt: null, secretary: null, fallback: null });
    expect((await acts.read(jana, callId)).attempts.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['BUSY', 'ANSWERED']);
  });

  test('leads alone, and another takes over when it goes', async () => {
    const one = conduct();
    await until(() => one.conductor.leads && one.exchange.running);
    const other = conduct();
    const { callId } = await ring();
    await until(() => one.exchange.lines.has(callId));
    expect([other.conductor.leads, other.exchange.running, other.exchange.lines.size]).toEqual([false, false, 0]);

    await one.conductor.stop();
    expect(one.exchange.running).toBe(false);
    await until(() => other.conductor.leads && other.exchange.lines.has(callId));
    expect(other.exchange.lines.get(callId)).toMatchObject({ state: 'RINGING' });
  });

  test('gives up the lead with the connection that holds the lock, and comes back', async () => {
    const { conductor, exchange } = conduct();
    await until(() => conductor.leads);
    const owner = new Client(desk.address as { host: string; user: string; database: string });
    await owner.connect();
    const { rowCount } = await owner.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and objid = (8672664941 & x'ffffffff'::bigint)::oid and pid <> pg_backend_pid()
      and database = (select oid from pg_database where datname = current_database())`);
    await owner.end();
    expect(rowCount).toBe(1);
    await until(() => !exchange.running || !conductor.leads);
    await until(() => conductor.leads && exchange.running);
  });
});
