import type { Logger } from 'pino';
import { CONSENTS } from '../consents/consent-kinds.ts';
import { type Sql, statement } from '../database/sql.ts';
import { CursorExpired, currentPosition, readEvents } from '../events/event-log.ts';
import { gatheredAt, quietUntil } from './quiet-hours.ts';
import type { Cause } from './setting.rows.ts';

/** What somebody is told of. */
export type Matter = 'NOTE' | 'MISSED' | 'MESSAGE' | 'TEST';

/** Something that one person may be told of, with what they have chosen. */
interface Candidate {
  accountId: string;
  matter: Matter;
  subjectId: string;
  happenedAt: Date;
  isUrgent: boolean;
  isVip: boolean;
  pushCauses: Cause[];
  emailCauses: Cause[];
  quietFrom: string | null;
  quietUntil: string | null;
  quietWeekdays: number[];
  urgentPassesQuiet: boolean;
  emailRhythm: 'AT_ONCE' | 'DAILY' | 'WEEKLY';
  emailTime: string;
  emailWeekday: number;
  timeZone: string;
  hasPush: boolean;
  hasEmail: boolean;
}

const PORTION = 500;
// Whatever is older is no news, whyever its call or thread changes now.
const NEWS_HOURS = 24;

const HOLD = statement<{ seq: number }>('notification-cursor-hold', 'select seq::float8 as seq from notification_cursor for update skip locked');
const MOVE = statement('notification-cursor-move', 'update notification_cursor set seq = $1');

const CHOSEN = `s.push_causes as "pushCauses", s.email_causes as "emailCauses", s.quiet_from as "quietFrom", s.quiet_until as "quietUntil", s.quiet_weekdays as "quietWeekdays",
  s.urgent_passes_quiet as "urgentPassesQuiet", s.email_rhythm as "emailRhythm", s.email_time as "emailTime", s.email_weekday as "emailWeekday", k.time_zone as "timeZone"`;
// Given before it happened: whoever agrees now is not told of what was.
const consentTo = (kind: string, version: string, happenedAt: string) =>
  `exists (select from consent a where a.customer_id = k.id and a.kind = '${kind}' and a.text_version = ${version} and a.answer = 'GIVEN' and a.withdrawn_at is null and a.answered_at <= ${happenedAt})`;
const CONSENTED = (happenedAt: string) => `${consentTo('PUSH_NOTIFICATIONS', '$3', happenedAt)} as "hasPush", ${consentTo('EMAIL_NOTIFICATIONS', '$4', happenedAt)} as "hasEmail"`;
const ACCOUNTS = 'join account p on p.customer_id = k.id join notification_setting s on s.account_id = p.id';

// A note that is still being written on is not told of before its call is over.
const OF_CALLS = statement<Candidate>(
  'notification-of-calls',
  `select told.*, ${CONSENTED('told."happenedAt"')} from (
     select p.id as "accountId", k.id as customer_id, case when n.id is null then 'MISSED' else 'NOTE' end as matter, c.id as "subjectId", greatest(c.ended_at, n.written_at) as "happenedAt",
       coalesce(n.urgent, false) as "isUrgent",
       exists (select from contact b where b.customer_id = c.customer_id and b.is_vip and case when c.identified_contact_id is not null then b.id = c.identified_contact_id
         else exists (select from contact_number m where m.customer_id = b.customer_id and m.contact_id = b.id and m.number = c.caller_number) end) as "isVip", s.since, ${CHOSEN}
     from call c join customer k on k.id = c.customer_id ${ACCOUNTS} left join call_note n on n.call_id = c.id
     where c.id = any($1::uuid[]) and c.state = 'ENDED' and c.trashed_at is null and (n.id is not null or c.result in ('MISSED', 'ABANDONED'))
   ) told join customer k on k.id = told.customer_id where told."happenedAt" >= greatest(told.since, $2::timestamptz)`,
);
// Whoever has read it already is told of nothing.
const OF_THREADS = statement<Candidate>(
  'notification-of-threads',
  `select p.id as "accountId", 'MESSAGE' as matter, m.id as "subjectId", m.sent_at as "happenedAt", false as "isUrgent", false as "isVip", ${CHOSEN}, ${CONSENTED('m.sent_at')}
   from message m join customer k on k.id = m.customer_id ${ACCOUNTS}
   where m.thread_id = any($1::uuid[]) and m.secretary_id is not null and m.sent_at >= greatest(s.since, $2::timestamptz)
     and not exists (select from message_reading r where r.thread_id = m.thread_id and r.customer_user_id = p.customer_user_id and r.through >= m.place)`,
);
const ADD_PUSH = statement(
  'notification-add-push',
  `insert into notification (id, account_id, channel, device_id, cause, subject_id, happened_at, due_at, next_try_at)
   select gen_random_uuid(), $1, 'PUSH', d.id, $2, $3, $4, $5, $5 from push_device d where d.account_id = $1 and d.created_at <= $4 on conflict do nothing`,
);
const ADD_EMAIL = statement(
  'notification-add-email',
  `insert into notification (id, account_id, channel, cause, subject_id, happened_at, due_at, next_try_at) values (gen_random_uuid(), $1, 'EMAIL', $2, $3, $4, $5, $5) on conflict do nothing`,
);

