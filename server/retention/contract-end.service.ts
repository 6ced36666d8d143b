import { canSeeCustomer } from '../customers/customer.policy.ts';
import type { SignedIn } from '../context.ts';
import { type Sql, statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { hasRight } from '../identity/actor.ts';
import { DAYS_TO_ANSWER, ERASED_AFTER_DAYS } from './contract-end.ts';

/** What a customer wants to happen after the end of the contract. */
export enum ContractEndAnswer {
  KEEP = 'KEEP',
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

interface ContractNotEnding { __typename: 'ContractNotEnding'; message: string }
interface ContractNotOver { __typename: 'ContractNotOver'; message: string; lastDay: string | null }
interface CustomerNumberDiffers { __typename: 'CustomerNumberDiffers'; message: string }

const TODAY = '($1::timestamptz at time zone c.time_zone)::date';
const SELECT = `select 'ContractEnd' as "__typename", c.id as "customerId", c.contract_ended_on::text as "lastDay", c.contract_ended_on < ${TODAY} as "isOver", e.answer, e.answered_at as "answeredAt",
    case e.answer when 'KEEP' then null when 'DELETE' then ${TODAY}::text
      else greatest(c.contract_ended_on + ${ERASED_AFTER_DAYS}, (coalesce(e.asked_at, $1) at time zone c.time_zone)::date + ${DAYS_TO_ANSWER})::text end as "erasedOn"
  from customer c left join contract_end e on e.customer_id = c.id where c.contract_ended_on is not null`;
const OF_CUSTOMER = statement<ContractEndRow>('contract-end-of-customer', `${SELECT} and c.id = $2`);
const ALL = statement<ContractEndRow>('contract-end-all', `${SELECT} order by "erasedOn" nulls last, c.name, c.id limit 500`);
const ANSWER = statement<{ customerId: string }>(
  'contract-end-answer',
  `insert into contract_end (customer_id, asked_at, answer, answered_at) select c.id, $1, $3, $1 from customer c
     where c.id = $2 and c.contract_ended_on is not null and ($3 = 'KEEP' or c.contract_ended_on < ${TODAY})
   on conflict (customer_id) do update set answer = excluded.answer, answered_at = excluded.answered_at
   returning customer_id as "customerId"`,
);
const NUMBER = statement<{ customerNumber: string }>('contract-end-number', 'select customer_number as "customerNumber" from customer where id = $1');

const read = (sql: Pick<Sql, 'one'>, customerId: string, now: Date) => sql.one(OF_CUSTOMER, [now, customerId]);

/** The end of the customer's contract; null when none is known, or the actor does not see the customer. */
export async function readContractEnd(ctx: SignedIn, customerId: string): Promise<ContractEndRow | null> {
  if (!isUuid(customerId) || !canSeeCustomer(ctx.actor, customerId)) return null;
  return (await read(ctx.sql, customerId, ctx.now())) ?? null;
}

/** All ends that are known, those that are erased first before the others. */
export const listContractEnds = (ctx: SignedIn): Promise<ContractEndRow[]> => ctx.sql.query(ALL, [ctx.now()]);

async function answer(ctx: SignedIn, customerId: string, wish: ContractEndAnswer): Promise<ContractEndRow | undefined> {
  return ctx.sql.transaction(async sql => {
    if (!(await sql.one(ANSWER, [ctx.now(), customerId, wish]))) return undefined;
    const end = await read(sql, customerId, ctx.now());
    await appendEvent(sql, 'CUSTOMER_CHANGED', customerId, customerId);
    return end;
  });
}

/** Keeps the basic functions for free: to sign in, to read and export what there is, and to delete it. */
export async function keepBasicFunctions(ctx: SignedIn, customerId: string): Promise<ContractEndRow | ContractNotEnding> {
  if (!hasRight(ctx.actor, customerId, 'MANAGE')) throw new Forbidden();
  return (await answer(ctx, customerId, ContractEndAnswer.KEEP)) ?? { __typename: 'ContractNotEnding', message: 'No end of the contract is known.' };
}

/** Has everything of a customer deleted whose contract is over; the customer's number is typed, so that nobody does it by mistake. The jobs begin with it within a minute. */
export async function eraseCustomerData(ctx: SignedIn, customerId: string, customerNumber: string): Promise<ContractEndRow | ContractNotOver | CustomerNumberDiffers> {
  if (!hasRight(ctx.actor, customerId, 'MANAGE')) throw new Forbidden();
  const stored = await ctx.sql.one(NUMBER, [customerId]);
  if (stored?.customerNumber !== customerNumber.trim()) return { __typename: 'CustomerNumberDiffers', message: 'This is not the number of the customer.' };
  const end = await answer(ctx, customerId, ContractEndAnswer.DELETE);
  if (end) return end;
  return { __typename: 'ContractNotOver', message: 'The contract is not over.', lastDay: (await read(ctx.sql, customerId, ctx.now()))?.lastDay ?? null };
}
