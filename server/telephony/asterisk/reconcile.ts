import type { Logger } from 'pino';
import type { Arrival } from '../apply.ts';
import type { CallOnLine } from '../port.ts';
import type { Ari } from './ari.ts';
import type { AriBridge, AriChannel } from './ari-types.ts';
import { bornAt, type HandedOver, handedOverOf } from './incoming.ts';
import { bridgeId, callOfBridge, overflowLegId, readLegId, recordingName, targetLegId } from './leg-ids.ts';
import { CALL_VARIABLE, type Line } from './line.ts';
import type { Messages } from './messages.ts';
import { isOutOfStep } from './sounds.ts';
import type { TestCalls } from './test-calls.ts';

/** What is needed to find out how the lines are. */
export interface Look {
  ari: Ari;
  app: string;
  log: Logger;
  openCalls(): Promise<CallOnLine[]>;
  /** When Asterisk was started. */
  startedAt: Date;
  lines: ReadonlyMap<string, Line>;
  lineOf(externalId: string): Line;
  /** Tells of a caller whom nobody knows. */
  arrive(channel: AriChannel, handedOver: HandedOver): Promise<Arrival | null>;
  messages: Messages;
  testCalls: TestCalls;
  /** False when the connection that this is for is not there any more. */
  isCurrent(): boolean;
}

/** The caller and what is left of the line of a call that is over, as an earlier process was about to give them something. */
interface Remains { externalId: string; call: CallOnLine }

/**
 * Brings together what Asterisk has and what the calls should be, after a time in which nobody listened: callers who came,
 * callers who went, legs and bridges of calls that are over.
 */
export async function reconcile(look: Look): Promise<void> {
  const { ari, app, lines, lineOf, isCurrent } = look;
  // First what is there: a call that is open after that and has no channel has lost its line, and is not about to come.
  const [channels, bridges] = await Promise.all([ari.get<AriChannel[]>('/channels'), ari.get<AriBridge[]>('/bridges')]);
  const open = new Map((await look.openCalls()).map(call => [call.externalId, call]));
  if (!isCurrent()) return;

  const byId = new Map(channels.map(channel => [channel.id, channel]));
  const bridgeOf = new Map(bridges.flatMap(bridge => (callOfBridge(bridge.id) ? bridge.channels.map(id => [id, bridge.id] as const) : [])));
  const callers = channels.filter(channel => !readLegId(channel.id) && handedOverOf(channel, app));
  const remains = await findRemains(look, callers.filter(({ id }) => !open.has(id)), channels, bridgeOf);
  for (const { externalId, call } of remains) open.set(externalId, call);

  for (const line of lines.values()) if (!byId.has(line.externalId)) line.callerGone(lostCause(line.externalId, look.startedAt));
  for (const call of open.values()) {
    const known = lines.get(call.externalId);
    if (known && !known.hasCaller) continue;
    const line = lineOf(call.externalId);
    const caller = byId.get(call.externalId);
    if (caller) {
      adopt(line, call, caller, channels, bridges, bridgeOf);
      if (call.state === 'ENDED' && call.fallback?.kind === 'VOICE_MESSAGE') line.foundRecording();
      line.follow(call);
    } else {
      line.follow(call);
      line.callerGone(lostCause(call.externalId, look.startedAt));
    }
  }
  await sweep(look, channels, bridges, [...open.values()].filter(({ externalId }) => byId.has(externalId)));
  if (!isCurrent()) return;

  const unknown = callers.filter(({ id }) => !open.has(id) && !lines.get(id)?.callId);
  // Not waited for: a database that is away must not hold up the calls that are there.
  for (const channel of unknown) void meet(look, channel).catch((error: unknown) => look.log.warn({ err: error }, 'a caller who was waiting could not be met'));
  await look.messages.collectAll();
}

function adopt(line: Line, call: CallOnLine, caller: AriChannel, channels: readonly AriChannel[], bridges: readonly AriBridge[], bridgeOf: ReadonlyMap<string, string>): void {
  const found = new Set<string>();
  const describe = (channel: AriChannel) => ({ id: channel.id, isUp: channel.state === 'Up', createdAt: Date.parse(channel.creationtime) });
  line.found(describe(caller), null, bridgeOf.get(caller.id) ?? null);
  for (const channel of channels) {
    const name = readLegId(channel.id);
    const isOurs = name && (name.role === 'TARGET' ? name.attemptId === call.attempt?.id : name.role !== 'TEST_CALL' && name.callId === call.callId);
    if (!isOurs) continue;
    found.add(channel.id);
    line.found(describe(channel), {
      role: name.role as 'SECRETARY' | 'TARGET' | 'OVERFLOW',
      secretaryId: name.role === 'SECRETARY' ? name.secretaryId : null,
      endpoint: name.role === 'SECRETARY' ? name.endpoint : null,
      attemptId: name.role === 'TARGET' ? name.attemptId : null,
    }, bridgeOf.get(channel.id) ?? null);
  }
  if (bridges.some(({ id }) => id === bridgeId(call.callId))) line.foundBridge(bridgeId(call.callId));
  line.lookedAt(found);
}

