import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput } from '../errors.ts';

const CLAIM = statement<{ id: string }>('made-id-claim', 'insert into made_id (customer_id, id, made_at) values ($1, $2, $3) on conflict (id) do nothing returning id');

/** The id that a client made for something new; an error that names the field when it is none. */
export function idFrom(field: string, id: string): string {
  if (!isUuid(id)) throw badInput(field, 'The id of something new is a UUID that the client makes, in lower case.');
  return id;
}

/** Takes the id for something new, in the transaction that makes it. False when it was taken before, also where that is deleted by now: it does not come back. */
export async function claimId(sql: Pick<Sql, 'one'>, customerId: string, id: string, now: Date): Promise<boolean> {
  return (await sql.one(CLAIM, [customerId, id, now])) !== undefined;
}
