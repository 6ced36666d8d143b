import { issueTemporaryPassword } from '../accounts/password.service.ts';
import { accountChanged, endAllSessions } from '../accounts/session.service.ts';
import type { Batch, Context, SignedIn } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import type { CustomerRight } from '../identity/actor.ts';
import { addCustomerUser as insertCustomerUser, asStored, type CustomerUserRow } from '../identity/identity.service.ts';
import { canManagePeople, canSeePeople } from './people.policy.ts';

/** Who is to sign in. */
export interface PersonInput { name: string; email: string }

type CustomerUserInvalid = Invalid<'CustomerUserInvalid'>;
interface LastManager { __typename: 'LastManager'; message: string }
/** Somebody new, with the password that is told this once. */
export interface CustomerUserAdded { __typename: 'CustomerUserAdded'; user: CustomerUserRow; temporaryPassword: string }

const PERSON = `'CustomerUser' as "__typename", u.id, u.customer_id as "customerId", u.name, u."right", a.email`;
const PEOPLE = statement<CustomerUserRow>('people-of', `select ${PERSON} from customer_user u join account a on a.customer_user_id = u.id where u.customer_id = any($1::uuid[]) order by u.name, u.id`);
const ONE = statement<CustomerUserRow & { accountId: string }>('people-one', `select ${PERSON}, a.id as "accountId" from customer_user u join account a on a.customer_user_id = u.id where u.id = $1`);
// One after the other for each customer, so that two who manage cannot remove each other at once.
const HOLD_CUSTOMER = statement<object>('people-hold-customer', 'select from customer where id = $1 for update');
const OTHER_MANAGER = statement<object>('people-other-manager', `select from customer_user where customer_id = $1 and id <> $2 and "right" = 'MANAGE' limit 1`);
const SET_RIGHT = statement('people-set-right', 'update customer_user set "right" = $2 where id = $1');
const REMOVE = statement('people-remove', 'delete from customer_user where id = $1');

const LAST_MANAGER: LastManager = { __typename: 'LastManager', message: 'Nobody else of the customer may manage people.' };

/** The people of each customer by name; null for customers whose people the actor does not see. */
export const loadPeople: Batch<string, CustomerUserRow[] | null> = async ({ sql, actor }, customerIds) => {
  const people = Map.groupBy(await sql.query(PEOPLE, [customerIds]), row => row.customerId);
  return customerIds.map(id => (canSeePeople(actor, id) ? people.get(id) ?? [] : null));
};

/** What is wrong with somebody's name or address. */
export function readPerson(input: PersonInput): { check: InputCheck; name: string; email: string } {
  const check = new InputCheck();
  const name = check.requiredText('name', input.name, 200);
  const email = asStored(check.requiredText('email', input.email, 254));
  if (email && !/^[^\s@]+@[^\s@]+$/.test(email)) check.add('email', 'OUT_OF_RANGE', 'That is no e-mail address.');
  return { check, name, email };
}

/** Whether the error says that somebody else signs in with this address. */
export const isEmailTaken = (error: unknown): boolean => violatedConstraint(error) === 'account_by_email';

/** A password nobody has and nobody can sign in with, until one is issued. */
export const NO_PASSWORD = '-';

/** Lets somebody of the customer sign in, with a temporary password that is told this once. */
export async function addCustomerUser(ctx: SignedIn, customerId: string, input: PersonInput, right: CustomerRight): Promise<CustomerUserAdded | CustomerUserInvalid> {
  if (!isUuid(customerId) || !canManagePeople(person(ctx.actor), customerId)) throw new Forbidden();
  const { check, name, email } = readPerson(input);
  if (check.problems.length) return invalid('CustomerUserInvalid', check.problems);
  let made: { id: string; accountId: string };
  try {
    made = await ctx.service.transaction(async sql => {
      if (!(await sql.one(HOLD_CUSTOMER, [customerId]))) throw new Forbidden();
      return insertCustomerUser(sql, { customerId, name, right, email, passwordHash: NO_PASSWORD }, ctx.now());
    });
  } catch (error) {
    if (isEmailTaken(error)) return invalid('CustomerUserInvalid', [{ field: 'email', code: 'TAKEN', message: 'Somebody else signs in with this address.' }]);
    throw error;
  }
  const temporaryPassword = await issueTemporaryPassword(ctx.service, made.accountId, ctx.now());
  return { __typename: 'CustomerUserAdded', user: await stored(ctx, made.id), temporaryPassword };
}

/** Hands over a new temporary password; the old one counts no longer, and all sessions end. */
export async function renewTemporaryPassword(ctx: SignedIn, customerUserId: string): Promise<CustomerUserAdded> {
  const user = await manageable(ctx, customerUserId);
  const temporaryPassword = await issueTemporaryPassword(ctx.service, user.accountId, ctx.now());
  return { __typename: 'CustomerUserAdded', user: await stored(ctx, user.id), temporaryPassword };
}

/** Says what somebody may do from now on; it counts at once, also for what they have open. */
export async function changeCustomerUserRight(ctx: SignedIn, customerUserId: string, right: CustomerRight): Promise<CustomerUserRow | LastManager> {
  const user = await manageable(ctx, customerUserId);
  const changed = await ctx.service.transaction(async sql => {
    if (right !== 'MANAGE' && !(await anotherManages(sql, user))) return false;
    await sql.query(SET_RIGHT, [user.id, right]);
    await accountChanged(sql, user.accountId);
    return true;
  });
  return changed ? stored(ctx, user.id) : LAST_MANAGER;
}

/** Takes somebody's account away, and ends all that they have open. */
export async function removeCustomerUser(ctx: SignedIn, customerUserId: string): Promise<{ __typename: 'Deleted'; id: string } | LastManager> {
  const user = await manageable(ctx, customerUserId);
  const removed = await ctx.service.transaction(async sql => {
    if (!(await anotherManages(sql, user))) return false;
    await endAllSessions(sql, user.accountId, null);
    await sql.query(REMOVE, [user.id]);
    return true;
  });
  return removed ? { __typename: 'Deleted', id: user.id } : LAST_MANAGER;
}

async function anotherManages(sql: Sql, user: CustomerUserRow): Promise<boolean> {
  await sql.query(HOLD_CUSTOMER, [user.customerId]);
  return (await sql.one(OTHER_MANAGER, [user.customerId, user.id])) !== undefined;
}

async function stored(ctx: Context, id: string): Promise<CustomerUserRow & { accountId: string }> {
  const row = isUuid(id) ? await ctx.sql.one(ONE, [id]) : undefined;
  if (!row) throw new Forbidden();
  return row;
}

async function manageable(ctx: SignedIn, id: string): Promise<CustomerUserRow & { accountId: string }> {
  const actor = person(ctx.actor);
  const row = await stored(ctx, id);
  if (!canManagePeople(actor, row.customerId)) throw new Forbidden();
  return row;
}
