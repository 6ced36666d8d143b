/**
 * The whole service at a real Asterisk, without its doors: domain, conductor and exchange in this process, beside the
 * telephone world of harness.ts.
 */
import type { Logger } from 'pino';
import { vi } from 'vitest';
import { Transfer } from '../../instructions/instruction.entity.ts';
import { claimAttempt } from '../../calls/line.service.ts';
import { startTail } from '../../events/tail.ts';
import { applyEvent } from '../../telephony/apply.ts';
import type { AriState } from '../../telephony/asterisk/ari.ts';
import { type Exchange, type ExchangeOptions, openExchange } from '../../telephony/asterisk/exchange.ts';
import { type Conductor, startConductor } from '../../telephony/conductor.ts';
import { readOpenLines } from '../../telephony/line-reader.ts';
import type { TelephonyEvent } from '../../telephony/port.ts';
import type { Incoming } from './scenarios.ts';
import type { SecretaryActor } from '../../identity/actor.ts';
import { callActs } from '../call-acts.ts';
import { openDesk, type Told } from '../desk.ts';
import { collectingLogger } from '../logged.ts';
import type { Caller, Telephony } from './harness.ts';

export const REPORTER = 'asterisk';

/** What a caller left. */
export interface LeftMessage { callId: string; wav: Buffer; seconds: number }

