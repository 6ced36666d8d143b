import type { Context } from '../context.ts';
import { statement } from '../database/sql.ts';
import { Forbidden } from '../errors.ts';

const NAME_OF = statement<{ name: string }>(
  'actor-name', 'select name from secretary where id = $1 union all select name from customer_user where id = $1 union all select name from api_key where id = $1',
);

/** The name of whoever acts, as it is now: to be kept with what they did. An audience does nothing. */
export async function nameOfActor({ actor, service }: Pick<Context, 'actor' | 'service'>): Promise<string> {
  const id = actor?.kind === 'SECRETARY' ? actor.secretaryId : actor?.kind === 'CUSTOMER_USER' ? actor.customerUserId : actor?.kind === 'API_KEY' ? actor.apiKeyId : null;
  const found = id && (await service.one(NAME_OF, [id]));
  if (!found) throw new Forbidden();
  return found.name;
}
