import type { Logger } from 'pino';
import type { Arrival } from '../apply.ts';
import type { Driven } from '../conductor.ts';
import { TelephoneAbility } from '../../calls/call.entity.ts';
import { type CallOnLine, type TelephonyEvent } from '../port.ts';
import type { Softphones } from '../softphones.ts';
import { type Ari, type AriState, openAri } from './ari.ts';
import type { AriChannel, AriEvent } from './ari-types.ts';
import { readIncoming } from './incoming.ts';
import { readLegId } from './leg-ids.ts';
import { Line, type LineGround } from './line.ts';
import { type OnVoiceMessage, openMessages } from './messages.ts';
import { reconcile } from './reconcile.ts';
import { openSoftphones } from './softphone-accounts.ts';
import { MEDIA, type Media, readPlaybackId } from './sounds.ts';
import { openTelling } from './telling.ts';
import { openTestCalls, type TestCall, type TestCallNews } from './test-calls.ts';

/** The application's name in Asterisk's dialplan. */
export const ASTERISK_APP = 'vorzimmer';

/** What the exchange needs of the house. */
export interface ExchangeOptions {
  /** Asterisk's REST interface with user and password, such as http://vorzimmer:secret@127.0.0.1:8088. */
  url: string;
  app?: string;
  /** Takes down what happened; tried again until it does not fail. */
  tell(event: TelephonyEvent): Promise<Arrival | null>;
  /** All calls of this exchange that are not over. */
  openCalls(): Promise<CallOnLine[]>;
  /** Takes an attempt for the one command that dials it; false when it was dialled before, or is over. */
  claimAttempt(attemptId: string): Promise<boolean>;
  /** A caller left a message: a WAV file. Tried again until it does not fail. */
  onVoiceMessage: OnVoiceMessage;
  /** What came of a test call. */
  onTestCall?(news: TestCallNews): void;
  /** The connection was made, lost, or taken over; CONNECTED once the lines are known and softphones can be put. */
  onState?(state: AriState): void;
  /** Something was heard of the exchange. */
  onHeard?(): void;
  /** Instead of the media that our own configuration of Asterisk has. */
  media?: Partial<Media>;
  log: Logger;
}

/** An Asterisk that makes its lines match the calls. */
export interface Exchange extends Driven {
  /** Begins to connect; once connected it finds out what goes on there, and goes on from it. */
  start(): Promise<void>;
  /** Lets go of Asterisk; its calls go on, for whoever starts next. */
  stop(): Promise<void>;
  /** The accounts of telephones in browsers. */
  readonly softphones: Softphones;
  /** Rings a telephone to see where it leads; what comes of it is told to `onTestCall`. */
  testCall(call: TestCall): Promise<void>;
  /** Ends a test call, if it is still there. */
  endTestCall(id: string): Promise<void>;
}

/** An unallocated number. */
const NOBODYS_LINE = 1;
const BUSY = 17;

