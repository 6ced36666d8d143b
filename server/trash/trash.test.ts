import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMaintenance } from '../database/open.ts';
import type { OpenSql } from '../database/sql.ts';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { marksIn, readMarks } from '../privacy/marks.ts';
import { NOW, plantCustomer } from '../privacy/planted.ts';
import { queriesOf, queryFor, textsOf } from '../privacy/schema-walk.ts';
import { runRetention } from '../retention/jobs.ts';
import { callActs } from '../test/call-acts.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { dumpOf, tablesWith } from '../test/dump.ts';
import { openServer } from '../test/server.ts';

let desk: Desk;
let owner: Client;
let maintenance: OpenSql;
let acts: ReturnType<typeof callActs>;
let jana: SecretaryActor;
let leader: SecretaryActor;
let weber: CustomerUserActor;
let number: string;
let count = 0;

beforeAll(async () => {
  desk = await openDesk(NOW.toISOString());
  owner = new Client(desk.address as object);
  await owner.connect();
  maintenance = openMaintenance(desk.address, error => { throw error; });
  acts = callActs(desk);
  jana = await desk.secretary();
  leader = await desk.secretary({ name: 'Lena Leitung', isSupervisor: true });
  const customerId = await desk.customer();
  weber = await desk.customerUser(customerId);
  ({ number } = await desk.line(customerId));
});
afterAll(async () => {
  await owner.end();
  await maintenance.close();
  await desk.close();
});

const TRASHED = 'id callerName callerCompany callerNumber concern urgent callBackWished writtenAt writtenBy { name } calledFrom receivedAt trashedAt trashedBy deletedAt';
const ask = async (person: Person | null, source: string, variables: object = {}): Promise<Told> => {
  const { data, errors } = await desk.run(person, source, variables as Record<string, unknown>);
  return errors ? errors[0].extensions.code : (Object.values(data)[0] as Told);
};
const move = (person: Person | null, id: string) => ask(person, `mutation ($id: ID!) { moveNoteToTrash(noteId: $id) { ... on TrashedNote { ${TRASHED} } } }`, { id });
const restore = (person: Person | null, id: string) => ask(person, 'mutation ($id: ID!) { restoreNote(noteId: $id) { ... on CallNote { id concern } } }', { id });
const remove = (person: Person | null, id: string) => ask(person, 'mutation ($id: ID!) { deleteNoteForGood(noteId: $id) { __typename ... on Deleted { id } } }', { id });
const trashOf = async (person: Person | null, customerId = weber.customerId, page = '') => ask(person, `query ($id: ID!) { trash(customerId: $id${page}) { edges { cursor node { ${TRASHED} } } pageInfo { hasNextPage endCursor } } }`, { id: customerId });
const idsIn = (connection: Told): string[] => connection.edges.map(({ node }: Told) => node.id);
const found = async (person: Person, search: string) => idsIn(await ask(person, 'query ($search: String) { calls(filter: { search: $search }) { edges { node { id } } } }', { search }));

/** A call that is over, with a note that was changed once. */
async function noted(over: { callerNumber?: string; concern?: string } = {}) {
  const mark = `Kennzeichen${count++}x`;
  const callerNumber = over.callerNumber ?? `+4917139200${String(count).padStart(2, '0')}`;
  desk.pass(60);
  const { id: callId } = await desk.call(number, { callerNumber });
  await acts.take(jana, callId);
  await acts.draft(jana, callId, { callerName: `Entwurf ${mark}`, concern: `Angefangen ${mark}` });
  await acts.note(jana, callId, { callerName: `Zuerst ${mark}`, concern: `Vorher ${mark}` });
  const { id: noteId } = await acts.note(jana, callId, { callerName: `Ute ${mark}`, callerCompany: `Firma ${mark}`, callerNumber: `Apparat ${mark}`, concern: over.concern ?? `Mahnung ${mark}`, urgent: true, callBackWished: true });
  await acts.end(jana, callId);
  return { callId, noteId, mark, callerNumber };
}

