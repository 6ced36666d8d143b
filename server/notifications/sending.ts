import type { Logger } from 'pino';
import webPush from 'web-push';
import { statement, type Sql } from '../database/sql.ts';
import { sendMail } from '../mail/mail.service.ts';
import { AddressRefused, type Outgoing } from '../network/outgoing.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Matter } from './collecting.ts';
import { readContents } from './content.ts';
import { readPushKeys } from './push-key.ts';
import { pushMessage } from './push-texts.ts';
import { unsubscribeToken } from './setting.service.ts';

/** What sending needs. */
export interface NotifierGround {
  sql: Sql;
  secrets: Secrets;
  outgoing: Outgoing;
  now(): Date;
  log: Logger;
  /** The e-mail address that push services are told, for when something is wrong with what we send. */
  contact: string;
}

interface Due { id: string; cause: Matter; subjectId: string; happenedAt: Date; dueAt: Date; tries: number }

const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 3600;
// Longer than one push takes, so that no other process takes the same meanwhile.
const LEASE_SECONDS = 120;
const GIVEN_UP_AFTER = 86_400;
const MOST_AT_ONCE = 100;
// How many push services are waited for at once.
const PUSHES_AT_ONCE = 8;

const after = (moment: Date, seconds: number) => new Date(moment.getTime() + seconds * 1000);

const FIELDS = `n.id, n.cause, n.subject_id as "subjectId", n.happened_at as "happenedAt", n.due_at as "dueAt", n.tries`;
// All that is due for one device, as one message. Whoever takes it puts off its next try: should the process be killed, another one sends it then, and the
// device replaces what it shows already, as both have the same tag.
const TAKE_PUSHES = statement<Due & { deviceId: string }>(
  'notification-take-pushes',
  `update notification n set tries = n.tries + 1, next_try_at = $2 where n.id in (
     select id from notification where channel = 'PUSH' and next_try_at <= $1
       and device_id = (select device_id from notification where channel = 'PUSH' and next_try_at <= $1 order by next_try_at, id limit 1 for update skip locked)
     order by next_try_at, id limit ${MOST_AT_ONCE} for update skip locked)
   returning n.device_id as "deviceId", ${FIELDS}`,
);
const DEVICE = statement<{ keyId: string; sealed: Buffer; showsContent: boolean; language: 'DE' | 'EN'; isSignedIn: boolean }>(
  'notification-device',
  `select d.key_id as "keyId", d.subscription as sealed, coalesce(s.push_shows_content, false) as "showsContent", c.language, x.expires_at > $2 as "isSignedIn"
   from push_device d join session x on x.id = d.session_id join account a on a.id = d.account_id join customer c on c.id = a.customer_id left join notification_setting s on s.account_id = a.id where d.id = $1`,
);
const SENT = statement('notification-sent', 'update notification set sent_at = $2, mail_id = $3, next_try_at = null, last_problem = null where id = any($1::uuid[]) and next_try_at is not null');
const REACHED = statement('push-device-reached', 'update push_device set last_reached_at = $2 where id = $1');
const FORGET_DEVICE = statement('push-device-gone', 'delete from push_device where id = $1');
const TRY_LATER = statement('notification-try-later', 'update notification set next_try_at = $2, last_problem = $3 where id = any($1::uuid[]) and next_try_at is not null');
const GIVE_UP = statement('notification-give-up', 'update notification set given_up_at = $2, next_try_at = null, last_problem = $3 where id = any($1::uuid[]) and next_try_at is not null');

/** What came of a push: it was taken, the device is gone, the same would come of it again, or it may go better later. */
type PushResult = { taken: true } | { gone: true } | { problem: string; isFinal: boolean; afterSeconds?: number };

async function push({ outgoing, contact }: NotifierGround, subscription: webPush.PushSubscription, key: { publicKey: string; privateKey: string }, message: object, { topic, isUrgent }: { topic: string; isUrgent: boolean }): Promise<PushResult> {
  try {
    const { endpoint, headers, body } = webPush.generateRequestDetails(subscription, JSON.stringify(message), {
      vapidDetails: { subject: `mailto:${contact}`, ...key }, TTL: GIVEN_UP_AFTER, urgency: isUrgent ? 'high' : 'normal', topic, contentEncoding: 'aes128gcm',
    });
    const { status, headers: answer } = await outgoing.send(endpoint, { headers: headers as Record<string, string | number>, body: body as Buffer });
    if (status >= 200 && status < 300) return { taken: true };
    if (status === 404 || status === 410) return { gone: true };
    const pause = Number(answer['retry-after']);
    return { problem: `the push service answered ${status}`, isFinal: status < 500 && status !== 429, ...(pause > 0 && { afterSeconds: Math.min(pause, LONGEST_PAUSE) }) };
  } catch (error) {
    // An address that leads nowhere public any more will not be public again.
    if (error instanceof AddressRefused) return { gone: true };
    return { problem: ((error as NodeJS.ErrnoException).code ?? (error as Error).name).slice(0, 200), isFinal: false };
  }
}