/** Opens the way to an Asterisk. It is one process's at a time: who starts takes it over. */
export function openExchange(options: ExchangeOptions): Exchange {
  const { url, app = ASTERISK_APP, log } = options;
  const media: Media = { ...MEDIA, ...options.media };
  const lines = new Map<string, Line>();
  const legs = new Map<string, Line>();
  /** Calls that ended while nothing could be done about it. */
  const endedMeanwhile = new Map<string, CallOnLine>();
  /** A call has changed since all were read. */
  let isOutdated = false;
  const hungUpThere = new Set<string>();
  /** Null: the lines are known; else what happened since they are looked at. */
  let waiting: AriEvent[] | null = [];
  let connection = 0;
  let isReady = false;
  let isStopped = false;

  const ari: Ari = openAri({
    url,
    app,
    onEvent(event) {
      options.onHeard?.();
      if (waiting) waiting.push(event);
      else heard(event);
    },
    onState(state) {
      isReady = false;
      waiting = [];
      connection++;
      if (state.state === 'CONNECTED') void begin(state, connection);
      else {
        log.warn(state, 'the exchange is not connected');
        options.onState?.(state);
      }
    },
  });
  const telling = openTelling(options.tell, log);
  const messages = openMessages(ari, options.onVoiceMessage, log);
  const testCalls = openTestCalls(ari, app, media, news => options.onTestCall?.(news), log);
  const ground: LineGround = {
    ari, app, media, log,
    claimAttempt: options.claimAttempt,
    tell: telling.tell,
    isReady: () => isReady,
    legOpened: (id, line) => legs.set(id, line),
    legClosed: id => legs.delete(id),
    over(line) {
      if (lines.get(line.externalId) === line) lines.delete(line.externalId);
    },
    messageRecorded: callId => messages.collect(callId),
  };

  /** Finds out what is there, then goes on with what has happened meanwhile. */
  async function begin(state: AriState & { state: 'CONNECTED' }, mine: number): Promise<void> {
    const isCurrent = () => mine === connection && !isStopped;
    let open: CallOnLine[];
    try {
      await reconcile({ ari, app, log, openCalls: options.openCalls, startedAt: state.startedAt, lines, lineOf, arrive, messages, testCalls, isCurrent });
      do {
        isOutdated = false;
        open = await options.openCalls();
      } while (isOutdated && isCurrent());
    } catch (error) {
      if (!isCurrent()) return;
      log.warn({ err: error }, 'the lines of the exchange could not be looked at');
      setTimeout(() => { if (isCurrent()) void begin(state, mine); }, 1_000);
      return;
    }
    if (!isCurrent()) return;
    isReady = true;
    const missed = waiting ?? [];
    waiting = null;
    for (const event of missed) heard(event);
    for (const call of [...open, ...endedMeanwhile.values()]) follow(call);
    endedMeanwhile.clear();
    for (const line of lines.values()) line.wake();
    options.onState?.(state);
  }

  function lineOf(externalId: string): Line {
    const known = lines.get(externalId);
    if (known) return known;
    const line = new Line(ground, externalId);
    lines.set(externalId, line);
    return line;
  }

  /** A call that came from outside: told in the same breath, as somebody waits. */
  async function arrive(channel: AriChannel, handedOver: readonly string[]): Promise<Arrival | null> {
    const line = lineOf(channel.id);
    const telling = ground.tell(channel.id, readIncoming(channel, handedOver));
    if (channel.state !== 'Up') line.ring();
    const told = await telling;
    if (told === 'REFUSED') line.giveUp(NOBODYS_LINE);
    else if (told && told.arrived !== 'CALL') line.giveUp(told.arrived === 'NOBODYS_LINE' ? NOBODYS_LINE : BUSY);
    return told === 'REFUSED' ? null : told;
  }

  function heard(event: AriEvent): void {
    switch (event.type) {
      case 'StasisStart': {
        const { id } = event.channel;
        if (testCalls.answered(id)) return;
        if (readLegId(id)) legOf(id)?.legAnswered(id);
        else if (!lines.has(id)) void arrive(event.channel, event.args);
        return;
      }
      case 'Dial':
        if (event.dialstatus === 'RINGING' && !testCalls.rings(event.peer.id)) legOf(event.peer.id)?.legRings(event.peer.id);
        return;
      case 'ChannelStateChange':
        if (event.channel.state === 'Ringing' && !testCalls.rings(event.channel.id)) legOf(event.channel.id)?.legRings(event.channel.id);
        return;
      case 'ChannelHangupRequest':
        hungUpThere.add(event.channel.id);
        return;
      case 'StasisEnd':
        lines.get(event.channel.id)?.callerGone(null);
        if (!readLegId(event.channel.id)) hungUpThere.delete(event.channel.id);
        return;
      case 'ChannelDestroyed': {
        const { id } = event.channel;
        const end = { cause: event.cause, techCause: event.tech_cause, hungUpThere: hungUpThere.delete(id) };
        if (!testCalls.ended(id, end)) legs.get(id)?.legEnded(id, end);
        lines.get(id)?.callerGone(null);
        return;
      }
      case 'ChannelDtmfReceived':
        legs.get(event.channel.id)?.keyPressed(event.channel.id, event.digit);
        return;
      case 'PlaybackFinished': {
        const played = readPlaybackId(event.playback.id);
        if (!played || testCalls.heard(played.channelId)) return;
        (legs.get(played.channelId) ?? lines.get(played.channelId))?.soundEnded(played.channelId, played.sound, event.playback.state !== 'failed');
        return;
      }
      case 'RecordingFinished':
      case 'RecordingFailed': {
        const channelId = event.recording.target_uri.replace(/^channel:/, '');
        messages.recorded(event.recording);
        lines.get(channelId)?.soundEnded(channelId, 'RECORDING', event.type === 'RecordingFinished');
        return;
      }
      case 'ApplicationReplaced':
    }
  }

  /** The line that a leg of ours belongs to. One that is nobody's any more is let go. */
  function legOf(id: string): Line | undefined {
    const line = legs.get(id);
    if (!line && readLegId(id)) ari.delete(`/channels/${encodeURIComponent(id)}`).catch((error: unknown) => log.warn({ err: error }, 'a leg without a call could not be ended'));
    return line;
  }

  function follow(call: CallOnLine): void {
    const line = lines.get(call.externalId);
    if (line) line.follow(call);
    // The caller had gone before the call was known to be: whoever reads it now will find its end, once this is told.
    else if (call.state !== 'ENDED') void ground.tell(call.externalId, { kind: 'ENDED', externalId: call.externalId, cause: null });
  }

  return {
    name: 'asterisk',
    can: new Set(Object.values(TelephoneAbility)),
    async follow(call) {
      if (isReady) follow(call);
      else if (call.state === 'ENDED') endedMeanwhile.set(call.callId, call);
      else isOutdated = true;
    },
    async start() {
      ari.start();
    },
    async stop() {
      isStopped = true;
      isReady = false;
      ari.stop();
      telling.stop();
      messages.stop();
      testCalls.stop();
      for (const line of lines.values()) line.abandon();
    },
    softphones: openSoftphones(ari),
    testCall: call => testCalls.begin(call),
    endTestCall: id => testCalls.end(id),
  };
}
