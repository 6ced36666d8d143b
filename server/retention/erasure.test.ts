import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMaintenance } from '../database/open.ts';
import type { OpenSql } from '../database/sql.ts';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { sendDueMail } from '../mail/sending.ts';
import { NOW, plantCustomer, type PlantedIds, plantService, SHARED } from '../privacy/planted.ts';
import { storedData } from '../privacy/stored-data.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { dumpOf } from '../test/dump.ts';
import { collectingLogger } from '../test/logged.ts';
import { eraseCustomer, erasureOrder, keptByLaw } from './erasure.ts';
import type { House } from './house.ts';
import { runRetention } from './jobs.ts';

const logged = collectingLogger();
let desk: Desk;
let owner: Client;
let maintenance: OpenSql;
let house: House;
let jana: SecretaryActor;

beforeAll(async () => {
  desk = await openDesk(NOW.toISOString(), logged.log);
  owner = new Client(desk.address as object);
  await owner.connect();
  maintenance = openMaintenance(desk.address, error => { throw error; });
  house = { sql: desk.sql, secrets: desk.ground.secrets, maintenance };
  jana = await desk.secretary({ name: 'Jana Kühn-Ostermann' });
  await plantService(desk, jana, await desk.secretary({ isSupervisor: true }));
});
afterAll(async () => {
  await owner.end();
  await maintenance.close();
  await desk.close();
});

const dump = () => dumpOf(owner);
type Dump = Awaited<ReturnType<typeof dump>>;

/** What only the rows of one customer say: every text, number, time and id in them that nothing else in the database holds. */
function marksOf(customerId: string, dumped: Dump): string[] {
  const elsewhere = dumped.filter(({ ofCustomer }) => ofCustomer !== customerId).map(({ text }) => text).join('\n');
  const texts = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && value.length > 5) texts.add(value);
    else if (value && typeof value === 'object') for (const inner of Object.values(value)) collect(inner);
  };
  for (const { ofCustomer, text } of dumped) if (ofCustomer === customerId) collect(JSON.parse(text));
  return [...texts].filter(text => !elsewhere.includes(JSON.stringify(text).slice(1, -1)));
}
const placesOf = (marks: string[], dumped: Dump): string[] =>
  [...new Set(dumped.flatMap(({ table, text }) => (marks.some(mark => text.includes(JSON.stringify(mark).slice(1, -1))) ? [table] : [])))];
const hashesOf = (customerId: string, dumped: Dump): string[] =>
  dumped.filter(({ ofCustomer }) => ofCustomer === customerId).map(({ table, text }) => `${table} ${createHash('sha256').update(text).digest('hex')}`).toSorted();

const asPerson = ({ customerId, customerUserId, accountId }: PlantedIds): CustomerUserActor => ({ kind: 'CUSTOMER_USER', customerId, customerUserId, accountId, right: 'MANAGE' });

/** A customer with something in every table, some of it written through the API, whose contract ends on the day; nothing was said about what comes then. */
async function plantEnding(lastDay: string | null): Promise<PlantedIds> {
  const ids = await plantCustomer(desk, jana);
  const person = asPerson(ids);
  for (const [act, variables] of [
    ['mutation ($id: ID!, $input: ContactInput!) { createContact(customerId: $id, input: $input) { __typename } }', { id: ids.customerId, input: { name: `Über die API ${ids.contactId}`, numbers: ['+493023125900'] } }],
    ['mutation ($id: ID!) { endInstruction(instructionId: $id) { __typename } }', { id: ids.instructionId }],
  ] as const) expect((await desk.run(person, act, variables)).errors).toBeUndefined();
  await desk.run(jana, 'mutation ($id: ID!) { takeCall(callId: $id) { __typename } }', { id: ids.callId });
  const saved = await desk.run(jana, 'mutation ($id: ID!, $input: CallNoteInput!) { saveCallNote(callId: $id, input: $input) { __typename } }', {
    id: ids.callId, input: { callerName: SHARED.name, concern: `Wegen des Vertrags ${ids.callId}` },
  });
  expect(saved.data.saveCallNote.__typename).toBe('CallNote');
  await owner.query(`update customer set contract_started_on = '2020-01-01', contract_ended_on = $2 where id = $1`, [ids.customerId, lastDay]);
  await owner.query('delete from contract_end where customer_id = $1', [ids.customerId]);
  await owner.query(`update webhook_delivery set happened_at = '2026-07-10' where customer_id = $1`, [ids.customerId]);
  for (const table of ['api_key', 'upload', 'instruction_version']) await owner.query(`update ${table} set expires_at = '2027-01-01' where customer_id = $1`, [ids.customerId]);
  return ids;
}