async function sendOnePush(ground: NotifierGround): Promise<boolean> {
  const { sql, secrets, now, log } = ground;
  const due = (await sql.query(TAKE_PUSHES, [now(), after(now(), LEASE_SECONDS)])).sort((one, other) => one.happenedAt.getTime() - other.happenedAt.getTime() || (one.id < other.id ? -1 : 1));
  const [first] = due;
  if (!first) return false;
  const ids = due.map(({ id }) => id);
  const { deviceId } = first;
  const device = await sql.one(DEVICE, [deviceId, now()]);
  if (!device) return true;
  // Its session has run out, and is not tidied away yet.
  if (!device.isSignedIn) {
    await sql.query(FORGET_DEVICE, [deviceId]);
    return true;
  }
  const contents = await readContents(sql, due);
  // Nothing of it is there any more.
  if (!contents.length) {
    await sql.query(GIVE_UP, [ids, now(), 'it is gone']);
    return true;
  }
  const key = (await readPushKeys(ground, [device.keyId])).get(device.keyId)!;
  const { endpoint, p256dh, auth } = JSON.parse(secrets.open('push_device.subscription', deviceId, device.sealed)) as { endpoint: string; p256dh: string; auth: string };
  const tag = first.id;
  const result = await push(
    ground, { endpoint, keys: { p256dh, auth } }, key, pushMessage(contents, tag, device.language, device.showsContent),
    { topic: tag.replaceAll('-', ''), isUrgent: contents.some(({ isUrgent }) => isUrgent) },
  );
  if ('taken' in result) {
    await sql.query(SENT, [ids, now(), null]);
    await sql.query(REACHED, [deviceId, now()]);
  } else if ('gone' in result) {
    await sql.query(FORGET_DEVICE, [deviceId]);
    log.info({ deviceId }, 'a device takes no notifications any more and is forgotten');
  } else {
    const next = after(now(), Math.max(result.afterSeconds ?? 0, Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (first.tries - 1))));
    const isOver = result.isFinal || next >= after(first.dueAt, GIVEN_UP_AFTER);
    await (isOver ? sql.query(GIVE_UP, [ids, now(), result.problem]) : sql.query(TRY_LATER, [ids, next, result.problem]));
    log[isOver ? 'warn' : 'info']({ deviceId, problem: result.problem, tries: first.tries }, isOver ? 'a notification was given up' : 'a notification could not be sent yet');
  }
  return true;
}

/** Sends what is due to devices; safe in several processes at once. One push service that is slow keeps only a few others waiting. */
export async function sendDuePushes(ground: NotifierGround): Promise<void> {
  const one = async () => {
    while (await sendOnePush(ground));
  };
  // The first finds out whether there is anything.
  if (await sendOnePush(ground)) await Promise.all(Array.from({ length: PUSHES_AT_ONCE }, one));
}

const HOLD_EMAILS = statement<Due & { accountId: string }>(
  'notification-hold-emails',
  `select n.account_id as "accountId", ${FIELDS} from notification n where n.channel = 'EMAIL' and n.next_try_at <= $1
     and n.account_id = (select account_id from notification where channel = 'EMAIL' and next_try_at <= $1 order by next_try_at, id limit 1 for update skip locked)
   order by n.happened_at, n.id limit ${MOST_AT_ONCE} for update skip locked`,
);
const READER = statement<{ showsContent: boolean; timeZone: string; rhythm: 'AT_ONCE' | 'DAILY' | 'WEEKLY' }>(
  'notification-reader',
  `select s.email_shows_content as "showsContent", c.time_zone as "timeZone", s.email_rhythm as rhythm from notification_setting s join account a on a.id = s.account_id join customer c on c.id = a.customer_id where s.account_id = $1`,
);

/** Hands what is due by e-mail over to the mails that wait to be sent, in one transaction with noting that: one mail with all that is due for a person. */
export async function sendDueEmails({ sql, secrets, now }: NotifierGround): Promise<void> {
  for (let isMore = true; isMore; )
    isMore = await sql.transaction(async sql => {
      const due = await sql.query(HOLD_EMAILS, [now()]);
      const [first] = due;
      if (!first) return false;
      const ids = due.map(({ id }) => id);
      const { accountId } = first;
      const reader = await sql.one(READER, [accountId]);
      const contents = await readContents(sql, due);
      if (!reader || !contents.length) {
        await sql.query(GIVE_UP, [ids, now(), 'it is gone']);
        return true;
      }
      const { showsContent, timeZone, rhythm } = reader;
      const items = contents.map(({ matter, path, at, isUrgent, callBackWished, name, company, number, text }) => ({
        matter, path, at: at.toISOString(), isUrgent, callBackWished, ...(showsContent ? { name, company, number, text } : { name: null, company: null, number: null, text: null }),
      }));
      const mailId = await sendMail({ sql, secrets }, { accountId, kind: 'NOTIFICATION', items, showsContent, timeZone, rhythm, unsubscribeToken: await unsubscribeToken({ sql, secrets }, accountId) }, now());
      await sql.query(SENT, [ids, now(), mailId]);
      return true;
    });
}
