import { DateTime } from 'luxon';
import { readCustomer } from '../customers/customer.rows.ts';
import { SERVICE_ZONE } from '../desk/desk.service.ts';
import { readTarget, type ServiceTarget } from '../desk/target.service.ts';
import type { SignedIn } from '../context.ts';
import { badInput, Forbidden } from '../errors.ts';
import { canSeeStatistics } from './statistics.policy.ts';
import { type FiguresRow, type GroupRow, type Range, readOwnStatistics, readStatistics, readTotal } from './statistics.rows.ts';

/** The longest range: what is read is the calls of the range, so its length bounds the work. */
export const MOST_DAYS = 92;

/** So many customers are told of one by one. */
const MOST_CUSTOMERS = 200;

/** What came of the calls of a range of days. Supervisors. */
export async function callStatistics(ctx: SignedIn, from: string, until: string, customerId: string | null) {
  if (!canSeeStatistics(ctx.actor)) throw new Forbidden();
  const target = await readTarget(ctx.sql);
  const range = readRange(from, until, ctx.now(), target);
  if (customerId !== null && !(await readCustomer(ctx.sql, customerId))) throw badInput('customerId', 'There is no such customer.');
  const rows = await readStatistics(ctx.sql, range, customerId);
  const customers = rows.filter(({ kind }) => kind === 'CUSTOMER').toSorted(byCalls);
  return {
    from, until, ...common(rows, range, target),
    customers: customers.slice(0, MOST_CUSTOMERS).map(row => ({ customerId: row.customerId, figures: figures(row, target) })),
    customerCount: customers.length,
    // Those that nobody took are nobody's.
    secretaries: rows.filter(({ kind, secretaryId }) => kind === 'SECRETARY' && secretaryId !== null).toSorted(byCalls).map(row => ({ secretaryId: row.secretaryId, figures: figures(row, target) })),
  };
}

/** What came of the calls that the secretary who asks took. */
export async function ownCallStatistics(ctx: SignedIn, from: string, until: string) {
  if (ctx.actor.kind !== 'SECRETARY') throw new Forbidden();
  const target = await readTarget(ctx.sql);
  const range = readRange(from, until, ctx.now(), target);
  return { from, until, ...common(await readOwnStatistics(ctx.sql, range, ctx.actor.secretaryId), range, target) };
}

/** What came of the calls that came since midnight. Supervisors. */
export async function callsToday(ctx: SignedIn) {
  if (!canSeeStatistics(ctx.actor)) throw new Forbidden();
  const target = await readTarget(ctx.sql);
  const today = DateTime.fromJSDate(ctx.now(), { zone: SERVICE_ZONE }).toISODate() as string;
  return figures(await readTotal(ctx.sql, readRange(today, today, ctx.now(), target)), target);
}

type ReadRange = Range & { days: string[] };

function readRange(from: string, until: string, now: Date, { seconds }: ServiceTarget): ReadRange {
  const [first, last] = [DateTime.fromISO(from, { zone: SERVICE_ZONE }), DateTime.fromISO(until, { zone: SERVICE_ZONE })];
  if (!first.isValid) throw badInput('from', 'There is no such day.');
  if (!last.isValid) throw badInput('until', 'There is no such day.');
  const days = Math.round(last.diff(first, 'days').days) + 1;
  if (days < 1) throw badInput('until', 'The last day is before the first.');
  if (days > MOST_DAYS) throw badInput('until', `At most ${MOST_DAYS} days.`);
  return {
    from: first.startOf('day').toJSDate(), until: last.startOf('day').plus({ days: 1 }).toJSDate(), zone: SERVICE_ZONE, now, targetSeconds: seconds,
    days: Array.from({ length: days }, (_, ahead) => first.plus({ days: ahead }).toISODate() as string),
  };
}

function common(rows: readonly GroupRow[], { days }: ReadRange, target: ServiceTarget) {
  const total = rows.find(({ kind }) => kind === 'TOTAL');
  const ofHour = new Map(rows.filter(({ kind }) => kind === 'HOUR').map(row => [row.hour, row]));
  const ofDay = new Map(rows.filter(({ kind }) => kind === 'DAY').map(row => [row.day, row]));
  return {
    total: figures(total ?? NOTHING, target),
    hours: Array.from({ length: 24 }, (_, hour) => ({ hour, figures: figures(ofHour.get(hour) ?? NOTHING, target) })),
    days: days.map(day => ({ day, figures: figures(ofDay.get(day) ?? NOTHING, target) })),
  };
}

const NOTHING: FiguresRow = { calls: 0, taken: 0, offered: 0, takenInTime: 0, medianWaitSeconds: null, p90WaitSeconds: null, messageTaken: 0, putThrough: 0, informationGiven: 0, refused: 0, abandoned: 0, missed: 0, notesRatedGood: 0, notesRatedBad: 0 };

function figures(row: FiguresRow, target: ServiceTarget) {
  const results = [
    { result: 'MESSAGE_TAKEN' as const, calls: row.messageTaken }, { result: 'PUT_THROUGH' as const, calls: row.putThrough }, { result: 'INFORMATION_GIVEN' as const, calls: row.informationGiven },
    { result: 'REFUSED' as const, calls: row.refused }, { result: 'ABANDONED' as const, calls: row.abandoned }, { result: 'MISSED' as const, calls: row.missed },
  ];
  const said = results.reduce((sum, { calls }) => sum + calls, 0);
  return {
    calls: row.calls, taken: row.taken, medianWaitSeconds: row.medianWaitSeconds, p90WaitSeconds: row.p90WaitSeconds,
    level: levelOf(row, target),
    results: [...results, { result: null, calls: row.calls - said }],
    notesRatedGood: row.notesRatedGood, notesRatedBad: row.notesRatedBad,
  };
}

const levelOf = ({ offered, takenInTime }: Pick<FiguresRow, 'offered' | 'takenInTime'>, { seconds, percent }: ServiceTarget) =>
  ({ offered, takenInTime, targetSeconds: seconds, targetPercent: percent, share: offered ? takenInTime / offered : null });

const byCalls = (a: GroupRow, b: GroupRow): number => b.calls - a.calls || `${a.customerId}${a.secretaryId}`.localeCompare(`${b.customerId}${b.secretaryId}`);
