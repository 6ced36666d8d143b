import { countsSince, preferenceOf, weightOfFeedback } from '../calls/ringing.ts';
import type { SignedIn } from '../context.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';

/**
 * How much a customer likes to be answered by somebody: -100 to 100, nothing said is 0. `weight` is what supervisors set;
 * with what the customer's ratings of the last year add to it, that is what decides who is rung first.
 */
export interface Preference { secretaryId: string; weight: number; good: number; bad: number; fromFeedback: number; inForce: number }
type Said = Pick<Preference, 'secretaryId' | 'weight' | 'good' | 'bad'>;

const KNOWN = statement<{ id: string }>('preference-customer', 'select id from customer where id = $1');
const LIST = statement<Said>(
  'preference-list',
  `select s.id as "secretaryId", coalesce(p.weight, 0) as weight, coalesce(f.good, 0)::int as good, coalesce(f.bad, 0)::int as bad
   from secretary s left join secretary_preference p on p.secretary_id = s.id and p.customer_id = $1
     left join (
       select secretary_id, count(*) filter (where rating = 'GOOD') as good, count(*) filter (where rating = 'BAD') as bad
       from note_rating where customer_id = $1 and rated_at > $2 group by secretary_id
     ) f on f.secretary_id = s.id
   where $3::uuid is null or s.id = $3 order by s.name, s.id`,
);
const SAVE = statement(
  'preference-save',
  `insert into secretary_preference (customer_id, secretary_id, weight) values ($1, $2, $3) on conflict (customer_id, secretary_id) do update set weight = excluded.weight`,
);
const DROP = statement('preference-drop', 'delete from secretary_preference where customer_id = $1 and secretary_id = $2');

const withFeedback = (said: Said): Preference => ({ ...said, fromFeedback: weightOfFeedback(said), inForce: preferenceOf({ ...said, set: said.weight }) });

/** All secretaries by name with what the customer thinks of being answered by them; null when there is no such customer. */
export async function listPreferences(ctx: SignedIn, customerId: string): Promise<Preference[] | null> {
  if (!isUuid(customerId) || !(await ctx.sql.one(KNOWN, [customerId]))) return null;
  return (await ctx.sql.query(LIST, [customerId, countsSince(ctx.now()), null])).map(withFeedback);
}

/** Says how much the customer likes to be answered by the secretary. */
export async function setPreference(ctx: SignedIn, customerId: string, secretaryId: string, weight: number): Promise<Preference> {
  if (weight < -100 || weight > 100) throw badInput('weight', 'weight must be between -100 and 100.');
  if (!isUuid(customerId) || !isUuid(secretaryId)) throw new Forbidden();
  try {
    await ctx.sql.transaction(async sql => {
      if (weight === 0) await sql.query(DROP, [customerId, secretaryId]);
      else await sql.query(SAVE, [customerId, secretaryId, weight]);
      await appendEvent(sql, 'TELEPHONY_CHANGED', null, secretaryId);
    });
  } catch (error) {
    if (violatedConstraint(error)?.endsWith('_fkey')) throw new Forbidden();
    throw error;
  }
  const [said] = await ctx.sql.query(LIST, [customerId, countsSince(ctx.now()), secretaryId]);
  if (!said) throw new Forbidden();
  return withFeedback(said);
}
