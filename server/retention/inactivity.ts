import { type Sql, type Statement, statement } from '../database/sql.ts';
import { type StoredTable, TERMS } from '../privacy/declaration.ts';
import { storedData } from '../privacy/stored-data.ts';
import { before, type Counts, type House } from './house.ts';

/** What is taken out of a secretary's row when they are gone for good; calls and notes refer to the row. */
export const anonymised = Object.entries((storedData['secretary'] as StoredTable).columns).flatMap(([column, part]) => (typeof part === 'object' && part.ending === 'ANONYMISED' ? [column] : []));
/** What stands there instead, where something must. */
const NOBODY: Record<string, string> = { name: `'Ehemals im Sekretariat'` };

const OUT = 'a.last_active_on < $1';
const PEOPLE = statement<{ count: number }>(
  'inactive-people',
  `with gone as (delete from customer_user u using account a where a.customer_user_id = u.id and ${OUT} returning 1) select count(*)::int as count from gone`,
);
const COUNT_PEOPLE = statement<{ count: number }>('inactive-people-count', `select count(*)::int as count from account a where a.customer_user_id is not null and ${OUT}`);
const STAFF = statement<{ count: number }>(
  'inactive-staff',
  `with gone as (delete from account a where a.secretary_id is not null and ${OUT} returning secretary_id),
   nameless as (
     update secretary set presence = 'OFFLINE', is_supervisor = false, ${anonymised.map(column => `${column} = ${NOBODY[column] ?? 'null'}`).join(', ')}
     where id in (select secretary_id from gone)
   )
   select count(*)::int as count from gone`,
);
const COUNT_STAFF = statement<{ count: number }>('inactive-staff-count', `select count(*)::int as count from account a where a.secretary_id is not null and ${OUT}`);

const ofInactive = async (sql: Sql, now: Date, people: Statement<{ count: number }>, staff: Statement<{ count: number }>): Promise<Counts> => {
  const lastSeenBefore = [before(now, TERMS.ACCOUNT.span)];
  return { customer_user: (await sql.one(people, lastSeenBefore))!.count, secretary: (await sql.one(staff, lastSeenBefore))!.count };
};

/** Deletes the accounts that nobody has used for the term, and takes the names out of what refers to their owners. */
export const dropInactive = ({ sql }: House, now: Date): Promise<Counts> => ofInactive(sql, now, PEOPLE, STAFF);
/** How many that would be. */
export const countInactive = (sql: Sql, now: Date): Promise<Counts> => ofInactive(sql, now, COUNT_PEOPLE, COUNT_STAFF);
