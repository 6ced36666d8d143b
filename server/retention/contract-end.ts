import { type Sql, statement } from '../database/sql.ts';
import { appendEvent } from '../events/event-log.ts';
import { TERMS } from '../privacy/declaration.ts';
import { countOfCustomer, eraseCustomer, type ErasureReason } from './erasure.ts';
import { before, type Counts, type House, sumOf } from './house.ts';

/** The work of deleting takes place on the last day of the term. */
export const ERASED_AFTER_DAYS = TERMS.CONTRACT.span.weeks * 7 - 1;
/** Whoever's contract was entered as over long ago is still asked, and has this long to answer. */
export const DAYS_TO_ANSWER = 7;

// The day that it is where the customer is: a contract lasts until the end of its last day there.
const TODAY = '($1::timestamptz at time zone c.time_zone)::date';

const WITHDRAWN = statement<{ count: number }>(
  'contract-end-withdrawn',
  `with gone as (
     delete from contract_end e using customer c
     where c.id = e.customer_id and (c.contract_ended_on is null or (e.closed_at is not null and c.contract_ended_on >= ${TODAY})) returning 1)
   select count(*)::int as count from gone`,
);
const ANNOUNCED = `from customer c where c.contract_ended_on is not null and not exists (select from contract_end e where e.customer_id = c.id)`;
const ASK = statement<{ count: number }>(
  'contract-end-ask',
  `with asked as (insert into contract_end (customer_id, asked_at) select c.id, $1 ${ANNOUNCED} on conflict do nothing returning 1) select count(*)::int as count from asked`,
);
const OVER = `from customer c join contract_end e on e.customer_id = c.id where e.closed_at is null and c.contract_ended_on < ${TODAY}`;
const TO_CLOSE = statement<{ id: string }>('contract-end-to-close', `select c.id ${OVER}`);
const CLOSE = statement<{ id: string }>('contract-end-close', 'update contract_end set closed_at = $2 where customer_id = $1 and closed_at is null returning customer_id as id');
const RELEASE = statement('contract-end-release', 'update line set released_at = $2 where customer_id = $1 and released_at is null');

/** Asks every customer whose contract's end is known, once, and forgets the question where the contract goes on after all. */
export async function askAtContractEnd({ sql }: House, now: Date): Promise<Counts> {
  await sql.query(WITHDRAWN, [now]);
  return { contract_end: (await sql.one(ASK, [now]))!.count };
}

/** Carries out the end of contracts whose last day is over: the lines are free, and what is there can be read only. */
export async function closeContracts({ sql }: House, now: Date): Promise<Counts> {
  let closed = 0;
  for (const { id } of await sql.query(TO_CLOSE, [now]))
    closed += await sql.transaction(async sql => {
      if (!(await sql.one(CLOSE, [id, now]))) return 0;
      await sql.query(RELEASE, [id, now]);
      await appendEvent(sql, 'CUSTOMER_CHANGED', id, id);
      return 1;
    });
  return { contract_end: closed };
}

const DUE = statement<{ id: string; reason: ErasureReason }>(
  'contract-end-due',
  `select c.id, case when e.answer = 'DELETE' then 'CUSTOMER_WISHED' when e.answer = 'KEEP' then 'INACTIVE' else 'CONTRACT_OVER' end as reason
   from customer c join contract_end e on e.customer_id = c.id
   where c.contract_ended_on < ${TODAY} and case
     when e.answer = 'DELETE' then true
     when e.answer = 'KEEP' then e.answered_at < $2 and not exists (select from account a where a.customer_id = c.id and a.last_active_on >= $2)
     else c.contract_ended_on + ${ERASED_AFTER_DAYS} <= ${TODAY} and e.asked_at <= $1::timestamptz - interval '${DAYS_TO_ANSWER} days'
   end
   order by c.id`,
);
const due = (sql: Sql, now: Date) => sql.query(DUE, [now, before(now, TERMS.ACCOUNT.span)]);

/** Erases the customers whose time is over. */
export async function eraseDue(house: House, now: Date): Promise<Counts> {
  const counts: Counts[] = [];
  for (const { id, reason } of await due(house.sql, now)) counts.push(await eraseCustomer(house, id, reason, now));
  return sumOf(counts);
}

/** What would be asked, closed and erased. */
export async function countDue(sql: Sql, now: Date): Promise<Counts> {
  const counts: Counts[] = [];
  for (const { id } of await due(sql, now)) counts.push(await countOfCustomer(sql, id));
  return sumOf(counts);
}
export const countToClose = async (sql: Sql, now: Date): Promise<Counts> => ({ contract_end: (await sql.query(TO_CLOSE, [now])).length });

const COUNT_TO_ASK = statement<{ count: number }>('contract-end-count-to-ask', `select count(*)::int as count ${ANNOUNCED}`);
export const countToAsk = async (sql: Sql): Promise<Counts> => ({ contract_end: (await sql.one(COUNT_TO_ASK))!.count });