describe('a note in the trash', () => {
  it('is there alone, and with its call gone from history, search, call-backs and the earlier calls at the desk', async () => {
    const { callId, noteId, mark, callerNumber } = await noted();
    desk.pass(1);
    const later = await desk.call(number, { callerNumber });
    const earlier = async () => (await ask(jana, 'query ($id: ID!) { call(id: $id) { caller { earlierCalls { id } } } }', { id: later.id })).caller.earlierCalls;
    expect(await found(weber, mark)).toEqual([callId]);
    expect(await earlier()).toEqual([{ id: callId }]);

    const moved = await move(weber, noteId);
    expect(moved).toMatchObject({
      id: noteId, callerName: `Ute ${mark}`, callerCompany: `Firma ${mark}`, concern: `Mahnung ${mark}`, urgent: true, callBackWished: true, writtenBy: { name: 'Jana Kühn' }, calledFrom: callerNumber,
      trashedAt: desk.now().toISOString(), trashedBy: 'Anke Weber', deletedAt: new Date(desk.now().getTime() + 30 * 86_400_000).toISOString(),
    });
    for (const person of [weber, jana, leader]) {
      expect(await found(person, mark)).toEqual([]);
      expect(await ask(person, 'query ($id: ID!) { call(id: $id) { id } }', { id: callId })).toBeNull();
      expect(idsIn(await ask(person, 'query ($id: ID!) { calls(filter: { customerId: $id }) { edges { node { id } } } }', { id: weber.customerId }))).not.toContain(callId);
      expect(idsIn(await ask(person, '{ calls(filter: { needsCallBack: true }) { edges { node { id } } } }'))).not.toContain(callId);
    }
    expect(await earlier()).toEqual([]);
    expect(await acts.callBackDone(jana, callId)).toMatchObject({ code: 'FORBIDDEN' });
    expect((await trashOf(weber)).edges[0].node).toEqual(moved);
    desk.pass(60);
    expect(await move(weber, noteId)).toEqual(moved);
  });

  it('is restored as it was, row for row', async () => {
    const { callId, noteId, mark } = await noted();
    const rows = async () => (await desk.sql.pool.query(
      `select c::text as said from call c where id = $1 union all select n::text from call_note n where call_id = $1 union all select v::text from call_note_version v where note_id = $2`, [callId, noteId])).rows;
    const before = await rows();
    await move(weber, noteId);
    expect(await rows()).not.toEqual(before);
    expect(await restore(weber, noteId)).toEqual({ id: noteId, concern: `Mahnung ${mark}` });
    expect(await rows()).toEqual(before);
    expect(await found(jana, mark)).toEqual([callId]);
    expect(idsIn(await trashOf(weber))).not.toContain(noteId);
    expect(await restore(weber, noteId)).toEqual({ id: noteId, concern: `Mahnung ${mark}` });
  });

  it('is shown in no query but the trash, to nobody', { timeout: 120_000 }, async () => {
    const planted = await plantCustomer(desk, jana);
    const { customerId, customerUserId, accountId } = planted;
    const manager: CustomerUserActor = { kind: 'CUSTOMER_USER', customerId, customerUserId, accountId, right: 'MANAGE' };
    const { rows: [trashed] } = await owner.query<{ id: string }>('select id from call where customer_id = $1 and trashed_at is not null and emptied_at is null', [customerId]);
    const { marks } = await readMarks(desk);
    const inTrash = marks.filter(({ text, places }) => text.length >= 8 && places.every(({ column, row }) => (column.startsWith('call.') && row['id'] === trashed!.id) || (column.startsWith('call_note.') && row['call_id'] === trashed!.id)));
    expect(inTrash.length).toBeGreaterThan(10);
    for (const [person, viewer] of [[manager, 'OWN_CUSTOMER'], [jana, 'SECRETARY'], [leader, 'SUPERVISOR']] as const) {
      const shown = [];
      // Supervisors count what is stored about a caller, also there: it is found, handed out and erased with the rest.
      for (const field of queriesOf(viewer).filter(name => name !== 'trash' && name !== 'callerRecords')) {
        const known = { ...planted, callId: trashed!.id, id: field === 'call' ? trashed!.id : (planted[`${field}Id` as keyof typeof planted] ?? '') };
        shown.push(...textsOf((await desk.run(person, queryFor(desk.schema, field, { viewer }, known)!)).data));
      }
      expect(marksIn(inTrash, shown).map(({ mark, fields }) => `${fields} showed ${mark.text}`)).toEqual([]);
    }
    expect(marksIn(inTrash, textsOf(await trashOf(manager, customerId))).length).toBeGreaterThan(4);
  });

  it('disappears from open portals and desks, and comes back there', async () => {
    const { callId, noteId } = await noted();
    const server = await openServer(desk);
    const [portal, atDesk] = [await server.connect(weber), await server.connect(jana)];
    await Promise.all([portal, atDesk].map(client => client.listen('... on CallChanged { callId call { id note { id } } }')));
    await move(weber, noteId);
    for (const client of [portal, atDesk]) expect(await client.until(event => event.callId === callId)).toMatchObject({ call: null });
    await restore(weber, noteId);
    for (const client of [portal, atDesk]) expect(await client.until(event => event.callId === callId && event.call !== null)).toMatchObject({ call: { id: callId, note: { id: noteId } } });
    await server.close();
  });

  it('comes back when the secretary adds something to it', async () => {
    const { callId, noteId } = await noted();
    await move(weber, noteId);
    expect(await acts.note(jana, callId, { concern: 'Die Nummer war falsch, richtig ist 0171 3920011.' })).toMatchObject({ id: noteId, version: 3 });
    expect((await acts.read(weber, callId)).note.concern).toContain('0171 3920011');
  });

  it('is listed page by page, what was moved last first', async () => {
    const customer = await desk.customerUser(await desk.customer());
    const line = await desk.line(customer.customerId);
    const moved: string[] = [];
    for (let n = 0; n < 3; n++) {
      const { id } = await desk.call(line.number);
      await acts.take(jana, id);
      moved.unshift((await acts.note(jana, id, { concern: `Nummer ${n}` })).id);
      await acts.end(jana, id);
      desk.pass(1);
      await move(customer, moved[0]!);
    }
    const first = await trashOf(customer, customer.customerId, ', first: 2');
    expect(idsIn(first)).toEqual(moved.slice(0, 2));
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(idsIn(await trashOf(customer, customer.customerId, `, first: 2, after: "${first.pageInfo.endCursor}"`))).toEqual(moved.slice(2));
    expect(await ask(customer, 'mutation ($id: ID!) { emptyTrash(customerId: $id) { ... on TrashEmptied { count } } }', { id: customer.customerId })).toEqual({ count: 3 });
    expect(idsIn(await trashOf(customer, customer.customerId))).toEqual([]);
  });
});

