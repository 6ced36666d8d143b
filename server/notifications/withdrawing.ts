import { type Sql, statement } from '../database/sql.ts';

// Only once a mail is sent nothing of it is there any more; until then it can be made anew.
const WITHDRAW = statement(
  'notification-withdraw-mails',
  `with gone as (
     delete from mail where kind = 'NOTIFICATION' and next_try_at is not null and account_id in (select id from account where customer_id = any($1::uuid[])) returning id)
   update notification set sent_at = null, next_try_at = $2, mail_id = null where mail_id in (select id from gone)`,
);
const TELL_NO_MORE = statement('notification-tell-no-more', `update notification set given_up_at = $2, next_try_at = null, last_problem = 'it is gone' where subject_id = any($1::uuid[]) and next_try_at is not null`);

/**
 * Takes back the e-mails to the people of the customers that wait to be sent, with what they say sealed in them. What they tell
 * of waits again itself, and is told of as it is stored when it is sent: without what was erased or restricted now.
 */
export const withdrawMails = (sql: Sql, customerIds: readonly string[], now: Date) => sql.query(WITHDRAW, [customerIds, now]);

/** Tells nobody any more of the calls and messages of which somebody was still to be told. */
export const tellNoMore = (sql: Sql, subjectIds: readonly string[], now: Date) => sql.query(TELL_NO_MORE, [subjectIds, now]);