/** Opens a service that drives the exchange of this world. */
export async function openHouse(phones: Telephony, over: Partial<ExchangeOptions> = {}) {
  const { log, entries } = collectingLogger();
  const desk = await openDesk(new Date().toISOString(), log as Logger, () => {});
  // Asterisk and SIPp live in the time that passes.
  desk.ground.now = () => new Date();
  const tail = await startTail({ connection: desk.connection, log });
  const told: TelephonyEvent[] = [];
  const states: AriState[] = [];
  const messages: LeftMessage[] = [];
  const tests: { id: string; outcome: string }[] = [];
  /** What stands between the exchange and the database; throws while the database is away. */
  let databaseIsAway = false;
  let conductor: Conductor | null = null;
  let exchange: Exchange | null = null;

  const open = () => {
    const isMine = () => exchange === mine;
    const mine: Exchange = openExchange({
      url: phones.asterisk.url,
      log,
      async tell(event) {
        if (databaseIsAway) throw new Error('the database is away');
        const arrival = await applyEvent(desk.sql, { reporter: REPORTER, abilities: [...mine.can] }, event, desk.ground.now());
        told.push(event);
        return arrival;
      },
      openCalls: () => readOpenLines(desk.sql, REPORTER),
      claimAttempt: id => claimAttempt(desk.sql, id, desk.ground.now()),
      async onVoiceMessage(callId, wav, seconds) {
        messages.push({ callId, wav, seconds });
      },
      onTestCall: news => tests.push(news),
      onState: state => { if (isMine()) states.push(state); },
      ...over,
    });
    return mine;
  };
  const begin = () => {
    conductor = startConductor({
      ground: desk.ground, tail, connection: desk.connection, systemOf: async () => null, log,
      drive: () => new Map([[REPORTER, (exchange = open())]]),
    });
  };
  const until = <T>(check: () => T | Promise<T>, what = 'it', timeout = 15_000): Promise<NonNullable<T>> =>
    vi.waitFor(async () => {
      const found = await check();
      if (found === undefined || found === null || found === false) throw new Error(`waited in vain for ${what}; told: ${JSON.stringify(told.map(({ kind, ...rest }) => `${kind} ${'outcome' in rest ? rest.outcome : ''}`))}; log: ${JSON.stringify(entries().slice(-8))}`);
      return found as NonNullable<T>;
    }, { timeout, interval: 15 });
  const connected = (times = 1) => until(() => states.filter(({ state }) => state === 'CONNECTED').length >= times, `connection ${times}`);
  begin();
  await connected();

  const house = {
    desk,
    acts: callActs(desk),
    told,
    states,
    messages,
    tests,
    entries,
    until,
    connected,
    exchange: () => exchange as Exchange,
    databaseAway: (isAway: boolean) => { databaseIsAway = isAway; },
    /** The process dies: nothing is let go in order. */
    async die() {
      await conductor?.stop();
      conductor = null;
      states.length = 0;
    },
    /** Another process begins. */
    async comeBack() {
      begin();
      await connected();
    },
    /** A secretary with this telephone, who is there. */
    async secretary(endpoint: string | null, name = 'Jana Kühn'): Promise<SecretaryActor> {
      const secretary = await desk.secretary({ name });
      await desk.sql.pool.query(`update secretary set presence = 'AVAILABLE', sip_endpoint = $2 where id = $1`, [secretary.secretaryId, endpoint]);
      return secretary;
    },
    async settings(values: Record<string, unknown>): Promise<void> {
      for (const [column, value] of Object.entries(values)) await desk.sql.pool.query(`update telephony_settings set ${column} = $1`, [value]);
    },
    /** A customer with a line and a plan. */
    async customer(plan: { number: string; situation?: 'FIRST' | 'ON_BUSY' | 'ON_NO_ANSWER'; ringSeconds?: number }[] = [], transfer: Transfer = Transfer.ANNOUNCED) {
      const customerId = await desk.customer();
      const line = await desk.line(customerId);
      if (plan.length) await desk.instruction(customerId, { forwardingNumbers: plan, transfer });
      return { customerId, number: line.number, lineId: line.id };
    },
    /** The call that came in last, once there is one. */
    async newestCall(): Promise<string> {
      return until(async () => (await desk.sql.pool.query('select id from call order by received_at desc, id limit 1')).rows[0]?.id as string | undefined, 'a call');
    },
    /** Connects caller and target. */
    async join(actor: SecretaryActor, callId: string): Promise<void> {
      // The desk offers it once it is known that somebody is there.
      await until(async () => (await house.attempts(callId)).at(-1)?.answered_at, 'the target to have picked up');
      const { data, errors } = await desk.run(actor, 'mutation ($callId: ID!) { joinCaller(callId: $callId) { __typename } }', { callId });
      if (data?.joinCaller.__typename !== 'Call') throw new Error(`joinCaller: ${JSON.stringify(errors ?? data)}`);
    },
    /** The call's row. */
    async row(callId: string): Promise<Told> {
      return (await desk.sql.pool.query('select * from call where id = $1', [callId])).rows[0];
    },
    /** A caller whom this secretary has: they talk. */
    async talking(number: string, from = '+491713920001', more: Partial<Incoming> = {}): Promise<{ caller: Caller; callId: string }> {
      const caller = await phones.call({ to: number, from, ...more });
      await caller.answered();
      const callId = await house.newestCall();
      await house.inState(callId, 'TAKEN');
      await house.together(callId);
      return { caller, callId };
    },
    /** Waits until two talk with each other, and says who: the channels in the bridge. */
    async together(callId: string, ...who: string[]): Promise<string[]> {
      return until(async () => {
        const { bridges } = await phones.asterisk.lines();
        const channels = bridges.find(({ id }) => id === `call-${callId}`)?.channels as string[] | undefined;
        return channels?.length === 2 && who.every(id => channels.some(channel => channel.includes(id))) ? channels : null;
      }, `two in the bridge ${who.join()}`);
    },
    /** Waits until nobody talks. */
    async apart(callId: string): Promise<void> {
      await until(async () => !((await phones.asterisk.lines()).bridges.find(({ id }) => id === `call-${callId}`)?.channels.length), 'an empty bridge');
    },
    async attempts(callId: string): Promise<Told[]> {
      return (await desk.sql.pool.query('select * from attempt where call_id = $1 order by position', [callId])).rows;
    },
    async inState(callId: string, state: string, within?: number): Promise<Told> {
      return until(async () => {
        const row = (await desk.sql.pool.query('select * from call where id = $1', [callId])).rows[0];
        return row?.state === state ? row : null;
      }, `${state}`, within);
    },
    async close(): Promise<void> {
      await conductor?.stop();
      await tail.stop();
      await desk.close();
    },
  };
  return house;
}

/** The service that a test has opened. */
export type House = Awaited<ReturnType<typeof openHouse>>;
