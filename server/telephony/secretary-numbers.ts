import { countsSince, OTHER_LANGUAGE, preferenceOf } from '../calls/ringing.ts';
import { type Sql, statement } from '../database/sql.ts';

const AT = statement<{ id: string }>('secretary-at-number', 'select id from secretary where phone_number = $1 limit 2');
const FREE = statement<{ number: string; presenceSince: Date; speaksLanguage: boolean; set: number; good: number; bad: number }>(
  'secretary-numbers-free',
  `select s.phone_number as number, s.presence_since as "presenceSince", cu.language = any(s.languages) as "speaksLanguage", coalesce(p.weight, 0) as set,
     coalesce(f.good, 0)::int as good, coalesce(f.bad, 0)::int as bad
   from call c join customer cu on cu.id = c.customer_id cross join secretary s
     left join secretary_preference p on p.secretary_id = s.id and p.customer_id = c.customer_id
     left join lateral (
       select count(*) filter (where rating = 'GOOD') as good, count(*) filter (where rating = 'BAD') as bad
       from note_rating where customer_id = c.customer_id and secretary_id = s.id and rated_at > $2
     ) f on true
   where c.id = $1 and s.presence = 'AVAILABLE' and s.phone_number is not null`,
);
/** Whose telephone it is; null when it is nobody's, or several secretaries share it. */
export async function secretaryAt(sql: Sql, number: string | null): Promise<string | null> {
  const found = number === null ? [] : await sql.query(AT, [number]);
  return found.length === 1 ? (found[0] as { id: string }).id : null;
}

/** The telephone numbers of the secretaries who are free for a call, in E.164, whom the customer likes best first: for systems that ring whom the answer to their push names. */
export async function numbersOfFree(sql: Sql, callId: string, most: number, now: Date): Promise<string[]> {
  const free = (await sql.query(FREE, [callId, countsSince(now)])).map(({ number, presenceSince, speaksLanguage, ...said }) =>
    ({ number, since: presenceSince.getTime(), standing: preferenceOf(said) + (speaksLanguage ? 0 : OTHER_LANGUAGE) }));
  // Of several who share a telephone, the one who stands best speaks for it.
  return [...new Set(free.toSorted((one, other) => other.standing - one.standing || one.since - other.since).map(({ number }) => number))].slice(0, most);
}
