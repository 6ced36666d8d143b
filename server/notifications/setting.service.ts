import { newToken, tokenHash } from '../identity/session.ts';
import type { SignedIn } from '../context.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { statement, type Sql } from '../database/sql.ts';
import { notified } from './notification.policy.ts';
import { readSetting, type SettingRow, UNCHOSEN } from './setting.rows.ts';

// From when on somebody is told of something more, that counts from now on, and not for what was before.
const SAVE = statement(
  'notification-setting-save',
  `insert into notification_setting (account_id, push_causes, email_causes, push_shows_content, email_shows_content, quiet_from, quiet_until, quiet_weekdays, urgent_passes_quiet, email_rhythm, email_time, email_weekday,
     since, unsubscribe_hash, unsubscribe_token)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
   on conflict (account_id) do update set push_causes = excluded.push_causes, email_causes = excluded.email_causes, push_shows_content = excluded.push_shows_content, email_shows_content = excluded.email_shows_content,
     quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, quiet_weekdays = excluded.quiet_weekdays, urgent_passes_quiet = excluded.urgent_passes_quiet, email_rhythm = excluded.email_rhythm,
     email_time = excluded.email_time, email_weekday = excluded.email_weekday,
     since = case when excluded.push_causes <@ notification_setting.push_causes and excluded.email_causes <@ notification_setting.email_causes then notification_setting.since else excluded.since end`,
);
const TOKEN = statement<{ sealed: Buffer }>('notification-unsubscribe-token', 'select unsubscribe_token as sealed from notification_setting where account_id = $1');
const DROP_WAITING = statement('notification-drop-waiting', `delete from notification where account_id = $1 and channel = 'EMAIL' and next_try_at is not null and cause <> 'TEST'`);
const UNSUBSCRIBE = statement<{ accountId: string }>(
  'notification-unsubscribe',
  `update notification_setting set email_causes = '{}' where unsubscribe_hash = $1 returning account_id as "accountId"`,
);
const LANGUAGE_OF = statement<{ language: 'DE' | 'EN' }>(
  'notification-unsubscribe-language',
  'select c.language from notification_setting s join account a on a.id = s.account_id join customer c on c.id = a.customer_id where s.unsubscribe_hash = $1',
);

type SettingsInvalid = Invalid<'NotificationSettingsInvalid'>;

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Saves what somebody wants to be told of. */
export async function saveSetting(ctx: SignedIn, input: SettingRow): Promise<SettingsInvalid | null> {
  const { accountId } = notified(ctx.actor);
  const check = new InputCheck();
  const time = (field: string, value: string | null) => {
    if (value !== null && !TIME.test(value)) check.add(field, 'OUT_OF_RANGE', 'A time is written as HH:MM.');
  };
  time('quietFrom', input.quietFrom);
  time('quietUntil', input.quietUntil);
  if ((input.quietFrom === null) !== (input.quietUntil === null)) check.add(input.quietFrom === null ? 'quietFrom' : 'quietUntil', 'REQUIRED', 'Quiet hours have a beginning and an end.');
  time('emailTime', input.emailTime);
  if (input.quietWeekdays.some(day => !(day >= 1 && day <= 7))) check.add('quietWeekdays', 'OUT_OF_RANGE', 'Days are 1 to 7.');
  if (input.quietFrom !== null && !input.quietWeekdays.length) check.add('quietWeekdays', 'REQUIRED', 'Quiet hours need a day.');
  check.within('emailWeekday', input.emailWeekday, 1, 7);
  if (check.problems.length) return invalid('NotificationSettingsInvalid', check.problems);
  const { token, hash } = newToken();
  const unique = <Item>(items: Item[]) => [...new Set(items)];
  await ctx.service.query(SAVE, [
    accountId, unique(input.pushCauses), unique(input.emailCauses), input.pushShowsContent, input.emailShowsContent, input.quietFrom, input.quietUntil, unique(input.quietWeekdays), input.urgentPassesQuiet,
    input.emailRhythm, input.emailTime, input.emailWeekday, ctx.now(), hash, ctx.secrets.seal('notification_setting.unsubscribe_token', accountId, token),
  ]);
  if (!input.emailCauses.length) await ctx.service.query(DROP_WAITING, [accountId]);
  return null;
}

/** What the person has chosen, and what is offered to whoever has not chosen yet. */
export const ownSetting = async (ctx: SignedIn): Promise<SettingRow> => (await readSetting(ctx.service, notified(ctx.actor).accountId)) ?? UNCHOSEN;

/** Makes sure that there is a choice, so that a device that was switched on is told of something. */
export async function chooseByDefault(ctx: SignedIn): Promise<void> {
  if (!(await readSetting(ctx.service, notified(ctx.actor).accountId))) await saveSetting(ctx, UNCHOSEN);
}

/** What the link in an e-mail carries, by which its reader wants no more of them. */
export async function unsubscribeToken({ sql, secrets }: Pick<SignedIn, 'secrets'> & { sql: Sql }, accountId: string): Promise<string> {
  const found = await sql.one(TOKEN, [accountId]);
  if (!found) throw new Error('an e-mail goes to somebody who has chosen none');
  return secrets.open('notification_setting.unsubscribe_token', accountId, found.sealed);
}

/** Sends no more e-mails to whom the link belongs; the same again changes nothing. */
export async function unsubscribe(sql: Sql, token: string): Promise<void> {
  await sql.transaction(async sql => {
    const found = await sql.one(UNSUBSCRIBE, [tokenHash(token)]);
    if (found) await sql.query(DROP_WAITING, [found.accountId]);
  });
}

/** In which language to speak to whom the link belongs; null when it belongs to nobody. */
export const languageOfLink = async (sql: Sql, token: string): Promise<'DE' | 'EN' | null> => (await sql.one(LANGUAGE_OF, [tokenHash(token)]))?.language ?? null;
