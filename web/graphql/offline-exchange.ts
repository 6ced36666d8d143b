import { formatDocument, makeErrorResult, stringifyDocument, stringifyVariables, type Exchange, type Operation, type OperationResult } from 'urql';
import { empty, filter, fromPromise, fromValue, makeSubject, merge, mergeMap, pipe, share, tap, type Source } from 'wonka';
import { deviceOwner, forgetAllKept, isFresh, keptAnswers, type Kept } from './device-store.ts';
import { connection } from './socket.ts';
import { assumedOf, canWait, isUnreached, unsent } from './unsent.ts';
import { Watchers } from '../ui/watchers.ts';

/** What stays readable without a network. */
const READABLE = new Set(['Viewer', 'PortalFrame', 'PortalUnread', 'PortalUnreadMessages', 'PortalContractEnd', 'PortalHome', 'PortalCalls', 'PortalCall', 'PortalInstructions', 'PortalInstruction', 'PortalNewInstruction', 'PortalTimeline', 'PortalPresets', 'PortalContacts', 'PortalContact', 'PortalNewContact', 'PortalContactGroups', 'PortalThreads', 'ThreadHead', 'ThreadMessages']);
/** What a page that starts asks before all else. */
const STARTS_WITH = new Set(['Viewer', 'PortalFrame']);
const STORE_AFTER_MS = 500;
const PATIENCE_MS = 4_000;

const nameOf = (operation: Operation): string => {
  const [definition] = operation.query.definitions;
  return definition && 'name' in definition && definition.name ? definition.name.value : '';
};
// The cache hands variables on in another order than it was given them.
const keyOf = (operation: Operation): string => `${nameOf(operation)} ${stringifyVariables(operation.variables ?? {})}`;

/** What the device keeps of this, as web/public/start.js read it while the bundle was still on its way: shown without another look, until the page is live. */
function keptAtStart(owner: string, operation: Operation): Kept | null {
  const { keptAtStart: found } = globalThis as { keptAtStart?: { owner: string; kept: Record<string, Kept> } };
  const kept = found && !isFrameKnown && found.owner === owner ? found.kept[keyOf(operation)] : undefined;
  return kept && isFresh(kept) ? kept : null;
}

const personIn = (data: unknown): string | undefined => (data as { viewer?: { id: string } | null } | undefined)?.viewer?.id;

let asOf: number | null = null;
const watchers = new Watchers();
/** As of when the page is, while it shows what was kept; null while it shows what is. */
export const keptAsOf = {
  current: (): number | null => asOf,
  watch: watchers.watch,
};
function become(next: number | null): void {
  if (next === asOf) return;
  asOf = next;
  // Also where a page is just being drawn: then it cannot be told of another's change.
  queueMicrotask(watchers.tell);
}

let isFrameKnown = false;
const frameWatchers = new Watchers();
/**
 * Whether the service has told where its live events are, or was not reached: until then a page that starts shows what the device has. What it
 * shows is asked after that, so that the events behind it leave nothing out.
 */
export const frameKnown = {
  current: (): boolean => isFrameKnown,
  watch: frameWatchers.watch,
};

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
  return operations => pipe(forward(operations), tap(({ operation, data, error, stale, extensions }) => {
    if (operation.kind !== 'query' || operation.context['isKept'] || extensions?.['keptAt'] || !data || error || stale || !READABLE.has(nameOf(operation))) return;
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
  const held = new Map<number, Operation>();
  /** Who the page took to be signed in because the device has kept it. */
  let keptPerson: string | undefined;
  const shownAsKept = new Map<number, { operation: Operation; at: number }>();
  const tellAsOf = () => become(shownAsKept.size ? Math.min(...[...shownAsKept.values()].map(({ at }) => at)) : null);

  const keptFor = async (operation: Operation): Promise<OperationResult | null> => {
    const owner = deviceOwner.id();
    const kept = owner ? keptAtStart(owner, operation) ?? (await keptAnswers.get(owner, keyOf(operation)).catch(() => null)) : null;
    if (!kept) return null;
    if (nameOf(operation) === 'Viewer') keptPerson = personIn(kept.data);
    shownAsKept.set(operation.key, { operation, at: kept.at });
    tellAsOf();
    return { operation, data: kept.data, extensions: { keptAt: kept.at }, stale: false, hasNext: false };
  };
  const forgetAsked = (key: number) => { clearTimeout(asked.get(key)?.timer); asked.delete(key); };
  // On a slow line the first answers take seconds: what the device has is shown meanwhile. Whose the device is now, only its portal's pages take for granted.
  const patience = (operation: Operation) => (connection.isOnline() || (nameOf(operation) === 'Viewer' && !location.pathname.startsWith('/portal')) ? PATIENCE_MS : 0);
  // Asked once it is known where the events are; what the device does not have is asked at once.
  const mayBeHeld = (operation: Operation) => !isFrameKnown && operation.kind === 'query' && READABLE.has(nameOf(operation)) && !STARTS_WITH.has(nameOf(operation));
  const hold = (operation: Operation) => {
    held.set(operation.key, operation);
    return pipe(fromPromise(keptFor(operation)), mergeMap(kept => {
      if (kept && held.has(operation.key) && !isFrameKnown) {
        late.next(kept);
        return empty as Source<Operation>;
      }
      if (kept && shownAsKept.delete(operation.key)) tellAsOf();
      return held.delete(operation.key) ? fromValue(operation) : (empty as Source<Operation>);
    }));
  };
  const release = (isReached: boolean) => {
    isFrameKnown = true;
    frameWatchers.tell();
    for (const [key, operation] of held) {
      // The device still looks for it: asked when it has looked.
      if (!shownAsKept.has(key)) continue;
      held.delete(key);
      if (isReached) askNow(operation);
    }
  };
  const askNow = (operation: Operation) => client.reexecuteOperation(client.createRequestOperation('query', operation, { ...operation.context, requestPolicy: 'network-only' }));
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
      if (!under || Date.now() - under.at > PATIENCE_MS) askNow(operation);
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
      mergeMap(operation => (mayBeHeld(operation) ? hold(operation) : fromValue(operation))),
      tap(operation => {
        if (operation.kind === 'teardown') { forgetAsked(operation.key); held.delete(operation.key); if (shownAsKept.delete(operation.key)) tellAsOf(); }
        if (operation.kind !== 'query' || !READABLE.has(nameOf(operation))) return;
        forgetAsked(operation.key);
        asked.set(operation.key, { operation, at: Date.now(), timer: setTimeout(() => void giveUpWaiting(operation), patience(operation)) });
      }),
      forward,
      mergeMap(result => {
        const { operation, error } = result;
        const isReadable = operation.kind === 'query' && READABLE.has(nameOf(operation));
        if (isReadable) forgetAsked(operation.key);
        // When the page has taken it: the place of the events is in it.
        if (!isFrameKnown && nameOf(operation) === 'PortalFrame') setTimeout(() => release(!isUnreached(error)));
        // Somebody else, or nobody: what the page and its cache hold belongs to the person before.
        if (!error && keptPerson !== undefined && nameOf(operation) === 'Viewer' && personIn(result.data) !== keptPerson) {
          void forgetAllKept().catch(() => {}).finally(() => location.reload());
          return empty as Source<OperationResult>;
        }
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
