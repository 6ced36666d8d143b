import { statement, type Sql } from '../database/sql.ts';
import type { DeviceWords } from '../identity/session.ts';

/** What somebody wants to be told of. */
export const CAUSES = ['NOTE', 'VIP', 'URGENT', 'MISSED', 'MESSAGE'] as const;
export type Cause = (typeof CAUSES)[number];

/** What somebody has chosen. Times as HH:MM. */
export interface SettingRow {
  pushCauses: Cause[];
  emailCauses: Cause[];
  pushShowsContent: boolean;
  emailShowsContent: boolean;
  quietFrom: string | null;
  quietUntil: string | null;
  quietWeekdays: number[];
  urgentPassesQuiet: boolean;
  emailRhythm: 'AT_ONCE' | 'DAILY' | 'WEEKLY';
  emailTime: string;
  emailWeekday: number;
}

/** A device that is told; `isCurrent`: the one that asks. */
export interface PushDeviceRow extends DeviceWords { __typename: 'PushDevice'; id: string; createdAt: Date; lastReachedAt: Date | null; isCurrent: boolean }

/** What is offered to whoever has chosen nothing yet: what matters, and nothing personal. */
export const UNCHOSEN: SettingRow = {
  pushCauses: ['NOTE', 'MISSED', 'MESSAGE'], emailCauses: [], pushShowsContent: false, emailShowsContent: false, quietFrom: null, quietUntil: null, quietWeekdays: [1, 2, 3, 4, 5, 6, 7],
  urgentPassesQuiet: false, emailRhythm: 'AT_ONCE', emailTime: '18:00', emailWeekday: 5,
};

const READ = statement<SettingRow>(
  'notification-setting',
  `select push_causes as "pushCauses", email_causes as "emailCauses", push_shows_content as "pushShowsContent", email_shows_content as "emailShowsContent", to_char(quiet_from, 'HH24:MI') as "quietFrom",
     to_char(quiet_until, 'HH24:MI') as "quietUntil", quiet_weekdays as "quietWeekdays", urgent_passes_quiet as "urgentPassesQuiet", email_rhythm as "emailRhythm", to_char(email_time, 'HH24:MI') as "emailTime", email_weekday as "emailWeekday"
   from notification_setting where account_id = $1`,
);
const DEVICES = statement<PushDeviceRow>(
  'push-devices',
  `select 'PushDevice' as "__typename", id, browser, system, created_at as "createdAt", last_reached_at as "lastReachedAt", session_id is not distinct from $2::uuid as "isCurrent"
   from push_device where account_id = $1 order by "isCurrent" desc, created_at desc, id`,
);

/** What the account has chosen; null when nothing yet. */
export const readSetting = async (sql: Pick<Sql, 'one'>, accountId: string): Promise<SettingRow | null> => (await sql.one(READ, [accountId])) ?? null;

/** The account's devices, the one with this session first. */
export const readDevices = (sql: Pick<Sql, 'query'>, accountId: string, sessionId: string | null): Promise<PushDeviceRow[]> => sql.query(DEVICES, [accountId, sessionId]);