/** Legs and bridges of calls that are over, or whose caller has gone, go. */
async function sweep({ ari, testCalls }: Look, channels: readonly AriChannel[], bridges: readonly AriBridge[], open: readonly CallOnLine[]): Promise<void> {
  const calls = new Set(open.map(({ callId }) => callId));
  const targets = new Set(open.flatMap(({ attempt }) => (attempt ? [targetLegId(attempt.id)] : [])));
  const isLeft = ({ id }: AriChannel) => {
    const name = readLegId(id);
    return name !== null && name.role !== 'TEST_CALL' && (name.role === 'TARGET' ? !targets.has(id) : !calls.has(name.callId));
  };
  await Promise.all([
    ...channels.filter(isLeft).map(({ id }) => ari.delete(`/channels/${encodeURIComponent(id)}`)),
    ...bridges.filter(({ id }) => { const callId = callOfBridge(id); return callId !== null && !calls.has(callId); }).map(({ id }) => ari.delete(`/bridges/${id}`)),
    testCalls.endUnknown(channels.map(({ id }) => id)),
  ]);
}

/** A caller of whom no open call is known: new, or left over from a call that ended while nobody listened. */
async function meet({ arrive, openCalls, lineOf, app }: Look, channel: AriChannel): Promise<void> {
  const told = await arrive(channel, handedOverOf(channel, app) ?? []);
  if (told?.arrived !== 'CALL') return;
  const call = (await openCalls()).find(({ externalId }) => externalId === channel.id);
  const line = lineOf(channel.id);
  if (call) line.follow(call);
  else line.giveUp(16);
}

/**
 * Calls that are over and whose callers are still being served: one who leaves a message, or talks with whom an overflow
 * number reached. All that is needed to see it to its end is in the names of the legs.
 */
async function findRemains({ ari }: Look, callers: readonly AriChannel[], channels: readonly AriChannel[], bridgeOf: ReadonlyMap<string, string>): Promise<Remains[]> {
  const remains: Remains[] = [];
  for (const caller of callers) {
    const callId = callOfBridge(bridgeOf.get(caller.id) ?? '') ?? (await readCallId(ari, caller.id));
    if (!callId) continue;
    const over = channels.some(({ id }) => id === overflowLegId(callId));
    const records = !over && caller.state === 'Up' && (await isRecording(ari, callId));
    if (over) remains.push({ externalId: caller.id, call: endedCall(caller.id, callId, { kind: 'OVERFLOW', number: '' }) });
    if (records) remains.push({ externalId: caller.id, call: endedCall(caller.id, callId, { kind: 'VOICE_MESSAGE', seconds: 0 }) });
  }
  return remains;
}

async function readCallId(ari: Ari, channelId: string): Promise<string | null> {
  try {
    return (await ari.get<{ value: string }>(`/channels/${encodeURIComponent(channelId)}/variable`, { variable: CALL_VARIABLE })).value || null;
  } catch (error) {
    if (isOutOfStep(error)) return null;
    throw error;
  }
}

async function isRecording(ari: Ari, callId: string): Promise<boolean> {
  try {
    await ari.get(`/recordings/live/${recordingName(callId)}`);
    return true;
  } catch (error) {
    if (isOutOfStep(error)) return false;
    throw error;
  }
}

const endedCall = (externalId: string, callId: string, fallback: NonNullable<CallOnLine['fallback']>): CallOnLine => ({
  callId, externalId, fallback,
  customerId: '', state: 'ENDED', customerName: '', lineNumber: '', callerNumber: null, withheld: true, presentedNumber: '',
  ringing: [], secretary: null, onHold: false, attempt: null, waiting: 'RINGING',
});

/** A line that went down with Asterisk is lost; from one that Asterisk let go, the caller has gone. */
function lostCause(channelId: string, startedAt: Date): string | null {
  const born = bornAt(channelId);
  // Both are whole seconds: of the same one, Asterisk has begun after the call rather than before it.
  return born && Math.floor(startedAt.getTime() / 1000) < Math.floor(born.getTime() / 1000) ? null : 'LINE_LOST';
}
