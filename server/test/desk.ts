import { graphql, type GraphQLSchema } from 'graphql';
import pino, { type Logger } from 'pino';
import { reportIncoming } from '../calls/report.service.ts';
import { Trail } from '../audit/trail.ts';
import type { CallRow } from '../calls/call.rows.ts';
import { type Context, type Ground, makeContext } from '../context.ts';
import { statement } from '../database/sql.ts';
import { errorFormatter } from '../errors.ts';
import type { Actor, CustomerRight, CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { addCustomerUser, addSecretary } from '../identity/identity.service.ts';
import type { ForwardingSituation, PutThroughRule } from '../instructions/instruction.entity.ts';
import type { InstructionInput } from '../instructions/instruction-input.ts';
import type { InstructionRow } from '../instructions/instruction.rows.ts';
import { createInstruction } from '../instructions/instruction.service.ts';
import { Outgoing } from '../network/outgoing.ts';
import { makeSchema } from '../schema.ts';
import { passingSecrets } from '../secrets/secrets.ts';
import { freshDatabase } from './database.ts';

let schema: Promise<GraphQLSchema> | undefined;

const ADD_CUSTOMER = statement(
  'test-customer',
  `insert into customer (id, customer_number, name, time_zone, language, federal_state, contract_started_on) values ($1, $2, $3, $4, $5, $6, '2020-01-01')`,
);
const ADD_LINE = statement('test-line', 'insert into line (customer_id, id, number, is_block, label) values ($1, $2, $3, $4, $5)');
const ADD_CONTACT = statement(
  'test-contact',
  `insert into contact (customer_id, id, name, company, is_vip, is_blocked, always_put_through_to, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
);
const ADD_CONTACT_NUMBER = statement('test-contact-number', 'insert into contact_number (customer_id, contact_id, number, position) values ($1, $2, $3, $4)');

/** What an instruction says, with enums as the API names them. */
export type TestInstruction = Partial<Omit<InstructionInput, 'putThrough' | 'forwardingNumbers'>> & {
  putThrough?: `${PutThroughRule}`;
  forwardingNumbers?: { number: string; label?: string; situation?: `${ForwardingSituation}`; ringSeconds?: number }[];
};

/** Something told by the API, as loosely typed as tests like it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Told = any;

/** A whole service in this process: the real schema over a real PostgreSQL, with a clock we hold. */
export async function openDesk(start = '2026-06-15T09:00:00Z', log: Logger = pino({ level: 'error', base: null }, pino.destination(2)), onIdleError?: (error: Error) => void) {
  const database = await freshDatabase(onIdleError);
  let time = new Date(start);
  let count = 0;
  const audit = new Trail({ sql: database.sql, log, flushMs: null });
  const ground: Ground = { orm: database.orm, sql: database.sql, walls: database.walls, audit, now: () => time, log, demoDoorSecret: null, phones: null, secrets: passingSecrets(), outgoing: new Outgoing(), site: { url: 'https://desk.example.com', isOutboxOpen: false } };
  const executable = await (schema ??= makeSchema());
  const format = errorFormatter(log);
  const as = (actor: Actor | null): Context => makeContext(ground, actor);
  const { sql } = ground;

  return {
    ...database,
    ground,
    schema: executable,
    as,
    now: () => time,
    /** Sets the clock. */
    at(moment: string | Date) {
      time = new Date(moment);
    },
    /** Moves the clock on. */
    pass(seconds: number) {
      time = new Date(time.getTime() + seconds * 1000);
    },
    /** The result as a client sees it, after the wire, errors formatted. */
    async run(actor: Actor | null, source: string, variableValues: Record<string, unknown> = {}): Promise<{ data: Told; errors?: Told[] }> {
      const result = await graphql({ schema: executable, source, contextValue: as(actor), variableValues });
      const { errors, data } = result;
      return JSON.parse(JSON.stringify({ data, ...(errors && { errors: errors.map(error => format(error.toJSON(), error)) }) }));
    },
    async secretary(over: { name?: string; isSupervisor?: boolean } = {}): Promise<SecretaryActor> {
      const { name = 'Jana Kühn', isSupervisor = false } = over;
      const { id, accountId } = await addSecretary(sql, { name, isSupervisor, email: `${crypto.randomUUID()}@vorzimmer.example`, passwordHash: '-' }, time);
      return { kind: 'SECRETARY', accountId, secretaryId: id, isSupervisor, actsFor: [] };
    },
    async customer(over: { name?: string; timeZone?: string; federalState?: string | null; language?: 'DE' | 'EN' } = {}): Promise<string> {
      const id = crypto.randomUUID();
      await sql.query(ADD_CUSTOMER, [id, `K-${id.slice(0, 8)}`, over.name ?? 'Praxis Dr. Weber', over.timeZone ?? 'Europe/Berlin', over.language ?? 'DE', over.federalState ?? null]);
      return id;
    },
    async customerUser(customerId: string, name = 'Anke Weber', right: CustomerRight = 'MANAGE'): Promise<CustomerUserActor> {
      const { id, accountId } = await addCustomerUser(sql, { customerId, name, right, email: `${crypto.randomUUID()}@praxis-weber.example`, passwordHash: '-' }, time);
      return { kind: 'CUSTOMER_USER', accountId, customerUserId: id, customerId, right };
    },
    /** A line with the next free number of those reserved for media in Berlin. */
    async line(customerId: string, over: { number?: string; isBlock?: boolean; label?: string } = {}): Promise<{ id: string; number: string }> {
      const id = crypto.randomUUID();
      const number = over.number ?? `+493023125${String(count++).padStart(3, '0')}`;
      await sql.query(ADD_LINE, [customerId, id, number, over.isBlock ?? false, over.label ?? null]);
      return { id, number };
    },
    async contact(customerId: string, over: { name?: string; company?: string; numbers?: string[]; isVip?: boolean; isBlocked?: boolean; alwaysPutThroughTo?: string } = {}): Promise<string> {
      const id = crypto.randomUUID();
      await sql.query(ADD_CONTACT, [customerId, id, over.name ?? 'Anna Schmidt', over.company ?? null, over.isVip ?? false, over.isBlocked ?? false, over.alwaysPutThroughTo ?? null, time]);
      for (const [position, number] of (over.numbers ?? []).entries()) await sql.query(ADD_CONTACT_NUMBER, [customerId, id, number, position]);
      return id;
    },
    /** An instruction in force from now on, that puts everybody through to one number unless something else is said. */
    async instruction(customerId: string, over: TestInstruction = {}): Promise<InstructionRow> {
      const person: CustomerUserActor = { kind: 'CUSTOMER_USER', accountId: crypto.randomUUID(), customerUserId: crypto.randomUUID(), customerId, right: 'MANAGE' };
      const created = await createInstruction(as(person), customerId, {
        title: 'Sprechstunde', greeting: 'Praxis Dr. Weber, mein Name ist {{secretary}}.', putThrough: 'ALL', forwardingNumbers: [{ number: '+491713920080' }], ...over,
      } as InstructionInput, null);
      if (created.__typename !== 'Instruction') throw new Error(created.message);
      return created;
    },
    /** A call that rings on the line. */
    async call(lineNumber: string, over: { callerNumber?: string | null; externalId?: string; reporter?: string } = {}): Promise<CallRow> {
      const { callerNumber = '+491713920001', externalId = crypto.randomUUID(), reporter = 'door:test' } = over;
      const call = await reportIncoming(sql, reporter, { calledNumber: lineNumber, callerNumber, externalId, receivedAt: null }, time);
      if (!('id' in call)) throw new Error(`${lineNumber} rings for nobody`);
      return call;
    },
  };
}

/** A desk that a test has opened. */
export type Desk = Awaited<ReturnType<typeof openDesk>>;
