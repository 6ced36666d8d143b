import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getNamedType, isLeafType } from 'graphql';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { NOW, plantCustomer, type PlantedIds, plantService } from '../privacy/planted.ts';
import { argumentsOf, mayReach, queryFor } from '../privacy/schema-walk.ts';
import { rootFields } from '../privacy/shown-data.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk } from '../test/desk.ts';

let desk: Desk;
let jana: SecretaryActor;
let leader: SecretaryActor;
beforeAll(async () => {
  desk = await openDesk(NOW.toISOString());
  desk.ground.demoDoorSecret = 'of the demo';
  jana = await desk.secretary({ name: 'Jana Kühn' });
  leader = await desk.secretary({ name: 'Lena Leitung', isSupervisor: true });
});
afterAll(() => desk.close());

interface Entry { act: string; kind: string; actor_kind: string; actor_name: string | null; reason: string | null; customer_id: string | null; subject_ids: string[]; fields: string[]; times: number; at: Date; address: string | null; device: string | null }
let before = new Set<string>();
const allEntries = async () => (await desk.sql.pool.query<Entry & { id: string }>('select * from audit_entry order by at, id')).rows;
/** What was recorded since the test began. */
async function entries(): Promise<Entry[]> {
  await desk.ground.audit.flush();
  return (await allEntries()).filter(({ id }) => !before.has(id));
}
const forget = async () => {
  await desk.ground.audit.flush();
  before = new Set((await allEntries()).map(({ id }) => id));
};
beforeEach(forget);

const asPerson = ({ customerId, customerUserId, accountId }: PlantedIds): CustomerUserActor => ({ kind: 'CUSTOMER_USER', customerId, customerUserId, accountId, right: 'MANAGE' });
const known = (planted: PlantedIds, name: string) => ({ ...planted, id: (planted as Record<string, string>)[`${name}Id`] ?? '' });

const namesACustomer = (args: string, { accountId: _account, secretaryId: _secretary, ...ofCustomer }: PlantedIds) => Object.values(ofCustomer).some(id => args.includes(id));

describe('the schema', { timeout: 120_000 }, () => {
  // What says nothing of any customer: who is signed in, where the feed is, how the house is set up, and how often notes were liked.
  const OF_NO_CUSTOMER = [
    'viewer', 'passwordChangeDue', 'sessions', 'secondFactor', 'serviceApiKeys', 'outbox', 'privacyStatement', 'retentionPreview', 'retentionRuns', 'liveCursor', 'hasSoftphones', 'telephoneDoors', 'unassignedCalls', 'callsToday', 'ownCallStatistics',
    'feedbackBySecretary',
    // How many there are, and not whose.
    'waitingThreadCount', 'waitingTaskCount',
  ];

  it('records every query that shows a customer’s data, with the customers whose they are', async () => {
    const planted = await plantCustomer(desk, jana);
    await plantService(desk, jana, leader);
    const silent: string[] = [];
    for (const [name, { reachedBy }] of Object.entries(rootFields.Query)) {
      // What people of customers have each for themselves nobody else asks for.
      if (reachedBy === 'ANY_PEOPLE') continue;
      await forget();
      // Some of it they see while they act for the customer alone.
      const asLeader = queryFor(desk.schema, name, { viewer: 'SUPERVISOR' }, known(planted, name));
      // And some their people alone.
      const { errors } = asLeader ? await desk.run({ ...leader, actsFor: [planted.customerId] }, asLeader) : await desk.run(asPerson(planted), queryFor(desk.schema, name, { viewer: 'OWN_CUSTOMER' }, known(planted, name))!);
      expect(errors, name).toBeUndefined();
      const recorded = (await entries()).filter(({ act, kind, customer_id }) => act === name && kind === 'SAW' && customer_id === planted.customerId);
      if (!recorded.length) silent.push(name);
    }
    expect(silent.filter(name => !OF_NO_CUSTOMER.includes(name))).toEqual([]);
  });

  it('records every mutation that changes a customer’s data', async () => {
    const silent: string[] = [];
    for (const [name, { reachedBy }] of Object.entries(rootFields.Mutation)) {
      // One of the mutations sends them away.
      const secretary = await desk.secretary();
      const planted = await plantCustomer(desk, secretary);
      const { telephoneDoorId } = await plantService(desk, secretary, leader);
      await forget();
      const root = desk.schema.getMutationType()!;
      const selection = isLeafType(getNamedType(root.getFields()[name]!.type)) ? '' : '{ __typename }';
      const person: Person = mayReach('SUPERVISOR', reachedBy) && name !== 'updateInstruction' ? leader : asPerson(planted);
      const { data, errors } = await desk.run(person, `mutation { ${name}${argumentsOf(root, name, { ...known(planted, name), telephoneDoorId })} ${selection} }`);
      const answer = data?.[name]?.__typename as string | undefined;
      const isRefusal = answer !== undefined && (desk.schema.getType(answer) as { getInterfaces?(): { name: string }[] }).getInterfaces?.().some(one => one.name === 'DomainError');
      const recorded = (await entries()).filter(({ act }) => act === name);
      if (errors || isRefusal) expect(recorded, name).toEqual([]);
      else if (!recorded.length) silent.push(name);
      // A session is of an account, whoever that belongs to.
      else if (name !== 'endSession' && namesACustomer(argumentsOf(root, name, { ...known(planted, name), telephoneDoorId }), planted)) expect(recorded.map(({ customer_id }) => customer_id), name).toContain(planted.customerId);
    }
    // Whether somebody has a break is about nobody's data but their own.
    expect(silent).toEqual(['setPresence']);
  });
});

