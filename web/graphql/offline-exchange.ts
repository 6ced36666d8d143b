import { formatDocument, makeErrorResult, stringifyDocument, stringifyVariables, type Exchange, type Operation, type OperationResult } from 'urql';
import { filter, fromPromise, fromValue, makeSubject, merge, mergeMap, pipe, share, tap } from 'wonka';
import { deviceOwner, forgetAllKept, keptAnswers, type Kept } from './device-store.ts';
import { connection } from './socket.ts';
import { assumedOf, canWait, isUnreached, unsent } from './unsent.ts';

/** What stays readable without a network. */
const READABLE = new Set(['Viewer', 'PortalFrame', 'PortalUnread', 'PortalUnreadMessages', 'PortalContractEnd', 'PortalHome', 'PortalCalls', 'PortalCall', 'PortalInstructions', 'PortalInstruction', 'PortalTimeline', 'PortalPresets', 'PortalContacts', 'PortalContact', 'PortalContactGroups', 'PortalThreads', 'ThreadHead', 'ThreadMessages']);
const STORE_AFTER_MS = 500;
const PATIENCE_MS = 4_000;

const nameOf = (operation: Operation): string => {
  const [definition] = operation.query.definitions;
  return definition && 'name' in definition && definition.name ? definition.name.value : '';
};
// The cache hands variables on in another order than it was given them.
const keyOf = (operation: Operation): string => `${nameOf(operation)} ${stringifyVariables(operation.variables ?? {})}`;

let asOf: number | null = null;
const watchers = new Set<() => void>();
/** As of when the page is, while it shows what was kept; null while it shows what is. */
export const keptAsOf = {
  current: (): number | null => asOf,
  watch: (watcher: () => void): (() => void) => { watchers.add(watcher); return () => { watchers.delete(watcher); }; },
};
function become(next: number | null): void {
  if (next === asOf) return;
  asOf = next;
  for (const watcher of watchers) watcher();
}

/** Keeps what was shown on the device, before the cache: also what live events changed in it. */
export const keepExchange: Exchange = ({ client, forward }) => {
  const shown = new Map<string, { operation: Operation; at: number }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const store = () => {
    clearTimeout(timer);
    timer = undefined;
    const owner = deviceOwner.id();
    const kept = owner === null ? [] : [...shown].flatMap(([key, { operation, at }]): Kept[] => {
      // Read once more with the types' names, which pages are not given and without which the cache takes nothing back.
      const { data } = client.readQuery(stringifyDocument(formatDocument(operation.query) as Operation['query']), operation.variables ?? {}, { requestPolicy: 'cache-only', isKept: true }) ?? {};
      return data ? [{ key, data, at }] : [];
    });
    shown.clear();
    // Full or forbidden storage keeps nothing; the page works all the same while there is a network.
    if (owner && kept.length) void keptAnswers.put(owner, kept).catch(() => {});
  };
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') store(); });
  return operations => pipe(forward(operations), tap(({ operation, data, error, stale }) => {
    if (operation.kind !== 'query' || operation.context['isKept'] || !data || error || stale || !READABLE.has(nameOf(operation))) return;
    if (nameOf(operation) === 'Viewer') {
      const { viewer } = data as { viewer?: { __typename: string; id: string } | null };
      // Nobody is signed in any more, or somebody who keeps nothing on devices.
      if (viewer?.__typename !== 'CustomerUser') { shown.clear(); void forgetAllKept().catch(() => {}); return; }
      if (deviceOwner.id() !== viewer.id) void deviceOwner.become(viewer.id).then(unsent.read).catch(() => {});
    }
    // Also what was changed on the page while it waits; it is no newer for that.
    shown.set(keyOf(operation), { operation, at: asOf ?? Date.now() });
    timer ??= setTimeout(store, STORE_AFTER_MS);
  }));
};

