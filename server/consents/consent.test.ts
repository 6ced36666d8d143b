import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { marksIn, readMarks } from '../privacy/marks.ts';
import { NOW, plantCustomer, type PlantedIds } from '../privacy/planted.ts';
import { queriesOf, queryFor, textsOf } from '../privacy/schema-walk.ts';
import { shownData } from '../privacy/shown-data.ts';
import { storedData } from '../privacy/stored-data.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { CONSENTS } from './consent-kinds.ts';

const KIND = 'VOICE_MESSAGES_AT_DESK';
const VERSION = CONSENTS[KIND].version;
const READ = `query ($customerId: ID!) { consents(customerId: $customerId) { kind textVersion isInForce isToBeAsked texts { language title text } answers { textVersion answer answeredAt answeredBy withdrawnAt withdrawnBy } } }`;
const ANSWER = `mutation ($customerId: ID!, $version: String!, $answer: ConsentAnswer!) { answerConsent(customerId: $customerId, kind: ${KIND}, textVersion: $version, answer: $answer) {
  __typename ... on Consent { isInForce } ... on ConsentTextChanged { current { textVersion } } } }`;
const WITHDRAW = `mutation ($customerId: ID!) { withdrawConsent(customerId: $customerId, kind: ${KIND}) { ... on Consent { isInForce } } }`;

let desk: Desk;
let jana: SecretaryActor;
beforeAll(async () => {
  desk = await openDesk(NOW.toISOString());
  jana = await desk.secretary();
});
afterAll(() => desk.close());

const manager = ({ customerId, customerUserId, accountId }: PlantedIds): CustomerUserActor => ({ kind: 'CUSTOMER_USER', customerId, customerUserId, accountId, right: 'MANAGE' });
const answer = async (person: CustomerUserActor, given: 'GIVEN' | 'DECLINED', version: string = VERSION) => (await desk.run(person, ANSWER, { customerId: person.customerId, version, answer: given })).data?.answerConsent;
const read = async (person: CustomerUserActor) => (await desk.run(person, READ, { customerId: person.customerId })).data.consents[0];

