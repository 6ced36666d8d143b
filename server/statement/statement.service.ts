import type { Context, SignedIn } from '../context.ts';
import { statement } from '../database/sql.ts';
import { badInput, Forbidden } from '../errors.ts';
import { CURRENT } from './statement.ts';

const HAS_READ = statement<object>('statement-has-read', 'select from statement_reading where customer_user_id = $1 and version = $2');
const READ = statement('statement-read', 'insert into statement_reading (customer_id, customer_user_id, version, acknowledged_at) values ($1, $2, $3, $4) on conflict do nothing');

/** Whether somebody of a customer has not acknowledged the newest version yet; staff and strangers are not asked to. */
export async function isToBeRead({ actor, sql }: Context): Promise<boolean> {
  return actor?.kind === 'CUSTOMER_USER' && (await sql.one(HAS_READ, [actor.customerUserId, CURRENT.version])) === undefined;
}

/** Keeps that somebody has taken note of the newest version. */
export async function acknowledge({ actor, sql, now }: SignedIn, version: string): Promise<void> {
  if (actor.kind !== 'CUSTOMER_USER') throw new Forbidden();
  if (version !== CURRENT.version) throw badInput('version', 'That is not the newest version.');
  await sql.query(READ, [actor.customerId, actor.customerUserId, version, now()]);
}
