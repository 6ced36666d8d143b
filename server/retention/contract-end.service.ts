import { canSeeCustomer } from '../customers/customer.policy.ts';
import type { SignedIn } from '../context.ts';
import { type Sql, statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { hasRight } from '../identity/actor.ts';
import { ContractEndAnswer, type ContractEndRow, END_OF_CUSTOMER, KNOWN_ENDS, TODAY } from './contract-end.ts';

interface ContractNotEnding { __typename: 'ContractNotEnding'; message: string }
interface ContractOver { __typename: 'ContractOver'; message: string; lastDay: string }
interface ContractNotOver { __typename: 'ContractNotOver'; message: string; lastDay: string | null }
interface CustomerNumberDiffers { __typename: 'CustomerNumberDiffers'; message: string }

const ALL = statement<ContractEndRow>('contract-end-all', `${KNOWN_ENDS} order by "erasedOn" nulls last, c.name, c.id limit 500`);
// Everything is deleted at once only when the contract is over, and done without only before: later that would be the same, and needs the number typed.
const ANSWER = statement<{ customerId: string }>(
  'contract-end-answer',
  `insert into contract_end (customer_id, asked_at, answer, answered_at) select c.id, $1, $3, $1 from customer c
     where c.id = $2 and c.contract_ended_on is not null and ($3 = 'KEEP' or ($3 = 'DELETE') = (c.contract_ended_on < ${TODAY}))
   on conflict (customer_id) do update set answer = excluded.answer, answered_at = excluded.answered_at
   returning customer_id as "customerId"`,
);
const NUMBER = statement<{ customerNumber: string }>('contract-end-number', 'select customer_number as "customerNumber" from customer where id = $1');

const read = (sql: Pick<Sql, 'one'>, customerId: string, now: Date) => sql.one(END_OF_CUSTOMER, [now, customerId]);

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

/** Does without the basic functions while the contract lasts: nothing is deleted before the day that was told, and it can be said otherwise until then. */
export async function declineBasicFunctions(ctx: SignedIn, customerId: string): Promise<ContractEndRow | ContractNotEnding | ContractOver> {
  if (!hasRight(ctx.actor, customerId, 'MANAGE')) throw new Forbidden();
  const end = await answer(ctx, customerId, ContractEndAnswer.DECLINE);
  if (end) return end;
  const lastDay = (await read(ctx.sql, customerId, ctx.now()))?.lastDay;
  return lastDay ? { __typename: 'ContractOver', message: 'The contract is over: everything can be deleted at once.', lastDay } : { __typename: 'ContractNotEnding', message: 'No end of the contract is known.' };
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
