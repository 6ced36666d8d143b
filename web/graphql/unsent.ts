import type { AnyVariables, CombinedError, OperationResult } from 'urql';
import { deviceOwner, unsentChanges, type Unsent } from './device-store.ts';
import { Watchers } from '../ui/watchers.ts';

type Variables = Record<string, unknown>;

/**
 * What can be done without a network, because it comes to the same when it is done twice: each sets something to a value, or says which version it
 * changes. `assumed` is what the page shows until the answer is there.
 */
const ACTS: Record<string, { assumed: (variables: Variables) => unknown; isDone: (typename: string) => boolean; isFit?: (variables: Variables) => boolean }> = {
  MarkVip: { assumed: ({ contactId }) => ({ markVip: { __typename: 'Contact', id: contactId, isVip: true } }), isDone: name => name === 'Contact' },
  UnmarkVip: { assumed: ({ contactId }) => ({ unmarkVip: { __typename: 'Contact', id: contactId, isVip: false } }), isDone: name => name === 'Contact' },
  UpdateContact: { assumed: ({ contactId, input }) => ({ updateContact: { ...assumedContact(input as Variables), __typename: 'Contact', id: contactId } }), isDone: name => name === 'Contact', isFit: ({ expectedVersion }) => typeof expectedVersion === 'number' },
  MarkCallBackDoneInPortal: { assumed: ({ callId }) => ({ markCallBackDone: { __typename: 'Call', id: callId, needsCallBack: false, callBackDoneAt: new Date().toISOString() } }), isDone: name => name === 'Call' },
  ReopenCallBack: { assumed: ({ callId }) => ({ reopenCallBack: { __typename: 'Call', id: callId, needsCallBack: true, callBackDoneAt: null } }), isDone: name => name === 'Call' },
  RateCallNote: {
    assumed: ({ noteId, rating, comment, wrongFields }) => ({ rateCallNote: { __typename: 'NoteFeedback', id: `unsent-${noteId}`, rating, comment: comment ?? null, wrongFields: wrongFields ?? [], ratedAt: new Date().toISOString(), ratedBy: null } }),
    isDone: name => name === 'NoteFeedback',
  },
  EndInstruction: { assumed: ({ instructionId }) => ({ endInstruction: { __typename: 'Instruction', id: instructionId, validUntil: new Date().toISOString(), isActive: false } }), isDone: name => name === 'Instruction' },
  // A preset is one slot: set again it takes its own place. Any other would be there twice, had it no id.
  CreateInstruction: { assumed: () => ({ createInstruction: { __typename: UNSENT } }), isDone: name => name === 'Instruction', isFit: ({ input, id }) => typeof id === 'string' || (input as { isPreset?: boolean }).isPreset === true },
  CreateContact: { assumed: () => ({ createContact: { __typename: UNSENT } }), isDone: name => name === 'Contact', isFit: ({ id }) => typeof id === 'string' },
};

/** What stands for something new until the service knows it. */
export const UNSENT = 'Unsent';

function assumedContact({ name, company, isVip, isBlocked, remarks, groups, emails, address }: Variables): Variables {
  return Object.fromEntries(Object.entries({ name, company, isVip, isBlocked, remarks, groups, emails, address }).filter(([, value]) => value !== undefined));
}

/** Whether an act can wait for the network. */
export const canWait = (act: string, variables: Variables): boolean => act in ACTS && (ACTS[act]!.isFit?.(variables) ?? true);

/** What is shown of a waiting change. */
export const assumedOf = (act: string, variables: Variables): unknown => ACTS[act]?.assumed(variables) ?? null;

interface Answered { readonly __typename: string; readonly version?: number; readonly current?: Variables }
const answered = (data: unknown): Answered | null => (data ? (Object.values(data as Record<string, Answered | null>)[0] ?? null) : null);

/** Whether what was answered is only assumed: the change waits on the device. */
export const isWaitingFor = ({ extensions }: Pick<OperationResult<unknown, AnyVariables>, 'extensions'>): boolean => extensions?.['isWaiting'] === true;

