import { type Sql, statement } from '../database/sql.ts';

const AT = statement<{ id: string }>('secretary-at-number', 'select id from secretary where phone_number = $1 limit 2');
const FREE = statement<{ number: string }>(
  'secretary-numbers-free',
  `select s.phone_number as number from secretary s
     left join secretary_preference p on p.secretary_id = s.id and p.customer_id = (select customer_id from call where id = $1)
   where s.presence = 'AVAILABLE' and s.phone_number is not null
   group by s.phone_number
   order by max(coalesce(p.weight, 0)
     + case when (select cu.language from call c join customer cu on cu.id = c.customer_id where c.id = $1) = any(s.languages) then 0 else -60 end) desc, min(s.presence_since)
   limit $2`,
);

/** Whose telephone it is; null when it is nobody's, or several secretaries share it. */
export async function secretaryAt(sql: Sql, number: string | null): Promise<string | null> {
  const found = number === null ? [] : await sql.query(AT, [number]);
  return found.length === 1 ? (found[0] as { id: string }).id : null;
}

/** The telephone numbers of the secretaries who are free for a call, in E.164, whom the customer likes best first: for systems that ring whom the answer to their push names. */
export const numbersOfFree = async (sql: Sql, callId: string, most: number): Promise<string[]> => (await sql.query(FREE, [callId, most])).map(({ number }) => number);
