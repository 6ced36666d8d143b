import { statement, type Sql } from '../database/sql.ts';
import type { SecretStore } from '../secrets/secrets.ts';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-code.ts';

/** A passkey as its owner sees it. */
export interface PasskeyRow { id: string; name: string; browser: string | null; system: string | null; isSynced: boolean; createdAt: Date; lastUsedAt: Date | null }

/** Somebody's second factor, without its secrets. */
export interface SecondFactorRow { __typename: 'SecondFactor'; since: Date | null; totpSince: Date | null; recoveryCodesLeft: number; passkeys: PasskeyRow[] }

const LOCK = statement<{ id: string }>('second-factor-lock', 'select id from account where id = $1 for update');
const STATE = statement<Omit<SecondFactorRow, '__typename' | 'passkeys'>>(
  'second-factor-state',
  `select a.second_factor_since as since, t.confirmed_at as "totpSince",
     (select count(*)::int from recovery_code r where r.account_id = a.id and r.used_at is null) as "recoveryCodesLeft"
   from account a left join totp t on t.account_id = a.id where a.id = $1`,
);
const PASSKEYS = statement<PasskeyRow>(
  'passkey-list',
  `select id, name, browser, system, is_synced as "isSynced", created_at as "createdAt", last_used_at as "lastUsedAt" from passkey where account_id = $1 order by created_at, id`,
);
// On from the first factor, off with the last.
const MARK = statement<{ since: Date | null }>(
  'second-factor-mark',
  `update account a set second_factor_since = case
     when exists (select from totp t where t.account_id = a.id and t.confirmed_at is not null) or exists (select from passkey p where p.account_id = a.id) then coalesce(second_factor_since, $2)
   end where id = $1 returning second_factor_since as since`,
);
const CODES_LEFT = statement<{ left: boolean }>('recovery-code-any', 'select exists (select from recovery_code where account_id = $1) as left');
const DROP_CODES = statement('recovery-code-drop', 'delete from recovery_code where account_id = $1');
const ADD_CODES = statement('recovery-code-add', 'insert into recovery_code (account_id, code_hash, created_at) select $1, unnest($2::bytea[]), $3');
const USE_CODE = statement<{ used: boolean }>(
  'recovery-code-use', 'update recovery_code set used_at = $3 where account_id = $1 and code_hash = $2 and used_at is null returning true as used',
);

const PUT_TOTP = statement<{ put: boolean }>(
  'totp-put',
  `insert into totp (account_id, secret, created_at) values ($1, $2, $3)
   on conflict (account_id) do update set secret = excluded.secret, created_at = excluded.created_at where totp.confirmed_at is null returning true as put`,
);
const FIND_TOTP = statement<{ secret: Buffer }>('totp-find', 'select secret from totp where account_id = $1 and confirmed_at is not null');
const FIND_NEW_TOTP = statement<{ secret: Buffer }>('totp-find-new', 'select secret from totp where account_id = $1 and confirmed_at is null and created_at > $2');
// With the secret as it was read: nobody has begun anew meanwhile.
const CONFIRM_TOTP = statement<{ confirmed: boolean }>(
  'totp-confirm', 'update totp set confirmed_at = $3, last_used_step = $4 where account_id = $1 and secret = $2 and confirmed_at is null returning true as confirmed',
);
const USE_STEP = statement<{ used: boolean }>(
  'totp-use-step', 'update totp set last_used_step = $2 where account_id = $1 and confirmed_at is not null and last_used_step < $2 returning true as used',
);
const DROP_TOTP = statement('totp-drop', 'delete from totp where account_id = $1');

/** Has everything that changes somebody's second factor happen one after the other. */
export const lockAccount = (sql: Sql, accountId: string) => sql.query(LOCK, [accountId]);

export async function readSecondFactor(sql: Sql, accountId: string): Promise<SecondFactorRow> {
  const [state, passkeys] = await Promise.all([sql.one(STATE, [accountId]), sql.query(PASSKEYS, [accountId])]);
  return { __typename: 'SecondFactor', since: null, totpSince: null, recoveryCodesLeft: 0, ...state, passkeys };
}

/**
 * To be called after a factor was added or removed. Returns new recovery codes where there is a first factor now;
 * with the last one the codes go too.
 */
export async function markSecondFactor(sql: Sql, accountId: string, now: Date): Promise<string[] | null> {
  const marked = await sql.one(MARK, [accountId, now]);
  if (!marked?.since) {
    await sql.query(DROP_CODES, [accountId]);
    return null;
  }
  return (await sql.one(CODES_LEFT, [accountId]))?.left ? null : renewCodes(sql, accountId, now);
}

/** New recovery codes in place of all that there were. */
export async function renewCodes(sql: Sql, accountId: string, now: Date): Promise<string[]> {
  const codes = newRecoveryCodes();
  await sql.query(DROP_CODES, [accountId]);
  await sql.query(ADD_CODES, [accountId, codes.map(code => recoveryCodeHash(accountId, code)), now]);
  return codes;
}

/** Uses a recovery code up; of several at once one is told true. */
export const useRecoveryCode = async (sql: Sql, accountId: string, code: string, now: Date): Promise<boolean> =>
  (await sql.one(USE_CODE, [accountId, recoveryCodeHash(accountId, code), now])) !== undefined;

/** Keeps a secret that is not confirmed yet, in place of one that was not either; false when there is a confirmed one. */
export const putTotp = async ({ sql, secrets }: SecretStore, accountId: string, secret: string, now: Date): Promise<boolean> =>
  (await sql.one(PUT_TOTP, [accountId, secrets.seal('totp.secret', accountId, secret), now])) !== undefined;

/** The secret whose codes are asked for; null without. */
export async function totpSecret({ sql, secrets }: SecretStore, accountId: string): Promise<string | null> {
  const found = await sql.one(FIND_TOTP, [accountId]);
  return found ? secrets.open('totp.secret', accountId, found.secret) : null;
}

/** A secret that waits for its first code, begun after `since`. */
export async function newTotp({ sql, secrets }: SecretStore, accountId: string, since: Date): Promise<{ sealed: Buffer; secret: string } | null> {
  const found = await sql.one(FIND_NEW_TOTP, [accountId, since]);
  return found ? { sealed: found.secret, secret: secrets.open('totp.secret', accountId, found.secret) } : null;
}

/** Takes the secret into use by the step of its first code. */
export const confirmTotpRow = async (sql: Sql, accountId: string, sealed: Buffer, now: Date, step: number): Promise<boolean> =>
  (await sql.one(CONFIRM_TOTP, [accountId, sealed, now, step])) !== undefined;

/** Uses the code of a step up, and with it those of all steps before; of several at once one is told true. */
export const useTotpStep = async (sql: Sql, accountId: string, step: number): Promise<boolean> => (await sql.one(USE_STEP, [accountId, step])) !== undefined;

export const dropTotp = (sql: Sql, accountId: string) => sql.query(DROP_TOTP, [accountId]);
