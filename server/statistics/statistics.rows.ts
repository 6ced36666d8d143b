import { statement, type Sql } from '../database/sql.ts';

/** What came of so many calls. */
export interface FiguresRow {
  calls: number;
  taken: number;
  /** That were taken, or have waited longer than the target. */
  offered: number;
  takenInTime: number;
  /** Of those taken, in seconds; null when none was. */
  medianWaitSeconds: number | null;
  p90WaitSeconds: number | null;
  messageTaken: number;
  putThrough: number;
  informationGiven: number;
  refused: number;
  abandoned: number;
  missed: number;
  /** How many of their notes the customers rated. */
  notesRatedGood: number;
  notesRatedBad: number;
}

/** The figures of one group: of an hour of the day, a day, a customer, a secretary; `kind` says which. */
export interface GroupRow extends FiguresRow {
  kind: 'TOTAL' | 'HOUR' | 'DAY' | 'CUSTOMER' | 'SECRETARY';
  hour: number | null;
  day: string | null;
  customerId: string | null;
  secretaryId: string | null;
}

/** The calls of which figures are asked, and what counts as in time. */
export interface Range { from: Date; until: Date; zone: string; now: Date; targetSeconds: number }

// A restricted call lies aside, where nobody sees who called. It was a call all the same; what was thought of its note lies aside with it and is counted nowhere.
const CALLS = (call: string, aside: string) => `
  calls as materialized (
    select id, received_at, taken_at, result, customer_id, taken_by from call where received_at >= $1 and received_at < $2 ${call}
    union all
    select null, received_at, (row ->> 'taken_at')::timestamptz, row ->> 'result', customer_id, (row ->> 'taken_by')::uuid
      from restricted_row where table_name = 'call' and received_at >= $1 and received_at < $2 ${aside}
  ),
  told as materialized (
    select extract(hour from received_at at time zone $3)::int as hour, (received_at at time zone $3)::date as day, customer_id, taken_by, result, rating, taken_at is not null as taken,
      taken_at is not null or received_at < $4::timestamptz - make_interval(secs => $5) as offered, taken_at <= received_at + make_interval(secs => $5) as in_time,
      extract(epoch from taken_at - received_at)::float8 as waited
    from calls left join (select call_id, rating from note_rating) r on r.call_id = calls.id
  )`;

const result = (name: string) => `count(*) filter (where result = '${name}')::int`;
const FIGURES = `count(*)::int as calls, count(*) filter (where taken)::int as taken, count(*) filter (where offered)::int as offered, count(*) filter (where in_time)::int as "takenInTime",
  percentile_cont(0.5) within group (order by waited) as "medianWaitSeconds", percentile_cont(0.9) within group (order by waited) as "p90WaitSeconds",
  ${result('MESSAGE_TAKEN')} as "messageTaken", ${result('PUT_THROUGH')} as "putThrough", ${result('INFORMATION_GIVEN')} as "informationGiven",
  ${result('REFUSED')} as refused, ${result('ABANDONED')} as abandoned, ${result('MISSED')} as missed,
  count(*) filter (where rating = 'GOOD')::int as "notesRatedGood", count(*) filter (where rating = 'BAD')::int as "notesRatedBad"`;

// Each set has its own number: a call that nobody took has no secretary, which looks like no group otherwise.
const BY_ALL = `
  select case grouping(hour, day, customer_id, taken_by) when 15 then 'TOTAL' when 7 then 'HOUR' when 11 then 'DAY' when 13 then 'CUSTOMER' when 14 then 'SECRETARY' end as kind,
    hour, day::text as day, customer_id as "customerId", taken_by as "secretaryId", ${FIGURES}
  from told group by grouping sets ((), (hour), (day), (customer_id), (taken_by))`;
const BY_TIME = `
  select case grouping(hour, day) when 3 then 'TOTAL' when 1 then 'HOUR' when 2 then 'DAY' end as kind, hour, day::text as day, null::uuid as "customerId", null::uuid as "secretaryId", ${FIGURES}
  from told group by grouping sets ((), (hour), (day))`;

const OF_ALL = statement<GroupRow>('statistics-of-all', `with ${CALLS('', '')} ${BY_ALL}`);
const OF_CUSTOMER = statement<GroupRow>('statistics-of-customer', `with ${CALLS('and customer_id = $6', 'and customer_id = $6')} ${BY_ALL}`);
const OF_SECRETARY = statement<GroupRow>('statistics-of-secretary', `with ${CALLS('and taken_by = $6', `and row ->> 'taken_by' = $6::uuid::text`)} ${BY_TIME}`);
const TOTAL = statement<FiguresRow>('statistics-total', `with ${CALLS('', '')} select ${FIGURES} from told`);

const values = ({ from, until, zone, now, targetSeconds }: Range) => [from, until, zone, now, targetSeconds];

/** The figures of all calls that came in the range: in all, by hour of the day, by day, by customer and by secretary. */
export const readStatistics = (sql: Sql, range: Range, customerId: string | null): Promise<GroupRow[]> =>
  customerId === null ? sql.query(OF_ALL, values(range)) : sql.query(OF_CUSTOMER, [...values(range), customerId]);

/** The same of the calls that a secretary took. */
export const readOwnStatistics = (sql: Sql, range: Range, secretaryId: string): Promise<GroupRow[]> => sql.query(OF_SECRETARY, [...values(range), secretaryId]);

/** In all alone. */
export const readTotal = async (sql: Sql, range: Range): Promise<FiguresRow> => (await sql.one(TOTAL, values(range))) as FiguresRow;