/** What is to be done with a change after it was sent: it arrived, the service refused it, or it waits on. */
export function outcomeOf(change: Unsent, { data, error }: Pick<OperationResult<unknown, AnyVariables>, 'data' | 'error'>): 'arrived' | 'later' | Pick<Unsent, 'state' | 'why' | 'theirVersion'> {
  const result = answered(data);
  if (result) {
    if (ACTS[change.act]?.isDone(result.__typename)) return 'arrived';
    const theirVersion = result.current?.['version'];
    return { state: 'refused', why: result.__typename, ...(typeof theirVersion === 'number' && { theirVersion }) };
  }
  const code = error?.graphQLErrors[0]?.extensions['code'];
  // What is wrong with it stays wrong; everything else, as a service that is just starting or a session that ended, may pass.
  return code === 'FORBIDDEN' || code === 'BAD_USER_INPUT' || code === 'GRAPHQL_VALIDATION_FAILED' ? { state: 'refused', why: String(code) } : 'later';
}

/** Whether the service was not reached, however the browser calls it. */
export const isUnreached = (error: CombinedError | undefined): boolean => {
  if (!error?.networkError) return false;
  const status = (error.response as Response | undefined)?.status;
  return status === undefined || status === 502 || status === 503 || status === 504;
};

const NONE: readonly Unsent[] = [];
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('vorzimmer.unsent');
const watchers = new Watchers();
let list: readonly Unsent[] = NONE;
let isRead = false;

async function read(): Promise<void> {
  const owner = deviceOwner.id();
  isRead = true;
  list = owner ? await unsentChanges.all(owner).catch(() => NONE) : NONE;
  watchers.tell();
}
channel?.addEventListener('message', () => void read());

/** The changes of whoever is signed in here, also those of other tabs. */
export const unsent = {
  list: (): readonly Unsent[] => list,
  watch: (watcher: () => void): (() => void) => {
    if (!isRead) void read();
    return watchers.watch(watcher);
  },
  read: async (): Promise<readonly Unsent[]> => { await read(); return list; },
  /** False when nothing can be kept here. */
  add: async (change: Pick<Unsent, 'act' | 'query' | 'variables'>): Promise<boolean> => {
    const owner = deviceOwner.id();
    if (!owner) return false;
    // Later than the last, also when the clock was set back.
    const madeAt = Math.max(Date.now(), (list.at(-1)?.madeAt ?? 0) + 1);
    try { await unsentChanges.put(owner, { ...change, id: crypto.randomUUID(), madeAt, state: 'waiting' }); } catch { return false; }
    await told();
    return true;
  },
  change: async (change: Unsent): Promise<void> => { const owner = deviceOwner.id(); if (owner) await unsentChanges.put(owner, change); await told(); },
  drop: async (id: string): Promise<void> => { const owner = deviceOwner.id(); if (owner) await unsentChanges.drop(owner, id); await told(); },
};

async function told(): Promise<void> {
  await read();
  channel?.postMessage('changed');
}

/** Whether what is stored is what was typed: then it arrived before, and only the answer was lost. */
export function isSameAsTyped({ variables }: Unsent, data: unknown): boolean {
  const current = answered(data)?.current;
  const input = variables['input'] as Variables | undefined;
  if (!current || !input) return false;
  return Object.entries(input).every(([field, value]) => JSON.stringify(value ?? null) === JSON.stringify(current[field] ?? null));
}

/** Later changes to the same contact, when this one arrived and nothing else happened in between: they build on it. */
export function rebased(all: readonly Unsent[], arrived: Unsent, data: unknown): Unsent[] {
  const version = answered(data)?.version;
  if (version === undefined) return [];
  return all.filter(({ id, act, variables }) => id !== arrived.id && act === 'UpdateContact' && variables['contactId'] === arrived.variables['contactId'] && variables['expectedVersion'] === version - 1)
    .map(later => ({ ...later, variables: { ...later.variables, expectedVersion: version } }));
}

/** The change, to be sent once more; over what somebody else made of it, where that was chosen. */
export function againOver({ why: _, theirVersion, ...change }: Unsent): Unsent {
  return { ...change, state: 'waiting', ...(theirVersion !== undefined && { variables: { ...change.variables, expectedVersion: theirVersion } }) };
}

/** What was typed, in one line; empty for a change that is a tap. */
export function typedWords({ variables }: Unsent): string {
  const input = (variables['input'] ?? variables) as Variables;
  return ['name', 'company', 'numbers', 'remarks', 'comment', 'title', 'message'].flatMap(field => { const value = input[field]; return Array.isArray(value) ? value.map(String) : typeof value === 'string' && value ? [value] : []; }).join(', ');
}