describe('a consent', () => {
  it('is asked for until it is answered, in both languages, and nothing is chosen beforehand', async () => {
    const weber = await desk.customerUser(await desk.customer());
    const asked = await read(weber);
    expect(asked).toMatchObject({ kind: KIND, textVersion: VERSION, isInForce: false, isToBeAsked: true, answers: [] });
    expect(asked.texts.map(({ language }: { language: string }) => language)).toEqual(['DE', 'EN']);
    expect((await answer(weber, 'DECLINED')).isInForce).toBe(false);
    expect(await read(weber)).toMatchObject({ isInForce: false, isToBeAsked: false });
  });

  it('is kept with text, time and person, is withdrawn and given again, and its history stays', async () => {
    const weber = await desk.customerUser(await desk.customer(), 'Anke Weber');
    expect((await answer(weber, 'GIVEN')).isInForce).toBe(true);
    const given = desk.now().toISOString();
    expect((await answer(weber, 'GIVEN')).isInForce).toBe(true);
    desk.pass(60);
    const withdrawn = desk.now().toISOString();
    expect((await desk.run(weber, WITHDRAW, { customerId: weber.customerId })).data.withdrawConsent).toEqual({ isInForce: false });
    desk.pass(60);
    expect((await answer(weber, 'GIVEN')).isInForce).toBe(true);
    expect((await read(weber)).answers).toEqual([
      { textVersion: VERSION, answer: 'GIVEN', answeredAt: desk.now().toISOString(), answeredBy: 'Anke Weber', withdrawnAt: null, withdrawnBy: null },
      { textVersion: VERSION, answer: 'GIVEN', answeredAt: given, answeredBy: 'Anke Weber', withdrawnAt: withdrawn, withdrawnBy: 'Anke Weber' },
    ]);
  });

  it('is given once by two who press at the same moment', async () => {
    const weber = await desk.customerUser(await desk.customer());
    const both = await Promise.all([answer(weber, 'GIVEN'), answer(weber, 'GIVEN')]);
    expect(both.map(({ isInForce }) => isInForce)).toEqual([true, true]);
    expect((await read(weber)).answers).toHaveLength(1);
  });

  it('to an older text is not one to the newest: that is asked anew', async () => {
    const weber = await desk.customerUser(await desk.customer());
    await desk.sql.pool.query(`insert into consent (customer_id, id, kind, text_version, answer, answered_at, answered_by) values ($1, gen_random_uuid(), $2, '2026-01', 'GIVEN', $3, 'Anke Weber')`, [weber.customerId, KIND, desk.now()]);
    expect(await read(weber)).toMatchObject({ isInForce: false, isToBeAsked: true });
    expect(await answer(weber, 'GIVEN', '2026-01')).toEqual({ __typename: 'ConsentTextChanged', current: { textVersion: VERSION } });
    expect((await answer(weber, 'GIVEN')).isInForce).toBe(true);
  });

  it('is given by those who manage the customer’s data, and by nobody on their behalf', async () => {
    const customerId = await desk.customer();
    const others = [await desk.customerUser(customerId, 'Ina Instruct', 'INSTRUCT'), await desk.customerUser(customerId, 'Rita Read', 'READ'), await desk.customerUser(await desk.customer()), jana, await desk.secretary({ isSupervisor: true })];
    for (const person of others) {
      expect((await desk.run(person, ANSWER, { customerId, version: VERSION, answer: 'GIVEN' })).errors?.[0].extensions.code).toBe('FORBIDDEN');
      expect((await desk.run(person, WITHDRAW, { customerId })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    }
    expect((await desk.run(null, ANSWER, { customerId, version: VERSION, answer: 'GIVEN' })).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect((await desk.sql.pool.query('select from consent where customer_id = $1', [customerId])).rowCount).toBe(0);
  });
});

describe('what staff see only with a consent', () => {
  /** All that a secretary reaches by queries that begin at this customer. */
  const shownTo = async (person: SecretaryActor | CustomerUserActor, planted: PlantedIds) => {
    const viewer = person.kind === 'SECRETARY' ? 'SECRETARY' : 'OWN_CUSTOMER';
    const shown = [];
    for (const field of queriesOf(viewer)) {
      const known = { ...planted, id: planted[`${field}Id` as keyof PlantedIds] ?? '' };
      shown.push(...textsOf((await desk.run(person, queryFor(desk.schema, field, { viewer }, known)!)).data));
    }
    return shown;
  };
  const governed = Object.entries(storedData).flatMap(([table, { staffNeedConsent }]) => (staffNeedConsent ? [table] : []));
  const types = Object.entries(shownData).flatMap(([type, { staffNeedConsent }]) => (staffNeedConsent ? [type] : []));

  it('is declared, and is kept from them from the moment on at which it is withdrawn; the customer goes on to see it', async () => {
    const weber = await plantCustomer(desk, jana);
    const krause = await plantCustomer(desk, jana);
    const { marks } = await readMarks(desk);
    const isGoverned = ({ places }: (typeof marks)[number], of: string) => places.every(({ column, ofCustomer }) => governed.includes(column.split('.')[0]!) && ofCustomer === of);
    const seen = async (person: SecretaryActor | CustomerUserActor, planted: PlantedIds) => {
      const shown = await shownTo(person, planted);
      return { marks: marksIn(marks.filter(mark => isGoverned(mark, planted.customerId)), shown).length, fields: shown.filter(({ field }) => types.some(type => field.startsWith(`${type}.`))).length };
    };
    expect(governed).toEqual(['voice_message']);
    const before = await seen(jana, weber);
    expect(Math.min(before.marks, before.fields)).toBeGreaterThan(0);
    await desk.run(manager(weber), WITHDRAW, { customerId: weber.customerId });
    expect((await seen(jana, weber)).marks).toBe(0);
    expect((await seen(manager(weber), weber)).marks).toBe(before.marks);
    expect((await seen(jana, krause)).marks).toBeGreaterThan(0);
  });

  it('is not heard either', async () => {
    const weber = await plantCustomer(desk, jana);
    const { rows: [message] } = await desk.sql.pool.query('select id from voice_message where customer_id = $1', [weber.customerId]);
    const server = await openServer(desk);
    const [atDesk, inPortal] = [await server.cookieOf(jana), await server.cookieOf(await desk.customerUser(weber.customerId))];
    const hear = async (cookie: string) => (await server.fastify.inject({ url: `/voice-messages/${message.id}.wav`, headers: { cookie } })).statusCode;
    expect([await hear(atDesk), await hear(inPortal)]).toEqual([200, 200]);
    await desk.run(manager(weber), WITHDRAW, { customerId: weber.customerId });
    expect([await hear(atDesk), await hear(inPortal)]).toEqual([404, 200]);
    await answer(manager(weber), 'GIVEN');
    expect(await hear(atDesk)).toBe(200);
    await server.close();
  });
});
