import type { Client } from 'pg';
import { fillIn } from '../demo/concern-words.ts';
import { DEMO_CONCERNS } from '../demo/concerns.ts';
import { randomOf } from '../demo/random.ts';
import type { Past } from './house.ts';

const PORTION = 250_000;
const SURNAMES = ['Müller', 'Schmidt', 'Schneider', 'Fischer', 'Weber', 'Meyer', 'Wagner', 'Becker', 'Schulz', 'Hoffmann', 'Schäfer', 'Koch', 'Bauer', 'Richter', 'Klein', 'Wolf', 'Schröder', 'Neumann', 'Schwarz', 'Zimmermann',
  'Braun', 'Krüger', 'Hofmann', 'Hartmann', 'Lange', 'Schmitt', 'Werner', 'Krause', 'Meier', 'Lehmann', 'Köhler', 'Maier', 'Herrmann', 'König', 'Walter', 'Huber', 'Kaiser', 'Fuchs', 'Peters', 'Lang', 'Scholz', 'Möller', 'Weiß',
  'Jung', 'Hahn', 'Vogel', 'Keller', 'Günther', 'Berger', 'Winkler', 'Lorenz', 'Albrecht', 'Winter', 'Simon', 'Kraus', 'Böhm', 'Busch', 'Seidel', 'Brandt', 'Yıldız', 'Nguyen', 'Kowalski', 'Öztürk', 'Papadopoulos', 'von Tresckow'];
const FIRST_NAMES = ['Anna', 'Peter', 'Sabine', 'Thomas', 'Ursula', 'Michael', 'Monika', 'Andreas', 'Claudia', 'Stefan', 'Petra', 'Jürgen', 'Birgit', 'Uwe', 'Susanne', 'Ayşe', 'Jörg', 'Katrin', 'Dirk', 'Heike', 'Lena', 'Tim', 'Marie', 'Jonas'];

/** What people call for, as the demo's secretaries write it down. */
function concerns(): string[] {
  const random = randomOf('years');
  const texts = Object.values(DEMO_CONCERNS).flatMap(({ clients, partners }) => [...clients, ...Object.values(partners).flat()]).map(({ text }) => text);
  return Array.from({ length: 4_000 }, () => fillIn(random.pick(texts), {
    caller: { sex: random.chance(0.5) ? 'f' : 'm', name: random.pick(SURNAMES) }, boss: { sex: random.chance(0.5) ? 'f' : 'm', name: random.pick(SURNAMES) }, language: 'DE',
    weekday: random.pick(['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag']), date: `${random.between(1, 28)}. ${random.pick(['März', 'Juni', 'September', 'Dezember'])}`,
    earlierDate: `${random.between(1, 28)}. ${random.pick(['Januar', 'Mai', 'August', 'Oktober'])}`, time: String(random.between(8, 18)), number: `${random.between(2018, 2026)}-${random.between(1000, 9999)}`,
  }));
}

// Drawn from the number of the call, so that each filling is the same; few customers, callers and names make most of the calls.
const drawn = (place: number) => `((hashint8extended(i, ${place}) & 1073741823) / 1073741824.0)::float8`;
const skewed = (place: number, power: number, many: string) => `floor(power(${drawn(place)}, ${power}) * ${many})::int`;

/**
 * Six years of calls as a service of 300 customers has them: the busiest customer has a tenth of all calls, four of five calls
 * have a note, callers come again. Filled in without triggers and indexes, which would take most of an hour at 3 million.
 */
