import type { Cache } from '@urql/exchange-graphcache';
import { gql } from 'urql';

/** What of a call decides in which lists it stands. */
export type ListedCall = { __typename: 'Call'; id: string; state?: string; result?: string | null; needsCallBack?: boolean; receivedAt?: string; customer?: { id?: string } | null; takenBy?: { id?: string } | null; caller?: { contacts?: readonly { id?: string }[] } | null; note?: { urgent?: boolean } | null };

type Filter = { search?: string | null; customerId?: string | null; states?: string[] | null; results?: string[] | null; needsCallBack?: boolean | null; urgent?: boolean | null; secretaryId?: string | null; contactId?: string | null; from?: string | null; until?: string | null };

const EDGE = gql`fragment LiveEdge on CallEdge { __typename cursor node { __typename id } }`;

/**
 * Whether a call belongs into a list with this filter; null where only the server can tell (words are searched for, or a fact is not at hand),
 * so that the list is left as it is.
 */
export function belongs(call: ListedCall, filter: Filter | null | undefined): boolean | null {
  if (!filter) return true;
  if (filter.search) return null;
  const checks: (boolean | null)[] = [
    filter.customerId ? (call.customer?.id === undefined ? null : call.customer.id === filter.customerId) : true,
    filter.states ? (call.state === undefined ? null : filter.states.includes(call.state)) : true,
    filter.results ? (call.result === undefined ? null : call.result !== null && filter.results.includes(call.result)) : true,
    typeof filter.needsCallBack === 'boolean' ? (call.needsCallBack === undefined ? null : call.needsCallBack === filter.needsCallBack) : true,
    typeof filter.urgent === 'boolean' ? (call.note === undefined ? null : (call.note?.urgent ?? false) === filter.urgent) : true,
    filter.secretaryId ? (call.takenBy === undefined ? null : call.takenBy?.id === filter.secretaryId) : true,
    filter.contactId ? (call.caller?.contacts === undefined ? null : call.caller.contacts.some(({ id }) => id === filter.contactId)) : true,
    filter.from ? (call.receivedAt === undefined ? null : call.receivedAt >= filter.from) : true,
    filter.until ? (call.receivedAt === undefined ? null : call.receivedAt < filter.until) : true,
  ];
  if (checks.includes(false)) return false;
  return checks.includes(null) ? null : true;
}

/** Takes a call that is gone out of every list and off the desk. */
export function takeOutOfLists(cache: Cache, callId: string): void {
  const key = cache.keyOfEntity({ __typename: 'Call', id: callId });
  if (!key) return;
  for (const { fieldName, fieldKey } of cache.inspectFields('Query')) {
    const connection = fieldName === 'calls' ? (cache.resolve('Query', fieldKey) as string | null) : null;
    const edges = connection && (cache.resolve(connection, 'edges') as string[] | null);
    if (connection && Array.isArray(edges)) cache.link(connection, 'edges', edges.filter(edge => cache.resolve(edge, 'node') !== key));
  }
  const desk = cache.resolve('Query', 'desk') as string | null | undefined;
  const openNotes = desk && (cache.resolve(desk, 'openNotes') as string[] | null | undefined);
  if (desk && Array.isArray(openNotes)) cache.link(desk, 'openNotes', openNotes.filter(other => other !== key));
}

/** Brings a changed call into every cached list it now belongs to, newest first, and out of those it left. */
export function placeInLists(cache: Cache, call: ListedCall): void {
  const key = cache.keyOfEntity({ __typename: 'Call', id: call.id });
  if (!key) return;
  for (const { fieldName, arguments: args, fieldKey } of cache.inspectFields('Query')) {
    if (fieldName !== 'calls') continue;
    const should = belongs(call, args?.['filter'] as Filter | undefined);
    if (should === null) continue;
    const connection = cache.resolve('Query', fieldKey) as string | null;
    const edges = connection && (cache.resolve(connection, 'edges') as string[] | null);
    if (!connection || !Array.isArray(edges)) continue;
    const at = edges.findIndex(edge => cache.resolve(edge, 'node') === key);
    if (at >= 0) {
      if (!should) cache.link(connection, 'edges', edges.filter((_, index) => index !== at));
      continue;
    }
    // Pages after the first stay as they are: what is new stands at the top.
    if (!should || args?.['after']) continue;
    const edge = { __typename: 'CallEdge', cursor: `live:${call.id}`, node: { __typename: 'Call', id: call.id } } as const;
    cache.writeFragment(EDGE, edge as never);
    const edgeKey = cache.keyOfEntity(edge as never);
    if (!edgeKey) continue;
    const receivedAt = call.receivedAt ?? '';
    const before = edges.findIndex(other => String(cache.resolve(cache.resolve(other, 'node') as string, 'receivedAt') ?? '') < receivedAt);
    // Older than everything on a page that is not the last: its place is further down.
    if (before < 0 && edges.length > 0) continue;
    cache.link(connection, 'edges', [...edges.slice(0, Math.max(before, 0)), edgeKey, ...edges.slice(Math.max(before, 0))]);
  }
}