describe('an act', () => {
  it('is in the log with who did it, for whom and on which rows before it is answered', async () => {
    const customerId = await desk.customer();
    const { number } = await desk.line(customerId);
    await desk.instruction(customerId);
    const { id } = await desk.call(number);
    await forget();
    await callActs(desk).take(jana, id);
    // Not flushed: what changed something does not wait.
    expect((await allEntries()).filter(entry => !before.has(entry.id))).toMatchObject([
      { act: 'takeCall', kind: 'CHANGED', actor_kind: 'SECRETARY', actor_name: 'Jana Kühn', customer_id: customerId, subject_ids: [id], times: 1, at: NOW },
    ]);
    expect(await entries()).toHaveLength(1);
  });

  it('that deletes is told from one that changes, with the customer of what is gone', async () => {
    const customerId = await desk.customer();
    const contactId = await desk.contact(customerId);
    const user = await desk.customerUser(customerId);
    await forget();
    await desk.run(user, `mutation { deleteContact(contactId: "${contactId}") { ... on Deleted { id } } }`);
    expect(await entries()).toMatchObject([{ act: 'deleteContact', kind: 'DELETED', customer_id: customerId, subject_ids: [contactId], reason: null }]);
  });

  it('of a supervisor for a customer has the reason that they gave, and no other act has', async () => {
    const [customerId, other] = [await desk.customer(), await desk.customer()];
    await desk.run(leader, `mutation { actForCustomer(customerId: "${customerId}", reason: "Frau Weber bat am Telefon darum") { __typename } }`);
    await forget();
    const acting = { ...leader, actsFor: [customerId] };
    await desk.run(acting, `mutation { createContact(customerId: "${customerId}", input: { name: "Anna" }) { __typename } }`);
    await desk.run(acting, `{ customer(id: "${other}") { name } }`);
    expect((await entries()).map(({ act, customer_id, reason }) => [act, customer_id, reason]).toSorted()).toEqual([
      ['createContact', customerId, 'Frau Weber bat am Telefon darum'], ['customer', other, null],
    ]);
  });

  it('of a program is in the log under the name of its key', async () => {
    const planted = await plantCustomer(desk, jana);
    await forget();
    const { data } = await desk.run({ kind: 'API_KEY', apiKeyId: planted.apiKeyId, customerId: planted.customerId, scopes: new Set(['customers:read']) }, `{ customer(id: "${planted.customerId}") { name } }`);
    expect(data.customer).not.toBeNull();
    expect(await entries()).toMatchObject([{ act: 'customer', kind: 'SAW', actor_kind: 'API_KEY', actor_name: expect.stringContaining('Schnittstelle'), customer_id: planted.customerId }]);
  });

  it('that corrects names the fields, and not what they said, to those whose log it is', async () => {
    const customerId = await desk.customer();
    const weber = await desk.customerUser(customerId);
    const contactId = await desk.contact(customerId, { name: 'Anna Schmit', numbers: ['+493023125900'] });
    await forget();
    for (const name of ['Anna Schmidt', 'Anna Schmidt']) {
      await desk.run(weber, `mutation { updateContact(contactId: "${contactId}", input: { name: "${name}", numbers: ["+493023125901"] }) { __typename } }`);
      desk.pass(1);
    }
    await desk.run(leader, `mutation ($id: ID!) { updateCustomer(customerId: $id, input: { customerNumber: "K-${customerId.slice(0, 8)}", name: "Praxis Dr. Weber", language: EN }) { __typename } }`, { id: customerId });
    const recorded = await entries();
    expect(recorded.map(({ act, fields }) => [act, fields])).toEqual([['updateContact', ['name', 'numbers']], ['updateContact', []], ['updateCustomer', ['language']]]);
    expect(JSON.stringify(recorded)).not.toContain('Schmi');
    const log = 'query ($id: ID!) { customer(id: $id) { auditLog(filter: { kinds: [CHANGED] }) { edges { node { act fields actorName } } } } }';
    expect((await desk.run(weber, log, { id: customerId })).data.customer.auditLog.edges.at(-1).node).toEqual({ act: 'updateContact', fields: ['name', 'numbers'], actorName: 'Anke Weber' });
    const stranger = await desk.customerUser(await desk.customer());
    expect((await desk.run(stranger, log, { id: customerId })).data.customer).toBeNull();
  });

  it('that is refused is not one', async () => {
    const customerId = await desk.customer();
    const stranger = await desk.customerUser(await desk.customer());
    await forget();
    await desk.run(stranger, `mutation { createContact(customerId: "${customerId}", input: { name: "Anna" }) { __typename } }`);
    await desk.run(leader, `mutation { createContact(customerId: "${customerId}", input: { name: "" }) { __typename } }`);
    await desk.run(null, `{ customer(id: "${customerId}") { name } }`);
    expect(await entries()).toEqual([]);
  });

  it('shows what somebody else did meanwhile, which is seen then', async () => {
    const customerId = await desk.customer();
    const contactId = await desk.contact(customerId);
    await forget();
    await desk.run(jana, `mutation { updateContact(contactId: "${contactId}", expectedVersion: 7, input: { name: "Anna" }) { ... on ContactChangedMeanwhile { current { name } } } }`);
    expect(await entries()).toMatchObject([{ act: 'updateContact', kind: 'SAW', customer_id: customerId }]);
  });

  it('of saving a draft again and again is recorded once an hour', async () => {
    const customerId = await desk.customer();
    const { number } = await desk.line(customerId);
    const { id } = await desk.call(number);
    await callActs(desk).take(jana, id);
    await forget();
    for (let n = 0; n < 3; n++) await desk.run(jana, `mutation { saveNoteDraft(callId: "${id}", input: { concern: "Bittet um ${n}" }) { __typename } }`);
    expect(await entries()).toMatchObject([{ act: 'saveNoteDraft', kind: 'CHANGED', customer_id: customerId }]);
  });
});

