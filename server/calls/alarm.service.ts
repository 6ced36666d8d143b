import type { SignedIn } from '../context.ts';
import { type Sql, statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';

/** What a supervisor should look at: a customer's calls reached the limit of dials, or a number in a country that is not dialled was asked for. */
export enum TelephonyAlarmKind {
  DIAL_LIMIT = 'DIAL_LIMIT',
  COUNTRY_REFUSED = 'COUNTRY_REFUSED',
}

/** An alarm; open while `dismissedAt` is null. */
export interface AlarmRow {
  id: string;
  customerId: string | null;
  kind: TelephonyAlarmKind;
  number: string | null;
  raisedAt: Date;
  lastAt: Date;
  times: number;
  dismissedAt: Date | null;
  dismissedById: string | null;
}

const COLUMNS = `id, customer_id as "customerId", kind, number, raised_at as "raisedAt", last_at as "lastAt", times, dismissed_at as "dismissedAt", dismissed_by as "dismissedById"`;
const RAISE = statement<{ id: string }>(
  'alarm-raise',
  `insert into telephony_alarm (id, customer_id, kind, number, raised_at, last_at) values ($1, $2, $3, $4, $5, $5)
   on conflict (kind, customer_id) where dismissed_at is null
   do update set times = telephony_alarm.times + 1, last_at = excluded.last_at, number = excluded.number returning id`,
);
const LIST = statement<AlarmRow>(
  'alarm-list',
  `(select ${COLUMNS} from telephony_alarm where dismissed_at is null order by last_at desc, id)
   union all (select ${COLUMNS} from telephony_alarm where dismissed_at is not null order by dismissed_at desc, id limit 20)`,
);
const BY_ID = statement<AlarmRow>('alarm-by-id', `select ${COLUMNS} from telephony_alarm where id = $1`);
const DISMISS = statement<{ id: string }>('alarm-dismiss', 'update telephony_alarm set dismissed_at = $2, dismissed_by = $3 where id = $1 and dismissed_at is null returning id');

/**
 * Raises an alarm and tells the supervisors. While one of the kind is open for the customer it counts up and names the
 * newest number. Ends a transaction's work: it appends the event.
 */
export async function raiseAlarm(sql: Sql, alarm: { kind: `${TelephonyAlarmKind}`; customerId: string | null; number: string | null }, now: Date): Promise<void> {
  await sql.transaction(async sql => {
    const raised = await sql.one(RAISE, [crypto.randomUUID(), alarm.customerId, alarm.kind, alarm.number?.slice(0, 50) ?? null, now]);
    await appendEvent(sql, 'TELEPHONY_CHANGED', null, (raised as { id: string }).id);
  });
}

/** The open alarms, the newest first, and after them the twenty that were dismissed last. */
export const listAlarms = (sql: Pick<Sql, 'query'>) => sql.query(LIST);

/** Says that somebody has looked at it; nothing happens to one that is dismissed already. */
export async function dismissAlarm(ctx: SignedIn, id: string): Promise<AlarmRow> {
  if (ctx.actor.kind !== 'SECRETARY' || !isUuid(id)) throw new Forbidden();
  const { secretaryId } = ctx.actor;
  await ctx.sql.transaction(async sql => {
    if (await sql.one(DISMISS, [id, ctx.now(), secretaryId])) await appendEvent(sql, 'TELEPHONY_CHANGED', null, id);
  });
  const alarm = await ctx.sql.one(BY_ID, [id]);
  if (!alarm) throw new Forbidden();
  return alarm;
}
