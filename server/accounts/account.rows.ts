import type { PasswordOwner } from '../credentials/password-rules.ts';
import { statement, type Sql } from '../database/sql.ts';

/** An account with what its password is measured by. */
export interface AccountRow extends PasswordOwner { id: string; passwordHash: string }

const account = (name: string, where: string) => statement<AccountRow>(
  name,
  `select a.id, a.email, a.password_hash as "passwordHash", a.second_factor_since is not null as "hasSecondFactor", concat_ws(' ', s.name, u.name, c.name) as name
   from account a left join secretary s on s.id = a.secretary_id left join customer_user u on u.id = a.customer_user_id left join customer c on c.id = a.customer_id
   where ${where}`,
);
const BY_ID = account('account-by-id', 'a.id = $1');
const BY_LINK = account('account-by-reset-link', 'a.id = (select account_id from password_reset_link where token_hash = $1 and expires_at > $2)');

export const accountById = (sql: Sql, id: string) => sql.one(BY_ID, [id]);

/** Whose password the link of this hash sets; undefined when it is unknown, used or over. */
export const accountOfResetLink = (sql: Sql, tokenHash: Buffer, now: Date) => sql.one(BY_LINK, [tokenHash, now]);