describe('a look', () => {
  it('at a page with rows of many customers is one entry for each, counted when it is the same again', async () => {
    const ids = [await desk.customer({ name: 'Zwei Ärzte' }), await desk.customer({ name: 'Zwei Anwälte' })];
    const ask = () => desk.run(jana, '{ list: customers(search: "Zwei") { edges { node { name } } } again: customers(search: "Zwei") { edges { node { name } } } }');
    await forget();
    await ask();
    await ask();
    const seen = await entries();
    expect(seen).toHaveLength(2);
    expect(new Set(seen.map(entry => entry.customer_id))).toEqual(new Set(ids));
    expect(seen).toMatchObject([{ act: 'customers', kind: 'SAW', times: 4 }, { act: 'customers', kind: 'SAW', times: 4 }]);
    await ask();
    expect(await entries()).toHaveLength(4);
  });

  it('of somebody at the data of their own customer is recorded once an hour', async () => {
    const weber = await desk.customerUser(await desk.customer());
    await forget();
    const ask = () => desk.run(weber, `{ customer(id: "${weber.customerId}") { name } }`);
    await ask();
    await desk.ground.audit.flush();
    await ask();
    expect(await entries()).toMatchObject([{ act: 'customer', actor_kind: 'CUSTOMER_USER', actor_name: 'Anke Weber', customer_id: weber.customerId, times: 1 }]);
    desk.pass(3600);
    await ask();
    expect(await entries()).toHaveLength(2);
    desk.at(NOW);
  });

  it('at what is not theirs, or not there, is none', async () => {
    const weber = await desk.customerUser(await desk.customer());
    const elsewhere = await desk.customer();
    const { number } = await desk.line(elsewhere);
    const { id } = await desk.call(number);
    await forget();
    await desk.run(weber, `{ customer(id: "${elsewhere}") { name } call(id: "${id}") { id } decision(lineNumber: "${number}") { kind } }`);
    await desk.run(jana, `{ customer(id: "${crypto.randomUUID()}") { name } }`);
    expect(await entries()).toEqual([]);
  });
});