/** Whether somebody who has chosen these causes wants to be told. */
export function isWanted(causes: readonly Cause[], { matter, isUrgent, isVip }: Pick<Candidate, 'matter' | 'isUrgent' | 'isVip'>): boolean {
  if (matter === 'MESSAGE') return causes.includes('MESSAGE');
  return causes.includes(matter === 'NOTE' ? 'NOTE' : 'MISSED') || (isVip && causes.includes('VIP')) || (isUrgent && causes.includes('URGENT'));
}

async function add(sql: Sql, told: Candidate, now: Date): Promise<void> {
  const { accountId, matter, subjectId, happenedAt, quietFrom, quietUntil: quietEnd, quietWeekdays, timeZone } = told;
  const isHeld = quietFrom !== null && quietEnd !== null && !(told.urgentPassesQuiet && told.isUrgent);
  const dueAt = (isHeld && quietUntil({ from: quietFrom, until: quietEnd, weekdays: quietWeekdays }, timeZone, now)) || now;
  if (told.hasPush && isWanted(told.pushCauses, told)) await sql.query(ADD_PUSH, [accountId, matter, subjectId, happenedAt, dueAt]);
  if (told.hasEmail && isWanted(told.emailCauses, told))
    await sql.query(ADD_EMAIL, [accountId, matter, subjectId, happenedAt, told.emailRhythm === 'AT_ONCE' ? dueAt : gatheredAt({ rhythm: told.emailRhythm, time: told.emailTime, weekday: told.emailWeekday }, timeZone, now)]);
}

/**
 * Looks through what happened since the last time and notes who is to be told of what. The place in the log moves on in the same
 * transaction, so a process that is killed leaves nothing out and nothing twice; of several processes one works.
 */
export async function collect({ sql, now, log }: { sql: Sql; now(): Date; log: Logger }): Promise<void> {
  for (let isMore = true; isMore; )
    isMore = await sql.transaction(async sql => {
      const cursor = await sql.one(HOLD);
      if (!cursor) return false;
      try {
        const events = await readEvents(sql, cursor.seq, PORTION);
        if (!events.length) return false;
        const subjects = (wanted: string) => [...new Set(events.flatMap(({ kind, subjectId }) => (kind === wanted ? [subjectId] : [])))];
        const from = new Date(now().getTime() - NEWS_HOURS * 3_600_000);
        const values = [from, CONSENTS.PUSH_NOTIFICATIONS.version, CONSENTS.EMAIL_NOTIFICATIONS.version];
        const calls = subjects('CALL_CHANGED');
        const threads = subjects('MESSAGES_CHANGED');
        const candidates = [...(calls.length ? await sql.query(OF_CALLS, [calls, ...values]) : []), ...(threads.length ? await sql.query(OF_THREADS, [threads, ...values]) : [])];
        for (const candidate of candidates) await add(sql, candidate, now());
        await sql.query(MOVE, [events.at(-1)!.seq]);
        return events.length === PORTION;
      } catch (error) {
        if (!(error instanceof CursorExpired)) throw error;
        // Nobody looked for longer than the log is kept. What it had then is no news any more.
        log.warn({ from: cursor.seq }, 'the event log was forgotten beyond what notifications had been collected from');
        await sql.query(MOVE, [(await currentPosition(sql)).seq]);
        return false;
      }
    });
}
