import { statement } from '../database/sql.ts';
import type { SecretStore } from '../secrets/secrets.ts';
import type { MailDetails, MailKind, MailLanguage } from './mail.texts.ts';

/** What a mail says. */
type Said = { [Kind in MailKind]: { kind: Kind } & MailDetails[Kind] }[MailKind];
/** A mail to the owner of an account. */
export type NewMail = { accountId: string } & Said;
/** A mail to an address whose account is gone. */
export type LastMail = { toAddress: string; language: MailLanguage } & Said;

// In the language of the customer, or in German where the secretary speaks it.
const ADD = statement(
  'mail-add',
  `insert into mail (id, account_id, kind, language, to_name, to_address, details, created_at, next_try_at)
   select $1, a.id, $3, coalesce(c.language, case when 'DE' = any(s.languages) then 'DE' else 'EN' end), coalesce(s.name, u.name), a.email, $4, $5, $5
   from account a left join secretary s on s.id = a.secretary_id left join customer_user u on u.id = a.customer_user_id left join customer c on c.id = a.customer_id
   where a.id = $2`,
);
const ADD_LAST = statement(
  'mail-add-last',
  `insert into mail (id, account_id, kind, language, to_name, to_address, details, created_at, next_try_at) values ($1, null, $3, $4, '', $2, $5, $6, $6)`,
);

/** Sends a mail once the transaction that this is part of commits; from then on it is not lost. Returns its id. */
export async function sendMail({ sql, secrets }: SecretStore, { accountId, kind, ...details }: NewMail, now: Date): Promise<string> {
  const id = crypto.randomUUID();
  await sql.query(ADD, [id, accountId, kind, secrets.seal('mail.details', id, JSON.stringify(details)), now]);
  return id;
}

/** The same to somebody of whom nothing else is there any more; it is deleted as soon as it was sent or given up. */
export async function sendLastMail({ sql, secrets }: SecretStore, { toAddress, language, kind, ...details }: LastMail, now: Date): Promise<void> {
  const id = crypto.randomUUID();
  await sql.query(ADD_LAST, [id, toAddress, kind, language, secrets.seal('mail.details', id, JSON.stringify(details)), now]);
}