describe('a note deleted for good', () => {
  it('is in the database no more, in none of its versions; that a call was stays', async () => {
    const { callId, noteId, mark, callerNumber } = await noted({ callerNumber: '+491713920055' });
    await ask(weber, 'mutation ($id: ID!, $comment: String) { rateCallNote(noteId: $id, rating: BAD, wrongFields: [CONCERN], comment: $comment) { __typename } }', { id: noteId, comment: `Schade ${mark}` });
    await owner.query(`insert into voice_message (customer_id, id, call_id, recorded_at, seconds, audio) values ($1, gen_random_uuid(), $2, $3, 3, $4)`, [weber.customerId, callId, desk.now(), Buffer.from(`Ton ${mark}`)]);
    await owner.query('insert into note_draft (customer_id, call_id, secretary_id, concern, urgent, call_back_wished, saved_at) values ($1, $2, $3, $4, false, false, $5)', [weber.customerId, callId, jana.secretaryId, `Noch ${mark}`, desk.now()]);
    const before = await dumpOf(owner);
    // As a word of the search as well, which knows it in small letters.
    expect(tablesWith(before, mark).sort()).toEqual(['call_note', 'call_note_version', 'note_draft', 'note_rating', 'voice_message']);
    expect(tablesWith(before, mark.toLowerCase())).toEqual(['call']);
    expect(tablesWith(before, callerNumber)).toEqual(['call']);

    expect(await remove(weber, noteId)).toEqual({ __typename: 'NoteNotInTrash' });
    await move(weber, noteId);
    expect(await remove(weber, noteId)).toEqual({ __typename: 'Deleted', id: noteId });
    const after = await dumpOf(owner);
    for (const text of [mark, mark.toLowerCase(), callerNumber, callerNumber.slice(1)]) expect(tablesWith(after, text), text).toEqual([]);
    expect((await owner.query('select state, result, taken_by, ended_at is not null as ended, emptied_at, urgent, call_back_wished from call where id = $1', [callId])).rows).toEqual([
      { state: 'ENDED', result: 'MESSAGE_TAKEN', taken_by: jana.secretaryId, ended: true, emptied_at: desk.now(), urgent: false, call_back_wished: false },
    ]);
    expect((await owner.query('select rating, secretary_id, comment from note_rating where call_id = $1', [callId])).rows).toEqual([{ rating: 'BAD', secretary_id: jana.secretaryId, comment: null }]);

    for (const person of [weber, jana, leader]) expect(await ask(person, 'query ($id: ID!) { call(id: $id) { id } }', { id: callId })).toBeNull();
    expect(idsIn(await trashOf(weber))).not.toContain(noteId);
    expect(await restore(weber, noteId)).toBe('FORBIDDEN');
    expect(await remove(weber, noteId)).toBe('FORBIDDEN');
    expect(await acts.note(jana, callId, { concern: 'Nachtrag' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await acts.draft(jana, callId, { concern: 'Nachtrag' })).toMatchObject({ __typename: 'NotYourCall' });
  });

  it('waits until the call is over and its note is written', async () => {
    const { id } = await desk.call(number);
    await acts.take(jana, id);
    const { id: noteId } = await acts.note(jana, id, { concern: 'Noch im Gespräch.' });
    await move(weber, noteId);
    // The secretary still has the caller on the line.
    expect(await acts.read(jana, id)).toMatchObject({ state: 'TAKEN' });
    expect(await remove(weber, noteId)).toEqual({ __typename: 'CallNotOver' });
    expect(await acts.end(jana, id)).toMatchObject({ __typename: 'Call', state: 'ENDED', result: 'MESSAGE_TAKEN', note: null });
    expect(await remove(weber, noteId)).toMatchObject({ __typename: 'Deleted' });
  });

  it('goes by itself after thirty days in the trash, and not before', async () => {
    const { noteId, mark } = await noted();
    await move(weber, noteId);
    const trashedAt = desk.now();
    const run = () => runRetention({ sql: desk.sql, secrets: desk.ground.secrets, maintenance }, desk.now(), desk.ground.log);
    desk.at(new Date(trashedAt.getTime() + 30 * 86_400_000));
    await run();
    expect(idsIn(await trashOf(weber))).toContain(noteId);
    desk.pass(1);
    const { data } = await desk.run(leader, '{ retentionPreview { job counts { table rows } } }');
    expect(data.retentionPreview.find(({ job }: Told) => job === 'empty-trash').counts[0].rows).toBeGreaterThan(0);
    await Promise.all([run(), run()]);
    expect(idsIn(await trashOf(weber))).not.toContain(noteId);
    expect(tablesWith(await dumpOf(owner), mark)).toEqual([]);
  });
});

describe('who uses the trash', () => {
  it('are those of the customer who deal with calls, and a supervisor who acts for them; everybody else changes nothing', async () => {
    const { callId, noteId } = await noted();
    const reader = await desk.customerUser(weber.customerId, 'Rita Read', 'READ');
    const strangers = [null, await desk.customerUser(await desk.customer()), jana, leader];
    for (const person of [...strangers, reader]) {
      const refused = person ? 'FORBIDDEN' : 'UNAUTHENTICATED';
      for (const act of [move, restore, remove]) expect(await act(person, noteId)).toBe(refused);
      expect(await ask(person, 'mutation ($id: ID!) { emptyTrash(customerId: $id) { __typename } }', { id: weber.customerId })).toBe(refused);
    }
    expect((await acts.read(weber, callId)).id).toBe(callId);
    await move(weber, noteId);
    for (const person of strangers) expect(await trashOf(person)).toBe(person ? null : 'UNAUTHENTICATED');
    for (const person of [...strangers, reader]) for (const act of [move, restore, remove]) expect(await act(person, noteId)).toBe(person ? 'FORBIDDEN' : 'UNAUTHENTICATED');
    expect(idsIn(await trashOf(reader))).toContain(noteId);
    const acting = { ...leader, actsFor: [weber.customerId] };
    expect(idsIn(await trashOf(acting))).toContain(noteId);
    expect(await restore(acting, noteId)).toMatchObject({ id: noteId });
    expect(await move(weber, crypto.randomUUID())).toBe('FORBIDDEN');
    expect(await move(weber, 'no id')).toBe('FORBIDDEN');
  });
});