/** Behind the cache: answers from the device when the service is not reached or has not answered yet at the start, and lets changes wait for it. */
export const offlineExchange: Exchange = ({ forward, client }) => operations => {
  const shared = pipe(operations, share);
  const late = makeSubject<OperationResult>();
  const asked = new Map<number, { operation: Operation; at: number; timer: ReturnType<typeof setTimeout> }>();
  // On a slow line the first answers take seconds, and each page asks one after the other: what the device has is shown meanwhile.
  let hasAnswered = false;
  const shownAsKept = new Map<number, { operation: Operation; at: number }>();
  const tellAsOf = () => become(shownAsKept.size ? Math.min(...[...shownAsKept.values()].map(({ at }) => at)) : null);

  const keptFor = async (operation: Operation): Promise<OperationResult | null> => {
    const owner = deviceOwner.id();
    const kept = owner ? await keptAnswers.get(owner, keyOf(operation)).catch(() => null) : null;
    if (!kept) return null;
    shownAsKept.set(operation.key, { operation, at: kept.at });
    tellAsOf();
    return { operation, data: kept.data, extensions: { keptAt: kept.at }, stale: false, hasNext: false };
  };
  const forgetAsked = (key: number) => { clearTimeout(asked.get(key)?.timer); asked.delete(key); };
  const giveUpWaiting = async (operation: Operation) => {
    if (!asked.has(operation.key)) return;
    const kept = await keptFor(operation);
    // The answer may have come while the device was looking.
    if (kept && asked.has(operation.key)) late.next(kept);
    else if (kept) { shownAsKept.delete(operation.key); tellAsOf(); }
  };

  // Once the service is back, what was shown from the device is asked again.
  const askAgain = () => {
    for (const { operation } of shownAsKept.values()) {
      const under = asked.get(operation.key);
      if (!under || Date.now() - under.at > PATIENCE_MS) client.reexecuteOperation(client.createRequestOperation('query', operation, { ...operation.context, requestPolicy: 'network-only' }));
    }
  };
  connection.watch(() => {
    const { status } = connection.current();
    if (status === 'online') askAgain();
    else if (status === 'lost') for (const { operation } of asked.values()) void giveUpWaiting(operation);
  });
  addEventListener('online', askAgain);

  const settle = async (result: OperationResult): Promise<OperationResult> => {
    const { operation } = result;
    if (operation.kind === 'query') return (await keptFor(operation)) ?? result;
    return (await waits(operation)) ?? result;
  };
  const waits = async (operation: Operation): Promise<OperationResult | null> => {
    const act = nameOf(operation);
    const variables = (operation.variables ?? {}) as Record<string, unknown>;
    if (!(await unsent.add({ act, query: stringifyDocument(operation.query), variables }))) return null;
    return { operation, data: assumedOf(act, variables), extensions: { isWaiting: true }, stale: false, hasNext: false };
  };
  const mayWait = (operation: Operation): boolean => operation.kind === 'mutation' && operation.context['isAgain'] !== true && canWait(nameOf(operation), (operation.variables ?? {}) as Record<string, unknown>);
  // What was done before is sent before.
  const mustWait = (operation: Operation): boolean => mayWait(operation) && unsent.list().some(({ state }) => state === 'waiting');

  return merge([
    pipe(
      shared,
      filter(operation => !mustWait(operation)),
      tap(operation => {
        if (operation.kind === 'teardown') { forgetAsked(operation.key); if (shownAsKept.delete(operation.key)) tellAsOf(); }
        if (operation.kind !== 'query' || !READABLE.has(nameOf(operation))) return;
        forgetAsked(operation.key);
        asked.set(operation.key, { operation, at: Date.now(), timer: setTimeout(() => void giveUpWaiting(operation), hasAnswered ? PATIENCE_MS : 0) });
      }),
      forward,
      mergeMap(result => {
        const { operation, error } = result;
        const isReadable = operation.kind === 'query' && READABLE.has(nameOf(operation));
        if (!isUnreached(error)) hasAnswered = true;
        if (isReadable) forgetAsked(operation.key);
        if (isUnreached(error) && (isReadable || mayWait(operation))) return fromPromise(settle(result));
        if (isReadable && shownAsKept.delete(operation.key)) tellAsOf();
        return fromValue(result);
      }),
    ),
    pipe(
      shared,
      filter(mustWait),
      mergeMap(operation => fromPromise(waits(operation).then(result => result ?? makeErrorResult(operation, new Error('The device keeps nothing.'))))),
    ),
    late.source,
  ]);
};
