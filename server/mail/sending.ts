import type { Logger } from 'pino';
import { statement, type Sql } from '../database/sql.ts';
import type { Carrier } from './carrier.ts';
import type { MailKind } from './mail.texts.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { type MailContent, renderMail } from './render.ts';

/** What sending needs. */
export interface PostGround {
  sql: Sql;
  secrets: Secrets;
  now(): Date;
  log: Logger;
  /** Where the links of mails lead. */
  siteUrl(): string;
  carrier: Carrier;
}

/** How long we go on trying, in seconds; what is of use for an hour is not sent later. */
const GIVEN_UP_AFTER: Partial<Record<MailKind, number>> = { PASSWORD_RESET: 3600 };
const DAY = 86_400;
const FIRST_PAUSE = 30;
const LONGEST_PAUSE = 3600;
// Longer than the carrier takes for one mail, so that no other process takes the same one meanwhile.
const LEASE_SECONDS = 300;
const KEPT_DAYS = 28;

const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);

type DueMail = Omit<MailContent, 'details'> & { details: Buffer; id: string; toAddress: string; createdAt: Date; tries: number };

// Whoever takes one puts off its next try: should the process be killed, another one sends it then.
const TAKE = statement<DueMail>(
  'mail-take',
  `update mail set tries = tries + 1, next_try_at = $2
   where id = (select id from mail where next_try_at <= $1 order by next_try_at, id limit 1 for update skip locked)
   returning id, kind, language, to_name as "toName", to_address as "toAddress", details, created_at as "createdAt", tries`,
);
const SENT = statement('mail-sent', 'update mail set sent_at = $2, next_try_at = null, details = null, last_problem = null where id = $1 and next_try_at is not null');
const TRY_LATER = statement('mail-try-later', 'update mail set next_try_at = $2, last_problem = $3 where id = $1 and next_try_at is not null');
const GIVE_UP = statement('mail-give-up', 'update mail set given_up_at = $2, next_try_at = null, details = null, last_problem = $3 where id = $1 and next_try_at is not null');
const GIVE_UP_LATE = statement<{ id: string; kind: string }>(
  'mail-give-up-late',
  `update mail set given_up_at = $1, next_try_at = null, details = null
   where next_try_at is not null and (created_at <= $2 or (kind = any($3) and created_at <= $4)) returning id, kind`,
);
const FORGET_LAST = statement('mail-forget-last', 'delete from mail where account_id is null and next_try_at is null');
const FORGET_OLD = statement('mail-forget-old', 'delete from mail where created_at <= $1');

/** Sends what is due, one after the other; returns how many were sent. Safe in several processes at once. */
export async function sendDueMail({ sql, secrets, now, log, siteUrl, carrier }: PostGround): Promise<number> {
  let sent = 0;
  for (;;) {
    const mail = await sql.one(TAKE, [now(), after(now(), LEASE_SECONDS)]);
    if (!mail) return sent;
    const details = JSON.parse(secrets.open('mail.details', mail.id, mail.details)) as MailContent['details'];
    const result = await carrier.send({ id: mail.id, toName: mail.toName, toAddress: mail.toAddress, ...renderMail({ ...mail, details }, siteUrl()) });
    if (result === 'SENT') {
      await sql.query(SENT, [mail.id, now()]);
      await sql.query(FORGET_LAST);
      sent++;
      continue;
    }
    const { problem, isFinal, isDown } = result;
    const next = after(now(), Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (mail.tries - 1)));
    if (isFinal || next >= after(mail.createdAt, GIVEN_UP_AFTER[mail.kind] ?? DAY)) {
      await sql.query(GIVE_UP, [mail.id, now(), problem]);
      await sql.query(FORGET_LAST);
      log.warn({ mailId: mail.id, kind: mail.kind, problem, tries: mail.tries }, 'a mail was given up');
    } else {
      await sql.query(TRY_LATER, [mail.id, next, problem]);
      log.info({ mailId: mail.id, kind: mail.kind, problem, tries: mail.tries }, 'a mail could not be sent yet');
    }
    // What is down for one mail is down for the others.
    if (isDown) return sent;
  }
}

/** Empties mails that nothing sends, and forgets those that are old. */
export async function clearMail(sql: Sql, now: Date, log: Logger): Promise<void> {
  const hourly = Object.keys(GIVEN_UP_AFTER);
  for (const { id, kind } of await sql.query(GIVE_UP_LATE, [now, after(now, -DAY), hourly, after(now, -3600)])) log.warn({ mailId: id, kind }, 'a mail was given up that could not be sent in time');
  await sql.query(FORGET_LAST);
  await sql.query(FORGET_OLD, [after(now, -KEPT_DAYS * DAY)]);
}
