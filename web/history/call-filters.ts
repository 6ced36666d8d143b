import type { CallFilter, CallResult } from '../graphql/generated/graphql.ts';
import { addDays, momentOf, weekdayOf, type Day } from '../ui/zoned-time.ts';

/** The ways to narrow the history down, in the order in which they are offered. */
export const CALL_KINDS = ['all', 'callBack', 'urgent', 'missed'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** What can have come of a call, in the order in which it is offered. */
export const CALL_RESULTS = ['MESSAGE_TAKEN', 'PUT_THROUGH', 'INFORMATION_GIVEN', 'REFUSED', 'ABANDONED', 'MISSED'] as const satisfies readonly `${CallResult}`[];

/** Times that are chosen with one tap, in the order in which they are offered. */
export const CALL_TIMES = ['today', 'week', 'lastMonth'] as const;
export type CallTime = (typeof CALL_TIMES)[number];

/** When calls came: at any time, in a time by its name, or from one day to another, both included and each of them open. */
export type CallSpan = null | CallTime | { from: Day | null; until: Day | null };

/** What of the history is shown. A result and the kind of the missed calls are not chosen together: the later takes the place of the other. */
export interface Narrowing { kind: CallKind; search: string; span: CallSpan; result: CallResult | null; secretaryId: string | null; contactId: string | null }

/** Nothing is left out. */
export const EVERYTHING: Narrowing = { kind: 'all', search: '', span: null, result: null, secretaryId: null, contactId: null };

const FILTERS: Record<CallKind, CallFilter> = {
  all: {},
  callBack: { needsCallBack: true },
  urgent: { urgent: true },
  missed: { results: ['MISSED', 'ABANDONED'] },
};
const DAY = /^\d{4}-\d\d-\d\d$/;
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What an address says about the history: ?kind=urgent&search=Maier&time=week, or from=2026-08-01&until=2026-08-15 in the place of the time. */
export function readHistoryAddress(params: URLSearchParams): Narrowing {
  const said = (name: string, form: RegExp) => { const value = params.get(name); return value !== null && form.test(value) ? value : null; };
  const day = (name: string) => { const value = said(name, DAY); return value !== null && !Number.isNaN(Date.parse(value)) ? value : null; };
  const [from, until] = [day('from'), day('until')];
  const kind = CALL_KINDS.find(known => known === params.get('kind')) ?? 'all';
  return {
    kind, search: params.get('search') ?? '',
    span: CALL_TIMES.find(known => known === params.get('time')) ?? (from === null && until === null ? null : { from, until }),
    result: kind === 'missed' ? null : (CALL_RESULTS.find(known => known === params.get('result')) ?? null), secretaryId: said('secretary', ID), contactId: said('contact', ID),
  };
}

/** The address for this narrowing; what is the default is left out. */
export function writeHistoryAddress({ kind, search, span, result, secretaryId, contactId }: Narrowing): URLSearchParams {
  const params = new URLSearchParams();
  if (kind !== 'all') params.set('kind', kind);
  if (search.trim() !== '') params.set('search', search.trim());
  if (typeof span === 'string') params.set('time', span);
  else if (span) for (const [name, day] of Object.entries(span)) if (day !== null) params.set(name, day);
  if (result) params.set('result', result);
  if (secretaryId) params.set('secretary', secretaryId);
  if (contactId) params.set('contact', contactId);
  return params;
}

/** What is shown after a change; of a result and the missed calls the newer holds. */
export function narrowed(before: Narrowing, change: Partial<Narrowing>): Narrowing {
  const after = { ...before, ...change };
  if (after.kind !== 'missed' || after.result === null) return after;
  return change.kind === 'missed' ? { ...after, result: null } : { ...after, kind: 'all' };
}

/** The first and the last day of a span; null: open. The week begins on Monday, and the last month is the one of the calendar before this. */
export function daysOf(span: CallSpan, today: Day): { from: Day | null; until: Day | null } {
  switch (span) {
    case null: return { from: null, until: null };
    case 'today': return { from: today, until: today };
    case 'week': {
      const monday = addDays(today, -weekdayOf(today));
      return { from: monday, until: addDays(monday, 6) };
    }
    case 'lastMonth': {
      const until = addDays(`${today.slice(0, 8)}01`, -1);
      return { from: `${until.slice(0, 8)}01`, until };
    }
    default: return span;
  }
}

/**
 * The filter of the API for this narrowing, with days as they are in the zone. Pages that were fetched before events were missed must not be joined to
 * newer ones, so each snapshot has a list of its own in the cache: they differ by a moment long before the first call, or by how the same moment is written.
 */
export function filterOf({ kind, search, span, result, secretaryId, contactId }: Narrowing, { timeZone, today, snapshot }: { timeZone: string; today: Day; snapshot: number }): CallFilter {
  const { from, until } = daysOf(span, today);
  const beginning = (day: Day) => momentOf({ day, time: '00:00' }, timeZone);
  const begin = from === null ? (snapshot === 0 ? null : new Date(snapshot).toISOString()) : beginning(from)?.replace('Z', `${'0'.repeat(snapshot)}Z`);
  const end = until === null ? null : beginning(addDays(until, 1));
  return {
    ...FILTERS[kind],
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(result ? { results: [result] } : {}), ...(secretaryId ? { secretaryId } : {}), ...(contactId ? { contactId } : {}),
    ...(begin ? { from: begin } : {}), ...(end ? { until: end } : {}),
  };
}
