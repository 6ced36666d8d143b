import { accountChanged } from '../accounts/session.service.ts';
import type { Context, SignedIn } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { readCustomer } from '../customers/customer.rows.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { decodeTimeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { isSupervisor } from '../identity/actor.ts';
import { canSeePeople } from './people.policy.ts';

/** How long a supervisor may act for a customer before they say again why. */
export const ACTING_MINUTES = 60;

/** That a supervisor acts, or acted, for a customer. */
export interface ActingRow { __typename: 'Acting'; id: string; customerId: string; secretaryId: string; reason: string; since: Date; until: Date }

type ActingInvalid = Invalid<'ActingInvalid'>;

const ACTING = `'Acting' as "__typename", id, customer_id as "customerId", secretary_id as "secretaryId", reason, since, until`;
const BEGIN = statement<ActingRow>('acting-begin', `insert into acting (customer_id, id, secretary_id, reason, since, until) values ($1, $2, $3, $4, $5, $6) returning ${ACTING}`);
// What was begun this very millisecond has lasted one.
const STOP = statement<{ id: string }>(
  'acting-stop',
  `update acting set until = greatest($3, since + interval '1 millisecond') where secretary_id = $1 and customer_id = $2 and until > $3 returning id`,
);
const PAGE = statement<ActingRow>(
  'acting-page',
  `select ${ACTING} from acting where customer_id = $1 and (since, id) < ($2::timestamptz, $3::uuid) order by since desc, id desc limit $4`,
);
const FROM_THE_NEWEST = { key: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Lets a supervisor act for the customer for an hour, in what is the customer's own people's to do. The reason is kept and shown to the customer. */
export async function actForCustomer(ctx: SignedIn, customerId: string, rawReason: string): Promise<ActingRow | ActingInvalid> {
  const actor = person(ctx.actor);
  if (actor.kind !== 'SECRETARY' || !isSupervisor(actor) || !(await readCustomer(ctx.sql, customerId))) throw new Forbidden();
  const check = new InputCheck();
  const reason = check.requiredText('reason', rawReason, 500);
  if (reason && reason.length < 10) check.add('reason', 'OUT_OF_RANGE', 'Say in a few words why.');
  if (check.problems.length) return invalid('ActingInvalid', check.problems);
  const { secretaryId, accountId } = actor;
  return ctx.sql.transaction(async sql => {
    await sql.query(STOP, [secretaryId, customerId, ctx.now()]);
    const [row] = await sql.query(BEGIN, [customerId, crypto.randomUUID(), secretaryId, reason, ctx.now(), new Date(ctx.now().getTime() + ACTING_MINUTES * 60_000)]);
    await accountChanged(sql, accountId);
    return row as ActingRow;
  });
}

/** Ends it at once; true also when nothing was to be ended. */
export async function stopActing(ctx: SignedIn, customerId: string): Promise<boolean> {
  const actor = person(ctx.actor);
  if (actor.kind !== 'SECRETARY' || !isSupervisor(actor) || !isUuid(customerId)) throw new Forbidden();
  const { secretaryId, accountId } = actor;
  await ctx.sql.transaction(async sql => {
    const stopped = await sql.query(STOP, [secretaryId, customerId, ctx.now()]);
    if (stopped.length) await accountChanged(sql, accountId);
  });
  return true;
}

/** When supervisors acted for the customer, newest first. */
export async function listActings(ctx: Context, customerId: string, page: { first: number; after?: string | null }) {
  if (!canSeePeople(ctx.actor, customerId)) throw new Forbidden();
  const limit = pageLimit(page);
  const { key, id } = decodeTimeCursor(page.after) ?? FROM_THE_NEWEST;
  return toConnection(await ctx.sql.query(PAGE, [customerId, key, id, limit]), page.first, row => encodeCursor(row.since, row.id));
}
