import type { CallFilter } from '../graphql/generated/graphql.ts';

/** The ways to narrow the history down, in the order in which they are offered. */
export const CALL_KINDS = ['all', 'callBack', 'urgent', 'missed'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

const FILTERS: Record<CallKind, CallFilter> = {
  all: {},
  callBack: { needsCallBack: true },
  urgent: { urgent: true },
  missed: { results: ['MISSED', 'ABANDONED'] },
};

/** What an address says about the history: ?kind=urgent&search=Maier. */
export function readHistoryAddress(params: URLSearchParams): { kind: CallKind; search: string } {
  const kind = params.get('kind');
  return { kind: CALL_KINDS.find(known => known === kind) ?? 'all', search: params.get('search') ?? '' };
}

/** The address for this narrowing; what is the default is left out. */
export function writeHistoryAddress({ kind, search }: { kind: CallKind; search: string }): URLSearchParams {
  const params = new URLSearchParams();
  if (kind !== 'all') params.set('kind', kind);
  if (search.trim() !== '') params.set('search', search.trim());
  return params;
}

/**
 * The filter of the API for this narrowing. Pages that were fetched before events were missed must not be joined to newer ones, so each snapshot
 * has a list of its own in the cache: they differ by a moment long before the first call.
 */
export const filterOf = (kind: CallKind, search: string, snapshot: number): CallFilter => ({
  ...FILTERS[kind],
  ...(search.trim() === '' ? {} : { search: search.trim() }),
  ...(snapshot === 0 ? {} : { from: new Date(snapshot).toISOString() }),
});
