import { type Sql, statement } from '../database/sql.ts';
import { appendEvent } from '../events/event-log.ts';

/** What is known of a telephone exchange that one of our processes drives. */
export interface ExchangeState {
  name: string;
  /** The process that drives it. */
  holder: string;
  /** Null: there is no connection now. */
  connectedSince: Date | null;
  /** When the connection was lost; null while there is one. */
  lostAt: Date | null;
  /** What the exchange calls itself; null when it has not said. */
  version: string | null;
  lastEventAt: Date | null;
}

const COLUMNS = `name, holder, connected_since as "connectedSince", lost_at as "lostAt", version, last_event_at as "lastEventAt"`;
const READ = statement<ExchangeState>('exchange-read', `select ${COLUMNS} from exchange order by name limit 1`);
const CONNECTED = statement<{ name: string }>(
  'exchange-connected',
  `insert into exchange (name, holder, connected_since, lost_at, version, last_event_at) values ($1, $2, $3, null, $4, $3)
   on conflict (name) do update set holder = $2, connected_since = $3, lost_at = null, version = coalesce($4, exchange.version), last_event_at = $3 returning name`,
);
// Whoever does not hold it any more has nothing to say of it, and a connection is lost once.
const LOST = statement<{ name: string }>(
  'exchange-lost',
  `insert into exchange (name, holder, lost_at) values ($1, $2, $3)
   on conflict (name) do update set connected_since = null, lost_at = $3 where exchange.holder = $2 and exchange.lost_at is null returning name`,
);
const HEARD = statement<{ name: string }>(
  'exchange-heard',
  `update exchange set last_event_at = $2 where name = $1 and (last_event_at is null or last_event_at < $2::timestamptz - interval '5 seconds') returning name`,
);
const FORGET = statement<{ name: string }>('exchange-forget', 'delete from exchange where name = $1 returning name');

// The exchange has a name and no id, and there is one.
const SUBJECT = '00000000-0000-4000-8000-000000000001';

const telling = (sql: Sql, change: (sql: Sql) => Promise<unknown>) =>
  sql.transaction(async sql => {
    if (await change(sql)) await appendEvent(sql, 'TELEPHONY_CHANGED', null, SUBJECT);
  });

/** What is known of the exchange; undefined where none is set up. */
export const systemState = (sql: Pick<Sql, 'one'>) => sql.one(READ);

/**
 * Says that a process has connected to the exchange, or has lost it, and tells the supervisors. `holder` names the
 * process: a loss that is told by another than the one that connected last is not noted.
 */
export const setExchangeState = (sql: Sql, state: { name: string; holder: string; connected: boolean; version?: string | null }, now: Date) =>
  telling(sql, sql =>
    state.connected ? sql.one(CONNECTED, [state.name, state.holder, now, state.version ?? null]) : sql.one(LOST, [state.name, state.holder, now]));

/** Notes that the exchange told something; written every few seconds at most. */
export const heardFromExchange = (sql: Sql, name: string, now: Date) => telling(sql, sql => sql.one(HEARD, [name, now]));

/** Forgets an exchange that is not set up any more. */
export const forgetExchange = (sql: Sql, name: string) => telling(sql, sql => sql.one(FORGET, [name]));
