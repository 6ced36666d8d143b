import { type Sql, statement } from '../database/sql.ts';
import { appendEvent } from '../events/event-log.ts';
import { sendMail } from '../mail/mail.service.ts';
import type { MailDetails } from '../mail/mail.texts.ts';
import { TERMS } from '../privacy/declaration.ts';
import { countOfCustomer, eraseCustomer, type ErasureReason } from './erasure.ts';
import type { SecretStore } from '../secrets/secrets.ts';
import { before, type Counts, type House, sumOf } from './house.ts';

/** The work of deleting takes place on the last day of the term. */
export const ERASED_AFTER_DAYS = TERMS.CONTRACT.span.weeks * 7 - 1;
/** Whoever's contract was entered as over long ago is still asked, and has this long to answer. */
export const DAYS_TO_ANSWER = 7;

const REMINDED_DAYS_BEFORE = 7;

/** What a customer wants to happen after the end of the contract. */
export enum ContractEndAnswer {
  KEEP = 'KEEP',
  DECLINE = 'DECLINE',
  DELETE = 'DELETE',
}

/** The end of a contract that is known, though it may lie ahead. */
export interface ContractEndRow {
  __typename: 'ContractEnd';
  customerId: string;
  /** As YYYY-MM-DD, where the customer is. */
  lastDay: string;
  isOver: boolean;
  answer: ContractEndAnswer | null;
  answeredAt: Date | null;
  /** Null when the basic functions are kept. */
  erasedOn: string | null;
}

/** The day that it is where the customer is: a contract lasts until the end of its last day there. $1 is now. */
export const TODAY = '($1::timestamptz at time zone c.time_zone)::date';

/** The day on which everything of a customer who has said nothing else is deleted; $1 is now. */
const ERASED_ON = `greatest(c.contract_ended_on + ${ERASED_AFTER_DAYS}, (coalesce(e.asked_at, $1) at time zone c.time_zone)::date + ${DAYS_TO_ANSWER})`;
/** The ends that are known; $1 is now. */
export const KNOWN_ENDS = `select 'ContractEnd' as "__typename", c.id as "customerId", c.contract_ended_on::text as "lastDay", c.contract_ended_on < ${TODAY} as "isOver", e.answer, e.answered_at as "answeredAt",
    case e.answer when 'KEEP' then null when 'DELETE' then ${TODAY}::text else ${ERASED_ON}::text end as "erasedOn"
  from customer c left join contract_end e on e.customer_id = c.id where c.contract_ended_on is not null`;
/** The end of one customer's contract. */
export const END_OF_CUSTOMER = statement<ContractEndRow>('contract-end-of-customer', `${KNOWN_ENDS} and c.id = $2`);

const WITHDRAWN = statement<{ count: number }>(
  'contract-end-withdrawn',
  `with gone as (
     delete from contract_end e using customer c
     where c.id = e.customer_id and (c.contract_ended_on is null or (e.closed_at is not null and c.contract_ended_on >= ${TODAY})) returning 1)
   select count(*)::int as count from gone`,
);
const ANNOUNCED = `from customer c where c.contract_ended_on is not null and not exists (select from contract_end e where e.customer_id = c.id)`;
const TO_ASK = statement<{ id: string }>('contract-end-to-ask', `select c.id ${ANNOUNCED}`);
const ASK = statement<{ id: string }>('contract-end-ask', 'insert into contract_end (customer_id, asked_at) select id, $2 from customer where id = $1 and contract_ended_on is not null on conflict do nothing returning customer_id as id');
const TO_REMIND = statement<{ id: string; erasedOn: string }>(
  'contract-end-to-remind',
  `select c.id, ${ERASED_ON}::text as "erasedOn" from customer c join contract_end e on e.customer_id = c.id
   where c.contract_ended_on < ${TODAY} and e.reminded_at is null and (e.answer is null or e.answer = 'DECLINE')
     and ${TODAY} >= ${ERASED_ON} - ${REMINDED_DAYS_BEFORE} and (e.asked_at at time zone c.time_zone)::date < ${ERASED_ON} - ${REMINDED_DAYS_BEFORE}`,
);
const OVER = `from customer c join contract_end e on e.customer_id = c.id where e.closed_at is null and c.contract_ended_on < ${TODAY}`;
const TO_CLOSE = statement<{ id: string }>('contract-end-to-close', `select c.id ${OVER}`);
const CLOSE = statement<{ id: string }>('contract-end-close', 'update contract_end set closed_at = $2 where customer_id = $1 and closed_at is null returning customer_id as id');
const RELEASE = statement('contract-end-release', 'update line set released_at = $2 where customer_id = $1 and released_at is null');

const MANAGERS = statement<{ accountId: string }>(
  'contract-end-managers', `select a.id as "accountId" from account a join customer_user u on u.id = a.customer_user_id where u.customer_id = $1 and u."right" = 'MANAGE' order by a.id`,
);
/** Writes to those who decide for the customer. */
async function tellManagers(store: SecretStore, customerId: string, mail: ManagersMail, now: Date): Promise<void> {
  for (const { accountId } of await store.sql.query(MANAGERS, [customerId])) await sendMail(store, { accountId, ...mail }, now);
}
type ManagersMail = ({ kind: 'CONTRACT_ENDS' } & MailDetails['CONTRACT_ENDS']) | ({ kind: 'ERASURE_NEAR' } & MailDetails['ERASURE_NEAR']);

/** Asks every customer whose contract's end is known, once and by mail, and forgets the question where the contract goes on after all. */
export async function askAtContractEnd(house: House, now: Date): Promise<Counts> {
  await house.sql.query(WITHDRAWN, [now]);
  let asked = 0;
  for (const { id } of await house.sql.query(TO_ASK))
    asked += await house.sql.transaction(async sql => {
      if (!(await sql.one(ASK, [id, now]))) return 0;
      const { lastDay, isOver, erasedOn } = (await sql.one(END_OF_CUSTOMER, [now, id]))!;
      if (erasedOn) await tellManagers({ ...house, sql }, id, { kind: 'CONTRACT_ENDS', lastDay, isOver, erasedOn }, now);
      return 1;
    });
  return { contract_end: asked };
}

const REMIND = statement<{ id: string }>('contract-end-remind', 'update contract_end set reminded_at = $2 where customer_id = $1 and reminded_at is null returning customer_id as id');

/** Reminds customers by mail, once, a week before everything of theirs is deleted. Who was asked only then has just been told. */
export async function remindBeforeErasure(house: House, now: Date): Promise<Counts> {
  let reminded = 0;
  for (const { id, erasedOn } of await house.sql.query(TO_REMIND, [now]))
    reminded += await house.sql.transaction(async sql => {
      if (!(await sql.one(REMIND, [id, now]))) return 0;
      await tellManagers({ ...house, sql }, id, { kind: 'ERASURE_NEAR', erasedOn }, now);
      return 1;
    });
  return { contract_end: reminded };
}
export const countToRemind = async (sql: Sql, now: Date): Promise<Counts> => ({ contract_end: (await sql.query(TO_REMIND, [now])).length });

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

export const countToAsk = async (sql: Sql): Promise<Counts> => ({ contract_end: (await sql.query(TO_ASK)).length });
