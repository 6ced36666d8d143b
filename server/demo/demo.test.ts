import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../identity/actor.ts';
import { signIn } from '../identity/identity.service.ts';
import { PutThroughRule, Transfer } from '../instructions/instruction.entity.ts';
import { readInstructionInput } from '../instructions/instruction-input.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { DEMO_CUSTOMERS, DEMO_PASSWORD } from './customers.ts';
import { demoAllowed, openDemo } from './demo.ts';
import { placeCustomers } from './people.ts';
import { isReserved } from './reserved-numbers.ts';

const HERE = { databaseUrl: null, host: '127.0.0.1' };
const NOW = '2026-06-16T13:20:00Z';

let folder: string;
let desk: Desk;
const rows = async (text: string, values: unknown[] = []) => (await desk.sql.pool.query(text, values)).rows;
const number = async (text: string): Promise<number> => Number(Object.values((await rows(text))[0])[0]);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vorzimmer-demo-'));
  desk = await openDesk(NOW);
  await openDemo(desk.ground, folder, HERE);
});
afterAll(async () => {
  await desk.close();
  await rm(folder, { recursive: true });
});

describe('a filled demo', () => {
  test('has instructions of every kind', async () => {
    const kinds = {
      standing: 'valid_until is null and not exists (select from weekly_hours h where h.instruction_id = i.id)',
      weekly: 'valid_until is null and exists (select from weekly_hours h where h.instruction_id = i.id)',
      'over midnight': 'exists (select from weekly_hours h where h.instruction_id = i.id and h.closes < h.opens)',
      'holiday exception': 'except_public_holidays',
      'temporary, now': `valid_from <= '${NOW}' and valid_until > '${NOW}' and not is_preset`,
      'preset, now': `valid_from <= '${NOW}' and valid_until > '${NOW}' and is_preset`,
      planned: `valid_from > '${NOW}'`,
      ended: `valid_until < '${NOW}'`,
      ...Object.fromEntries(['ALL', 'VIP', 'NONE'].map(rule => [rule, `put_through = '${rule}'`])),
    };
    for (const [kind, condition] of Object.entries(kinds)) expect(await number(`select count(*) from instruction i where ${condition}`), kind).toBeGreaterThan(0);
  });

  test('says what a person could have said through the API', async () => {
    for (const { told, instructions } of placeCustomers(desk.now())) {
      for (const { forwardingNumbers, weeklyHours, putThrough, validFrom, ...one } of instructions) {
        const input = { ...one, validFrom, weeklyHours: weeklyHours as never, putThrough: PutThroughRule[putThrough], transfer: Transfer[one.transfer], forwardingNumbers: forwardingNumbers.map(({ id: _, ...number }) => number) as never };
        const { problems } = await readInstructionInput(desk.sql, input, null, desk.now());
        expect(problems, `${told.name}: ${one.title}`).toEqual([]);
        expect(one.createdAt <= validFrom, `${told.name}: ${one.title}`).toBe(true);
        expect(one.createdAt <= desk.now(), `${told.name}: ${one.title}`).toBe(true);
      }
    }
  });

  test('holds no telephone number but those reserved for media', async () => {
    const columns = await rows(`select table_name as t, column_name as c from information_schema.columns where table_schema = 'public' and domain_name = 'e164'`);
    expect(columns.map(({ t, c }) => `${t}.${c}`)).toEqual(expect.arrayContaining(['line.number', 'contact_number.number', 'contact.always_put_through_to', 'forwarding_number.number', 'call.caller_number', 'attempt.number', 'task.person_number', 'task_debtor.number']));
    let seen = 0;
    for (const { t, c } of columns) {
      for (const row of await rows(`select distinct ${c} as number, ${t === 'line' ? 'is_block' : 'false'} as block from ${t} where ${c} is not null`)) {
        expect(isReserved(row.number, row.block), `${t}.${c}: ${row.number}`).toBe(true);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(200);
    // What people wrote down by hand: every run of digits that is long enough for a telephone number.
    const written = await rows(`
      select caller_number as text from call_note union all select concern from call_note union all select caller_raw from call union all select decision::text from call
      union all select concat_ws(' ', greeting, message, remarks) from instruction union all select remarks from contact
      union all select number from appointment union all select concat_ws(' ', text, result) from task union all select text from message union all select answer from faq`);
    for (const { text } of written)
      for (const [digits] of String(text ?? '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '').matchAll(/(?<![\d.:-])(\+49|0)[\d ]{6,}/g))
        expect(isReserved(`+49${digits.replaceAll(' ', '').replace(/^(\+49|0)/, '')}`), digits).toBe(true);
  });

  test('lets its people sign in with the password that it tells', async () => {
    const enter = (email: string, password: string) => {
      const context = { ...desk.as(null), session: { token: null, device: null, due: null, set: () => {}, setDevice: () => {}, clear: () => {} } };
      return signIn(context, email, password);
    };
    for (const email of ['jana@vorzimmer.example', 'tom@vorzimmer.example', 'leitung@vorzimmer.example', 'weber@praxis-weber.example', 'krause@kanzlei-krause.example'])
      expect(await enter(email, DEMO_PASSWORD), email).toBeNull();
    expect(await enter('jana@vorzimmer.example', 'vorzimmer-demo-2025')).toEqual({ refused: 'WRONG' });
  });

  test('has calls of all results in office hours above all, with notes, attempts, versions and call-backs', async () => {
    const results = await rows('select result, count(*)::int as count from call group by result');
    expect(results.map(({ result }) => result).toSorted()).toEqual(['ABANDONED', 'INFORMATION_GIVEN', 'MESSAGE_TAKEN', 'MISSED', 'PUT_THROUGH', 'REFUSED']);
    expect(await number('select count(distinct outcome) from attempt')).toBeGreaterThanOrEqual(5);
    expect(await number('select count(*) from call_note_version')).toBeGreaterThan(10);
    expect(await number('select count(*) from call c where result = \'MESSAGE_TAKEN\' and not exists (select from call_note n where n.call_id = c.id)')).toBe(0);
    expect(await number('select count(*) from call where call_back_done_at is not null')).toBeGreaterThan(100);
    expect(await number(`select count(*) from call where call_back_done_at is null and result in ('MISSED', 'ABANDONED')`)).toBeGreaterThanOrEqual(3);
    expect(await number('select count(*) from call where call_back_wished and call_back_done_at is null')).toBeGreaterThan(3);
    expect(await number('select count(*) from call where identified_contact_id is not null')).toBeGreaterThan(10);
    const share = await number(`select avg((extract(hour from received_at at time zone 'Europe/Berlin') between 8 and 17)::int) from call`);
    expect(share).toBeGreaterThan(0.75);
    expect(await number('select count(*) from event')).toBe(0);
  });

  test('has no moment that is yet to come, and no secretary in two talks at once', async () => {
    for (const column of ['received_at', 'taken_at', 'ended_at', 'call_back_done_at', 'decision_changed_at']) expect(await number(`select count(*) from call where ${column} >= '${NOW}'`), column).toBe(0);
    expect(await number(`select count(*) from call_note where greatest(written_at, updated_at) >= '${NOW}'`)).toBe(0);
    expect(await number(`select count(*) from call a join call b on a.taken_by = b.taken_by and a.id <> b.id and a.result = 'MESSAGE_TAKEN' and b.taken_at >= a.taken_at and b.taken_at < a.ended_at`)).toBe(0);
  });

  test('decided its calls by what was in force at their moment', async () => {
    // The ended instruction of the practice took messages only, also of VIPs.
    const [away] = await rows(`select id, valid_from, valid_until from instruction where title = 'Fortbildung in Leipzig'`);
    const during = await rows(`select decision from call where received_at >= $1 and received_at < $2 and decision ->> 'instructionId' = $3`, [away.valid_from, away.valid_until, away.id]);
    expect(during.length).toBeGreaterThan(5);
    for (const { decision } of during) expect(decision.kind).toBe('TAKE_MESSAGE');
    expect(await number(`select count(*) from call where decision ->> 'instructionId' = '${away.id}' and (received_at < (select valid_from from instruction where id = '${away.id}') or received_at >= (select valid_until from instruction where id = '${away.id}'))`)).toBe(0);
  });

  test('tells of tasks, appointments, messages and what is sent where, without sending anything', async () => {
    const counts = {
      'call-backs to do': `select count(*) from task where kind = 'CALL_BACK' and state = 'OPEN'`,
      'overdue tasks': `select count(*) from task where state = 'OPEN' and due_at < '${NOW}'`,
      'finished tasks with time spent': `select count(*) from task t where state = 'DONE' and result is not null and exists (select from task_work w where w.task_id = t.id and w.minutes > 0)`,
      'debtors with a result': 'select count(*) from task_debtor where result is not null',
      'debtors not called yet': 'select count(*) from task_debtor where result is null',
      'appointments to come': `select count(*) from appointment where status = 'BOOKED' and starts_at > '${NOW}'`,
      'appointments of today': `select count(*) from appointment where starts_at::date = '${NOW}'::date`,
      'appointments in the hours of their calendar': `select count(*) from appointment a join calendar_hours h on h.calendar_id = a.calendar_id
        where trim(to_char(a.starts_at at time zone 'Europe/Berlin', 'DAY')) = h.weekday and to_char(a.starts_at at time zone 'Europe/Berlin', 'HH24:MI') >= h.opens and to_char(a.ends_at at time zone 'Europe/Berlin', 'HH24:MI') <= h.closes`,
      'answered threads': 'select count(*) from message_thread where awaits_answer_since is null',
      'threads that wait': `select count(*) from message_thread where awaits_answer_since < '${NOW}' and answered_by is null`,
      'settings of notifications': 'select count(*) from notification_setting',
      'feedback about the app from a customer, open': 'select count(*) from app_feedback where customer_id is not null and done_at is null',
      'feedback about the app from a secretary': 'select count(*) from app_feedback where secretary_id is not null',
      'feedback about the app that was dealt with': `select count(*) from app_feedback where done_at > sent_at and done_at < '${NOW}'`,
      'failed deliveries': `select count(*) from webhook_delivery where state = 'FAILED'`,
    };
    for (const [kind, text] of Object.entries(counts)) expect(await number(text), kind).toBeGreaterThan(0);
    expect(await number('select count(*) from webhook where is_enabled')).toBe(0);
    expect(await number(`select count(*) from appointment where booked_at >= '${NOW}' or booked_at >= starts_at`)).toBe(0);
    expect(await number(`select count(*) from task where greatest(created_at, updated_at) > '${NOW}'`)).toBe(0);
    expect(await number(`select count(*) from appointment where to_char(starts_at, 'ID')::int > 5`)).toBe(0);
  });

  test('shows supervisors what customers thought of notes, good and bad, with words and what was wrong', async () => {
    const leader = await desk.secretary({ name: 'Lena Leitung', isSupervisor: true });
    const { data } = await desk.run(leader, '{ feedback(first: 50) { edges { node { rating comment wrongFields ratedBy ratedAt call { note { concern } } } } } feedbackBySecretary { secretary { name } good bad wrongFields } }');
    const said = data.feedback.edges.map(({ node }: Told) => node);
    expect(said).toHaveLength(50);
    for (const one of said) expect(one).toMatchObject({ ratedBy: expect.any(String), call: { note: { concern: expect.any(String) } } });
    expect(said[0].ratedAt > '2026-06-15').toBe(true);
    expect(said.every(({ ratedAt }: Told) => ratedAt < NOW)).toBe(true);
    // By people who are awake.
    expect(await number(`select count(*) from note_rating where extract(hour from rated_at at time zone 'Europe/Berlin') not between 7 and 20`)).toBe(0);
    const [good, bad] = ['GOOD', 'BAD'].map(rating => said.filter((one: Told) => one.rating === rating));
    expect(good.length).toBeGreaterThan(bad.length);
    expect(good.some(({ comment }: Told) => comment)).toBe(true);
    expect(bad.some(({ comment, wrongFields }: Told) => comment && wrongFields.length > 0)).toBe(true);
    for (const { secretary, ...counted } of data.feedbackBySecretary.filter(({ secretary }: Told) => ['Jana Kühn', 'Tom Berger'].includes(secretary.name))) {
      expect(counted.good, secretary.name).toBeGreaterThan(counted.bad);
      expect(counted.bad, secretary.name).toBeGreaterThan(0);
      expect(counted.wrongFields, secretary.name).not.toEqual([]);
    }
    expect(await number('select count(*) from note_rating r join call_note n using (call_id) where r.secretary_id <> n.written_by or r.rated_at < n.written_at')).toBe(0);
  });

  test('shows the desk calls of today and what is in force', async () => {
    const secretary = await desk.secretary();
    const { data } = await desk.run(secretary, '{ desk { serviceLevelToday { offered takenInTime } openNotes { id } } customers(first: 50) { edges { node { name activeInstruction { title } } } } }');
    expect(data.desk.serviceLevelToday.offered).toBeGreaterThan(10);
    expect(data.desk.serviceLevelToday.takenInTime).toBeGreaterThan(5);
    expect(data.desk.openNotes).toEqual([]);
    expect(data.customers.edges).toHaveLength(DEMO_CUSTOMERS.length);
    expect(data.customers.edges.find(({ node }: Told) => node.name === 'Petersen Immobilien').node.activeInstruction.title).toBe('In Besprechung');
    expect(await number('select count(*) from active_instruction where instruction_id is not null')).toBe(DEMO_CUSTOMERS.length);
  });

  test('tells the simulator lines by customer and callers of every kind', async () => {
    const secretary = await desk.secretary();
    const ask = async (actor: Actor) => desk.run(actor, '{ simulator { doorPath lines { number customer { name } } callerNumbers { number label } } }');
    expect((await ask(secretary)).data.simulator).toBeNull();
    desk.ground.demoDoorSecret = 'known';
    const { simulator } = (await ask(secretary)).data;
    expect(simulator.doorPath).toBe('/telephony/generic/known');
    expect(simulator.lines).toHaveLength(DEMO_CUSTOMERS.flatMap(({ lines }) => lines).length);
    const names = simulator.lines.map(({ customer }: Told) => customer.name);
    expect(names).toEqual(names.toSorted((a: string, b: string) => a.localeCompare(b, 'de')));
    expect(simulator.callerNumbers).toContainEqual({ number: null, label: 'Unterdrückt' });
    const labels = simulator.callerNumbers.map(({ label }: Told) => label).join('\n');
    for (const label of ['Unbekannt, mobil', 'Anna Schmidt · VIP · Praxis Dr. Weber', 'gesperrt', 'immer durchstellen']) expect(labels).toContain(label);
    const [{ customer_id: customerId }] = await rows('select customer_id from customer_user limit 1');
    expect((await ask(await desk.customerUser(customerId))).errors?.[0].extensions.code).toBe('FORBIDDEN');
    desk.ground.demoDoorSecret = null;
  });
});

describe('opening the demo', () => {
  test('again changes nothing, also after somebody changed a customer', async () => {
    const secret = await readFile(path.join(folder, 'demo-door'), 'utf8');
    await rows(`update customer set name = 'Praxis Dr. Weber und Kollegen' where customer_number = '10101'`);
    await rows(`delete from contact where name = 'Ralf Stein'`);
    const tables = ['secretary', 'customer', 'account', 'line', 'contact', 'instruction', 'call', 'call_note', 'telephone_door', 'event'];
    const count = async () => Promise.all(tables.map(table => number(`select count(*) from ${table}`)));
    const before = await count();
    desk.pass(3600);
    const demo = await openDemo(desk.ground, folder, HERE);
    expect(await count()).toEqual(before);
    expect(demo?.doorSecret).toBe(secret);
    expect(await number(`select count(*) from customer where name = 'Praxis Dr. Weber und Kollegen'`)).toBe(1);
    await rows(`update customer set name = 'Praxis Dr. Weber' where customer_number = '10101'`);
    desk.at(NOW);
  });

  test('keeps the secret of its door from others', async () => {
    expect((await stat(path.join(folder, 'demo-door'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['demo-door']);
  });

  test('tells who can sign in and how to let a call ring', async () => {
    const told = (await openDemo(desk.ground, folder, HERE))?.welcome('http://127.0.0.1:4000').join('\n');
    for (const part of ['jana@vorzimmer.example', 'leitung@vorzimmer.example', 'weber@praxis-weber.example', DEMO_PASSWORD, 'npm run ring -- --to "Praxis Dr. Weber" --from "0171 3920001"', 'http://127.0.0.1:4000/ring']) expect(told).toContain(part);
    expect(told).not.toContain('--url');
    expect((await openDemo(desk.ground, folder, HERE))?.welcome('http://127.0.0.1:4711').join('\n')).toContain('--from "0171 3920001" --url http://127.0.0.1:4711');
  });

  test('is refused for an external database and for a server that others reach', async () => {
    expect(demoAllowed(HERE)).toBe(true);
    expect(demoAllowed({ databaseUrl: null, host: '::1' })).toBe(true);
    expect(demoAllowed({ databaseUrl: 'postgres://db.example/vorzimmer', host: '127.0.0.1' })).toBe(false);
    expect(demoAllowed({ databaseUrl: null, host: '0.0.0.0' })).toBe(false);
    expect(demoAllowed({ ...HERE, publicUrl: 'http://localhost:4000' })).toBe(true);
    expect(demoAllowed({ ...HERE, publicUrl: 'https://desk.example.com' })).toBe(false);
    const empty = await openDesk(NOW);
    try {
      await expect(openDemo(empty.ground, folder, { databaseUrl: null, host: '0.0.0.0' })).rejects.toThrow('only for the embedded database');
      expect((await empty.sql.pool.query('select count(*)::int as count from customer')).rows[0].count).toBe(0);
    } finally {
      await empty.close();
    }
  });

  test('does nothing to a database that holds something else', async () => {
    const other = await openDesk(NOW);
    try {
      await other.customer({ name: 'Zimmerei Holm' });
      expect(await openDemo(other.ground, folder, HERE)).toBeNull();
      expect((await other.sql.pool.query('select (select count(*) from customer)::int as customers, (select count(*) from telephone_door)::int as doors')).rows[0]).toEqual({ customers: 1, doors: 0 });
    } finally {
      await other.close();
    }
  });

  test('leaves nothing behind when it is interrupted, and fills the next time', async () => {
    const other = await openDesk(NOW);
    const own = await mkdtemp(path.join(tmpdir(), 'vorzimmer-demo-'));
    try {
      // Without the right to write them, the filling fails when the customers are there already.
      await writeFile(path.join(own, 'demo-door'), 'kept-from-before');
      const owner = await openOwner(other);
      await owner.query('revoke insert on forwarding_number from vorzimmer_app');
      await expect(openDemo(other.ground, own, HERE)).rejects.toThrow('permission denied');
      expect((await other.sql.pool.query('select (select count(*) from secretary)::int as secretaries, (select count(*) from customer)::int as customers, (select count(*) from telephone_door)::int as doors')).rows[0]).toEqual({ secretaries: 0, customers: 0, doors: 0 });
      await owner.query('grant insert on forwarding_number to vorzimmer_app');
      await owner.end();
      const [one, two] = await Promise.all([openDemo(other.ground, own, HERE), openDemo(other.ground, own, HERE)]);
      expect([one?.doorSecret, two?.doorSecret]).toEqual(['kept-from-before', 'kept-from-before']);
      expect((await other.sql.pool.query('select count(*)::int as count from secretary')).rows[0].count).toBe(3);
    } finally {
      await other.close();
      await rm(own, { recursive: true });
    }
  });
});

async function openOwner({ address }: Desk) {
  const client = new Client('url' in address ? { connectionString: address.url } : address);
  await client.connect();
  return client;
}