export const yearsOf = (calls: number): Past => async (owner, { customers, supervisorId }) => {
  const { rows: indexes } = await owner.query<{ name: string; text: string }>(`
    select i.relname as name, pg_get_indexdef(i.oid) as text from pg_index x join pg_class i on i.oid = x.indexrelid
    where x.indrelid in ('call'::regclass, 'call_note'::regclass) and not exists (select from pg_constraint c where c.conindid = i.oid)`);
  await owner.query(`set session_replication_role = replica; set maintenance_work_mem = '1GB'; set synchronous_commit = off`);
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  const texts = concerns();
  for (let from = 1; from <= calls; from += PORTION)
    await owner.query(
      `with drawn as materialized (
         select i, 1 + ${skewed(1, 1.8, String(customers))} as n, ${skewed(2, 2, '4000')} as caller, now() - make_interval(secs => i * 63.0 + ${drawn(3)} * 60) as t
         from generate_series($1::bigint, $2::bigint) i
       ), told as materialized (
         select i, n, t, caller, ${drawn(4)} < 0.06 as withheld,
           case when caller < 40 then '+491713920' || lpad((1 + caller)::text, 3, '0') else '+4917' || (10000000 + n * 4000 + caller)::text end as number,
           case when caller < 40 then 'Kontakt ' || (1 + caller) end as contact,
           -- A caller has one name.
           ($5::text[])[1 + (hashint8extended(n * 4000 + caller, 5) & 1023)::int % cardinality($5::text[])] || ' '
             || ($4::text[])[1 + floor(power((hashint8extended(n * 4000 + caller, 6) & 1023) / 1024.0, 1.5) * cardinality($4::text[]))::int] as name,
           case when ${drawn(7)} < 0.8 then ($3::text[])[1 + ${skewed(8, 1.3, 'cardinality($3::text[])')}] || case when ${drawn(9)} < 0.1 then ' Vorgang ' || i || '.' else '' end end as concern,
           ${drawn(10)} < 0.09 as urgent, ${drawn(11)} < 0.45 as call_back_wished
         from drawn
       ), called as (
         insert into call (customer_id, id, line_id, reporter, external_id, caller_number, withheld, contact_names, state, received_at, state_since, taken_at, taken_by, ended_at, end_reason, result, decision,
           call_back_wished, urgent, call_back_done_at, search_names, search)
         select md5('customer' || n)::uuid, md5('call' || i)::uuid, md5('line' || n)::uuid, 'bench', 'h' || i, case when not withheld then number end, withheld, case when not withheld then contact end, 'ENDED', t, t + interval '2 minutes',
           t + interval '8 seconds', $6::uuid, t + interval '2 minutes', 'CALLER_HUNG_UP', case when concern is null then 'PUT_THROUGH' else 'MESSAGE_TAKEN' end,
           '{"kind":"TAKE_MESSAGE","reasons":[{"kind":"ByRule","rule":"VIP"}],"greeting":"Guten Tag","message":"Wir rufen zurück.","remarks":null,"instructionId":null,"plan":[]}',
           concern is not null and call_back_wished, concern is not null and urgent, case when i > 2000 then t + interval '3 hours' end, names,
           to_tsvector('simple', coalesce(names, '')) || to_tsvector('german', coalesce(concern, ''))
         from told, lateral (select nullif(lower(concat_ws(' ', case when not withheld then contact end, case when concern is not null then name end, case when not withheld then number end)), '') as names) as found
       )
       insert into call_note (customer_id, id, call_id, caller_name, concern, urgent, call_back_wished, written_by, written_at)
       select md5('customer' || n)::uuid, md5('note' || i)::uuid, md5('call' || i)::uuid, name, concern, urgent, call_back_wished, $6::uuid, t + interval '2 minutes' from told where concern is not null`,
      [from, Math.min(calls, from + PORTION - 1), texts, SURNAMES, FIRST_NAMES, supervisorId],
    );
  for (const { text } of indexes) await owner.query(text);
  await owner.query('reset session_replication_role; reset maintenance_work_mem; reset synchronous_commit');
  await asTriggersHaveIt(owner);
};

/** What is filled in without triggers is what they would have filled in. */
async function asTriggersHaveIt(owner: Client): Promise<void> {
  await owner.query('begin');
  const SOME = 'hashtext(id::text) % 20000 = 0';
  const read = async () => (await owner.query(`select id, search_names, search::text as search, urgent, call_back_wished from call where ${SOME} order by id`)).rows;
  const filled = await read();
  await owner.query(`update call set contact_names = contact_names where ${SOME}`);
  const triggered = await read();
  await owner.query('rollback');
  if (filled.length === 0 || JSON.stringify(filled) !== JSON.stringify(triggered)) throw new Error('The generator fills in calls that are found by other words than the triggers would give them.');
}
