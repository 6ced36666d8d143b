import { statement, type Sql } from '../database/sql.ts';
import type { Matter } from './collecting.ts';

/** What there is to tell of one matter, as it is stored at this moment. */
export interface Content {
  matter: Matter;
  subjectId: string;
  /** Where it is read in the portal. */
  path: string;
  at: Date;
  isUrgent: boolean;
  callBackWished: boolean;
  /** Who called or wrote; null where nobody knows. */
  name: string | null;
  company: string | null;
  number: string | null;
  /** The concern, or the message. */
  text: string | null;
}

const OF_CALLS = statement<Omit<Content, 'path' | 'matter'>>(
  'notification-content-of-calls',
  `select c.id as "subjectId", c.received_at as at, coalesce(n.urgent, false) as "isUrgent", coalesce(n.call_back_wished, false) as "callBackWished", coalesce(n.caller_name, c.contact_names) as name,
     n.caller_company as company, coalesce(n.caller_number, c.caller_number) as number, n.concern as text
   from call c left join call_note n on n.call_id = c.id where c.id = any($1::uuid[]) and c.trashed_at is null and c.emptied_at is null`,
);
const OF_MESSAGES = statement<Omit<Content, 'path' | 'matter'> & { threadId: string }>(
  'notification-content-of-messages',
  `select m.id as "subjectId", m.thread_id as "threadId", m.sent_at as at, false as "isUrgent", false as "callBackWished", s.name, null as company, null as number, m.text
   from message m left join secretary s on s.id = m.secretary_id where m.id = any($1::uuid[])`,
);

/** What there is to tell, the oldest first. What was erased, restricted or moved to the trash meanwhile is not told of. */
export async function readContents(sql: Pick<Sql, 'query'>, wanted: readonly { cause: Matter; subjectId: string; happenedAt: Date }[]): Promise<Content[]> {
  const ids = (...matters: Matter[]) => wanted.filter(({ cause }) => matters.includes(cause)).map(({ subjectId }) => subjectId);
  const calls = new Map((ids('NOTE', 'MISSED').length ? await sql.query(OF_CALLS, [ids('NOTE', 'MISSED')]) : []).map(row => [row.subjectId, row]));
  const messages = new Map((ids('MESSAGE').length ? await sql.query(OF_MESSAGES, [ids('MESSAGE')]) : []).map(row => [row.subjectId, row]));
  const contents = wanted.flatMap(({ cause: matter, subjectId, happenedAt }): Content[] => {
    if (matter === 'TEST') return [{ matter, subjectId, path: '/portal/notifications', at: happenedAt, isUrgent: false, callBackWished: false, name: null, company: null, number: null, text: null }];
    const call = calls.get(subjectId);
    const message = messages.get(subjectId);
    if (matter === 'MESSAGE') return message ? [{ ...message, matter, path: `/portal/messages/${message.threadId}` }] : [];
    return call ? [{ ...call, matter, path: `/portal/calls/${subjectId}` }] : [];
  });
  // A missed call with a note by now is told of once.
  return contents.filter(({ matter, subjectId }) => matter !== 'MISSED' || !contents.some(other => other.matter === 'NOTE' && other.subjectId === subjectId)).sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** How many there are of each, in the order in which they are told. */
export const countsOf = (contents: readonly Pick<Content, 'matter' | 'isUrgent'>[]) => ({
  notes: contents.filter(({ matter }) => matter === 'NOTE').length,
  urgent: contents.filter(({ isUrgent }) => isUrgent).length,
  missed: contents.filter(({ matter }) => matter === 'MISSED').length,
  messages: contents.filter(({ matter }) => matter === 'MESSAGE').length,
});
export type Counts = ReturnType<typeof countsOf>;