const DAY = 86_400_000;
const runsAt = async (moment: string | number, times = 1) => {
  desk.at(new Date(moment));
  await Promise.all(Array.from({ length: times }, () => runRetention(house, desk.now(), desk.ground.log)));
};
/** What was written is on its way: the last mail to an address goes with that. */
const post = () => sendDueMail({ sql: desk.sql, secrets: desk.ground.secrets, now: desk.now, log: desk.ground.log, siteUrl: () => 'https://desk.example.com', carrier: { send: () => Promise.resolve('SENT'), close: () => undefined } });
const there = async ({ customerId }: PlantedIds) => (await owner.query('select from customer where id = $1', [customerId])).rowCount === 1;

describe('a customer whose contract is over', () => {
  it('is gone from everything within four weeks, but for what the law keeps apart; another is the same row for row', async () => {
    desk.at(NOW);
    const weber = await plantEnding('2026-06-20');
    const krause = await plantEnding(null);
    const before = await dump();
    const marks = marksOf(weber.customerId, before);
    // Something of every table that has a customer's rows, and of those that hang on them.
    expect(new Set(before.filter(({ ofCustomer }) => ofCustomer === weber.customerId).map(({ table }) => table))).toEqual(
      new Set(['customer', ...Object.keys(storedData).filter(table => storedData[table]!.columns['customer_id'])].filter(table => table !== 'contract_end')),
    );
    const lawful = before.filter(({ table, ofCustomer }) => table === 'customer' && ofCustomer === weber.customerId).flatMap(({ text }) => keptByLaw.map(column => (JSON.parse(text) as Record<string, string>)[column]!));
    const others = hashesOf(krause.customerId, before);

    // Told and asked; then over, and the number free for others; then, on the last day of the four weeks, gone.
    await runsAt('2026-06-19T12:00:00Z');
    expect(await there(weber)).toBe(true);
    await runsAt('2026-06-21T12:00:00Z');
    expect((await desk.run(jana, 'query ($id: ID!) { customer(id: $id) { lines { id } } }', { id: weber.customerId })).data.customer.lines).toEqual([]);
    await runsAt('2026-07-16T12:00:00Z');
    expect(await there(weber)).toBe(true);
    // Twice, and in two processes at once.
    await runsAt('2026-07-17T12:00:00Z', 2);
    await runsAt('2026-07-17T13:00:00Z');
    expect(await there(weber)).toBe(false);

    await post();
    const after = await dump();
    expect(placesOf(marks.filter(mark => !lawful.includes(mark)), after)).toEqual([]);
    expect(placesOf(marks, after)).toEqual(['kept_by_law']);
    expect((await owner.query('select customer_number, name, reason from kept_by_law')).rows).toEqual([{ customer_number: lawful[0], name: lawful[1], reason: 'CONTRACT_OVER' }]);
    expect(hashesOf(krause.customerId, after)).toEqual(others);
    expect(logged.lines().filter(line => marks.some(mark => line.includes(mark)))).toEqual([]);
  }, 60_000);

  it('is the reason for this test: it fails when one deletion is left out', async () => {
    desk.at(NOW);
    const weber = await plantEnding('2026-06-20');
    const marks = marksOf(weber.customerId, await dump());
    // A table whose rows name the customer without saying so in a column that is called customer_id.
    await owner.query('create table diary (client uuid, secret text)');
    await owner.query('insert into diary values ($1, $2)', [weber.customerId, 'war heute müde']);
    await eraseCustomer(house, weber.customerId, 'CONTRACT_OVER', desk.now());
    await post();
    expect(placesOf(marks, await dump())).toEqual(['diary', 'kept_by_law']);
    await owner.query('drop table diary');
  });

  it('is finished by whoever comes next when the erasure breaks off', async () => {
    const weber = await plantEnding('2026-06-20');
    await owner.query(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$`);
    await owner.query('create trigger refuse before delete on customer for each row execute function refuse()');
    await expect(eraseCustomer(house, weber.customerId, 'CONTRACT_OVER', desk.now())).rejects.toThrow('not now');
    await owner.query('drop trigger refuse on customer; drop function refuse()');
    expect(await there(weber)).toBe(true);
    await eraseCustomer(house, weber.customerId, 'CONTRACT_OVER', desk.now());
    expect(await there(weber)).toBe(false);
  });

  it('is erased from every table that has their id, whatever that table will be', async () => {
    await owner.query('create table mood (customer_id uuid not null references customer (id), call_id uuid references call (id), word text)');
    await owner.query('grant select, delete on mood to vorzimmer_app');
    const weber = await plantEnding('2026-06-20');
    await owner.query(`insert into mood values ($1, $2, 'heiter')`, [weber.customerId, weber.callId]);
    const order = await erasureOrder(desk.sql);
    expect(order.indexOf('mood')).toBeLessThan(order.indexOf('call'));
    await eraseCustomer(house, weber.customerId, 'CONTRACT_OVER', desk.now());
    expect((await owner.query('select from mood')).rowCount).toBe(0);
    await owner.query('drop table mood');
  });
});

describe('what the law keeps', () => {
  it('is neither read, changed nor deleted by the role that serves desk and portal', async () => {
    for (const text of ['select * from kept_by_law', `update kept_by_law set name = ''`, 'delete from kept_by_law', 'set role vorzimmer_maintenance'])
      await expect(desk.sql.pool.query(text), text).rejects.toMatchObject({ code: '42501' });
  });

  it('is what the declarations say, and goes eight years after the year in which the contract ended', async () => {
    expect(Object.keys(storedData['kept_by_law']!.columns)).toEqual(expect.arrayContaining(keptByLaw));
    const kept = (await owner.query('select from kept_by_law')).rowCount;
    expect(kept).toBeGreaterThan(0);
    await runsAt('2034-12-31T12:00:00Z');
    expect((await owner.query('select from kept_by_law')).rowCount).toBe(kept);
    await runsAt('2035-01-01T12:00:00Z');
    expect((await owner.query('select from kept_by_law')).rowCount).toBe(0);
    desk.at(NOW);
  });
});

describe('the basic functions', () => {
  const KEEP = 'mutation ($id: ID!) { keepBasicFunctions(customerId: $id) { __typename ... on ContractEnd { answer erasedOn } } }';
  const ERASE = 'mutation ($id: ID!, $number: String!) { eraseCustomerData(customerId: $id, customerNumber: $number) { __typename ... on ContractEnd { answer } } }';
  const numberOf = async ({ customerId }: PlantedIds) => (await owner.query<{ customer_number: string }>('select customer_number from customer where id = $1', [customerId])).rows[0]!.customer_number;

  it('are kept when the customer says so, read only, until nobody has used them for five years', async () => {
    desk.at(NOW);
    const weber = await plantEnding('2026-06-20');
    const person = asPerson(weber);
    await runsAt(NOW.getTime() + DAY);
    expect((await desk.run(person, KEEP, { id: weber.customerId })).data.keepBasicFunctions).toEqual({ __typename: 'ContractEnd', answer: 'KEEP', erasedOn: null });
    await owner.query(`update account set last_active_on = '2026-06-16' where id = $1`, [weber.accountId]);
    await runsAt('2026-08-01T12:00:00Z');
    expect(await there(weber)).toBe(true);
    expect((await desk.run(person, 'query ($id: ID!) { call(id: $id) { id } contractEnd(customerId: $id) { isOver } }', { id: weber.customerId })).errors).toBeUndefined();
    const refused = await desk.run(person, 'mutation ($id: ID!, $input: ContactInput!) { createContact(customerId: $id, input: $input) { __typename } }', { id: weber.customerId, input: { name: 'Neu', numbers: [] } });
    expect(refused.errors?.[0].extensions.code).toBe('FORBIDDEN');
    // The line is another customer's now, and what comes in there is nobody's until it is.
    const incoming = await desk.run(await desk.secretary({ isSupervisor: true }), 'mutation ($input: IncomingCallInput!) { reportIncomingCall(input: $input) { __typename } }', {
      input: { calledNumber: weber.lineNumber, externalId: crypto.randomUUID() },
    });
    expect(incoming.data.reportIncomingCall.__typename).toBe('UnknownLine');
    await desk.line(await desk.customer(), { number: weber.lineNumber });

    await runsAt('2031-06-15T12:00:00Z');
    expect(await there(weber)).toBe(true);
    await runsAt('2031-08-02T12:00:00Z');
    expect(await there(weber)).toBe(false);
    expect((await owner.query('select reason from kept_by_law where customer_number is not null order by erased_at desc limit 1')).rows).toEqual([{ reason: 'INACTIVE' }]);
    desk.at(NOW);
  }, 60_000);

  it('end at once when the customer deletes everything, which only their managing people do, and only when the contract is over', async () => {
    desk.at(NOW);
    const weber = await plantEnding('2026-06-20');
    const person = asPerson(weber);
    const number = await numberOf(weber);
    const erase = async (actor: Parameters<Desk['run']>[0], typed = number) => {
      const { data, errors } = await desk.run(actor, ERASE, { id: weber.customerId, number: typed });
      return errors?.[0].extensions.code ?? data.eraseCustomerData.__typename;
    };
    expect(await erase(person)).toBe('ContractNotOver');
    desk.at('2026-06-21T12:00:00Z');
    for (const actor of [{ ...person, right: 'INSTRUCT' as const }, asPerson(await plantCustomer(desk, jana)), jana]) {
      expect(await erase(actor)).toBe('FORBIDDEN');
      expect((await desk.run(actor, KEEP, { id: weber.customerId })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    }
    expect(await erase(null)).toBe('UNAUTHENTICATED');
    expect(await erase(person, 'K-0')).toBe('CustomerNumberDiffers');
    await runsAt(desk.now().getTime());
    expect(await there(weber)).toBe(true);
    expect(await erase(person)).toBe('ContractEnd');
    await runsAt(desk.now().getTime());
    expect(await there(weber)).toBe(false);
    desk.at(NOW);
  });

  it('are not offered while no end is known, and forgotten when the contract goes on', async () => {
    desk.at(NOW);
    const weber = await plantEnding(null);
    const person = asPerson(weber);
    expect((await desk.run(person, KEEP, { id: weber.customerId })).data.keepBasicFunctions.__typename).toBe('ContractNotEnding');
    expect((await desk.run(person, 'query ($id: ID!) { contractEnd(customerId: $id) { isOver } }', { id: weber.customerId })).data.contractEnd).toBeNull();
    await owner.query(`update customer set contract_ended_on = '2026-06-30' where id = $1`, [weber.customerId]);
    expect((await desk.run(person, KEEP, { id: weber.customerId })).data.keepBasicFunctions.__typename).toBe('ContractEnd');
    await owner.query('update customer set contract_ended_on = null where id = $1', [weber.customerId]);
    await runsAt(NOW.getTime());
    expect((await owner.query('select from contract_end where customer_id = $1', [weber.customerId])).rowCount).toBe(0);
  });

  it('are asked about for a week also where the end was entered long after it', async () => {
    desk.at(NOW);
    const weber = await plantEnding('2026-01-31');
    await runsAt(NOW.getTime());
    await runsAt(NOW.getTime() + 6 * DAY);
    expect(await there(weber)).toBe(true);
    await runsAt(NOW.getTime() + 7 * DAY);
    expect(await there(weber)).toBe(false);
    desk.at(NOW);
  });
});
