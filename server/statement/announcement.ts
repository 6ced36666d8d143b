import { type Sql, statement } from '../database/sql.ts';
import { sendMail } from '../mail/mail.service.ts';
import type { SecretStore } from '../secrets/secrets.ts';
import { CURRENT } from './statement.ts';

const NOTE = statement<{ isFirst: boolean }>(
  'statement-version-note',
  'insert into statement_version (version, announced_at) values ($1, $2) on conflict do nothing returning not exists (select from statement_version) as "isFirst"',
);
const PEOPLE = statement<{ accountId: string }>('statement-people', 'select id as "accountId" from account where customer_user_id is not null order by id');
const IS_NOTED = statement<object>('statement-version-is-noted', 'select from statement_version where version = $1');

/** Tells all people of customers by mail of a version of the privacy statement, once. The first that there is has changed for nobody. */
export async function announceStatement({ sql, secrets }: SecretStore, now: Date, version: string = CURRENT.version): Promise<{ statement_version: number }> {
  return sql.transaction(async sql => {
    const noted = await sql.one(NOTE, [version, now]);
    if (!noted) return { statement_version: 0 };
    if (!noted.isFirst) for (const { accountId } of await sql.query(PEOPLE)) await sendMail({ sql, secrets }, { accountId, kind: 'STATEMENT_CHANGED', version }, now);
    return { statement_version: 1 };
  });
}

/** Whether the newest version is still to be told of. */
export const countToAnnounce = async (sql: Sql): Promise<{ statement_version: number }> => ({ statement_version: (await sql.one(IS_NOTED, [CURRENT.version])) ? 0 : 1 });
