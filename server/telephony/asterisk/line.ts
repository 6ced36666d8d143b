import type { Logger } from 'pino';
import type { CallOnLine, TelephonyEvent } from '../port.ts';
import type { Ari } from './ari.ts';
import { arrange, type Arrangement, type LegNow, type LegToDial, type LineNow, type Sound } from './arrangement.ts';
import { secretaryCallerId } from './caller-id.ts';
import { overflowLegId, secretaryLegId, targetLegId } from './leg-ids.ts';
import { attemptOutcome, type LegEnd, ringOutcome } from './outcome.ts';
import { type Media, isOutOfStep } from './sounds.ts';
import { Switchboard } from './switchboard.ts';
import type { Told } from './telling.ts';
import { Unreached } from './unreached.ts';

/** What all lines share. */
export interface LineGround {
  ari: Ari;
  app: string;
  media: Media;
  log: Logger;
  /** Takes an attempt for the one command that dials it; false when it was dialled before, or is over. */
  claimAttempt(attemptId: string): Promise<boolean>;
  tell(externalId: string, event: TelephonyEvent): Promise<Told>;
  /** Whether there is a connection whose channels are known. */
  isReady(): boolean;
  /** A leg is to be dialled: what is heard of it is this line's. */
  legOpened(id: string, line: Line): void;
  legClosed(id: string): void;
  /** Nothing is left of the line. */
  over(line: Line): void;
  /** A caller's message may have been recorded. */
  messageRecorded(callId: string): void;
}

interface Leg extends LegNow {
  /** When it began to be dialled, and when to ring; in milliseconds. */
  dialledAt: number;
  ringsSince: number | null;
  /** We let it go: what comes of it is no news. */
  dropped: boolean;
  /** Its time was over. */
  ranOut: boolean;
}

/** How long until a number that is tried begins to ring, in seconds; networks take their time. */
const DIALLING_SECONDS = 10;
/** How long Asterisk rings on when this process has died, in seconds. */
const BACKSTOP_SECONDS = 5;
/** How long the target has to press 1, in seconds. */
const PRESS_ONE_SECONDS = 10;
/** Longer than the domain lets a secretary's phone ring. */
const SECRETARY_SECONDS = 150;
const SHORTEST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

/** The variable of a caller's channel that says which call it was, once that has ended and the caller is still served. */
export const CALL_VARIABLE = 'VORZIMMER_CALL';

/** Answered elsewhere: telephones do not count it as a missed call. */
const ANSWERED_ELSEWHERE = 26;
const NORMAL = 16;
const NO_ANSWER = 19;
const OUT_OF_ORDER = 38;

/** One caller's line with all its legs: is told what happens to them, and makes them what the call is to be. */
export class Line {
  readonly externalId: string;
  private readonly ground: LineGround;
  private readonly switchboard: Switchboard;
  private wished: CallOnLine | null = null;
  private callerIsThere = true;
  private callerIsUp = false;
  private isCall = true;
  private isMarked = false;
  private readonly legs = new Map<string, Leg>();
  private readonly heard = new Set<Sound>();
  private readonly dialled = new Set<string>();
  private readonly unreached: Unreached;
  private hungUp = false;
  private pressOneSince: number | null = null;
  private isRunning = false;
  private isAsked = false;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(ground: LineGround, externalId: string) {
    this.ground = ground;
    this.externalId = externalId;
    this.switchboard = new Switchboard(ground.ari, ground.media);
    this.unreached = new Unreached((secretaryId, outcome) =>
      this.tell({ kind: 'SECRETARY_UNREACHED', externalId, secretaryId, outcome }).then(() => this.wake()));
  }

  get callId(): string | null {
    return this.wished?.callId ?? null;
  }
  get hasCaller(): boolean {
    return this.callerIsThere;
  }

  /** The caller hears ringing at once; all else waits for the call. */
  ring(): void {
    this.switchboard.startUnasked(this.externalId, 'RINGING').catch((error: unknown) => this.noteFailure(error));
  }

  /** The call is now this. */
  follow(call: CallOnLine): void {
    const before = this.wished;
    this.wished = call;
    if (before && stageOf(before) !== stageOf(call)) {
      this.pressOneSince = null;
      this.hungUp = false;
    }
    this.wake();
  }

  /** Ends the caller's line, which has become no call. */
  giveUp(cause: number): void {
    this.isCall = false;
    this.ground.ari.delete(`/channels/${encodeURIComponent(this.externalId)}`, { reason_code: cause }).catch((error: unknown) => this.noteFailure(error));
  }

  /** A channel of this line as Asterisk lists it, of which nothing may be known yet. */
  found(channel: { id: string; isUp: boolean; createdAt: number }, leg: Pick<LegNow, 'role' | 'secretaryId' | 'endpoint' | 'attemptId'> | null, togetherIn: string | null): void {
    if (!leg) this.callerIsUp ||= channel.isUp;
    else {
      const known = this.legs.get(channel.id);
      if (!known) this.addLeg({ ...leg, id: channel.id, isUp: channel.isUp, dialledAt: channel.createdAt, ringsSince: channel.createdAt });
      else known.isUp ||= channel.isUp;
      if (leg.attemptId) this.dialled.add(leg.attemptId);
      if (leg.role === 'OVERFLOW') this.dialled.add('OVERFLOW');
    }
    this.switchboard.found(channel.id, togetherIn);
  }

  /** The bridge of this line was there before us. */
  foundBridge(id: string): void {
    this.switchboard.foundBridge(id);
  }

  /** The caller is leaving a message, and has been asked to. */
  foundRecording(): void {
    this.heard.add('LEAVE_MESSAGE');
    this.switchboard.foundHearing(this.externalId, 'RECORDING');
  }

  /** After all that is there was found: what is known besides is gone. */
  lookedAt(found: ReadonlySet<string>): void {
    for (const leg of this.legs.values()) if (!found.has(leg.id)) this.legEnded(leg.id, null);
    for (const leg of this.legs.values()) if (leg.isUp) this.tellPickedUp(leg);
    this.wake();
  }

  legRings(id: string): void {
    const leg = this.legs.get(id);
    if (!leg || leg.ringsSince !== null) return;
    leg.ringsSince = Date.now();
    this.wake();
  }

  legAnswered(id: string): void {
    const leg = this.legs.get(id);
    if (!leg || leg.isUp) return;
    leg.isUp = true;
    if (!leg.dropped && this.callerIsThere) this.tellPickedUp(leg);
    this.wake();
  }

  keyPressed(id: string, digit: string): void {
    const leg = this.legs.get(id);
    const attempt = this.wished?.attempt;
    if (digit !== '1' || !leg?.isUp || leg.dropped || leg.accepted || attempt?.id !== leg.attemptId || attempt?.announced) return;
    leg.accepted = true;
    void this.tell({ kind: 'ATTEMPT_ENDED', attemptId: leg.attemptId as string, outcome: 'ANSWERED' });
    this.wake();
  }

  /** A sound is over: heard to its end, stopped, or it could not be played; `ok` false. */
  soundEnded(channelId: string, sound: Sound, ok: boolean): void {
    const wasStopped = this.switchboard.soundEnded(channelId, sound);
    if (wasStopped || (channelId === this.externalId ? !this.callerIsThere : this.legs.get(channelId)?.dropped !== false)) return;
    if (!ok) this.ground.log.debug({ sound }, 'a sound was cut off, or could not be played');
    // What cannot be played is over, too: nobody waits in silence for it.
    if (channelId === this.externalId) this.heard.add(sound);
    // What is repeated would be tried without a pause.
    if (ok) this.wake();
    else this.wakeIn(1_000);
  }

  /** A leg's end, as Asterisk told it; null when it ended while nobody looked. */
  legEnded(id: string, end: { cause: number; techCause: number | undefined; hungUpThere: boolean } | null): void {
    const leg = this.legs.get(id);
    if (!leg) return;
    this.legs.delete(id);
    this.switchboard.forget(id);
    this.ground.legClosed(id);
    if (this.callerIsThere) {
      if (leg.role === 'SECRETARY') this.secretaryLegEnded(leg, end);
      if (leg.role === 'TARGET') this.targetLegEnded(leg, end);
    }
    this.wake();
  }

  /** The caller's channel is gone. `cause` null: they put the receiver down. */
  callerGone(cause: string | null): void {
    if (!this.callerIsThere) return;
    this.callerIsThere = false;
    this.switchboard.forget(this.externalId);
    if (this.isCall && this.wished?.state !== 'ENDED') void this.tell({ kind: 'ENDED', externalId: this.externalId, cause: cause ?? (this.callerIsUp ? 'normalClearing' : 'cancel') });
    if (this.wished?.fallback?.kind === 'VOICE_MESSAGE') this.ground.messageRecorded(this.wished.callId);
    this.wake();
  }

  /** This process has nothing more to do with the line. */
  abandon(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  /** Looks at the line as soon as possible. */
  wake(): void {
    if (this.isRunning) this.isAsked = true;
    else void this.run();
  }

  private tell(event: TelephonyEvent): Promise<Told> {
    return this.ground.tell(this.externalId, event);
  }

  private tellPickedUp(leg: Leg): void {
    if (leg.role === 'SECRETARY') void this.tell({ kind: 'ANSWERED', externalId: this.externalId, secretaryId: leg.secretaryId as string });
    if (leg.role === 'TARGET' && !this.wished?.attempt?.pickedUp) void this.tell({ kind: 'ATTEMPT_PICKED_UP', attemptId: leg.attemptId as string });
  }

  private secretaryLegEnded(leg: Leg, end: { cause: number; techCause: number | undefined; hungUpThere: boolean } | null): void {
    if (leg.dropped || !end) return;
    const secretaryId = leg.secretaryId as string;
    if (leg.isUp) {
      // Without her doing so her telephone or the network failed: it is rung again.
      if (end.cause !== NORMAL || !end.hungUpThere) return;
      this.hungUp = true;
      void this.tell({ kind: 'SECRETARY_HUNG_UP', externalId: this.externalId, secretaryId });
      return;
    }
    const phones = this.wished?.ringing.find(one => one.secretaryId === secretaryId);
    this.unreached.add(leg.endpoint as string, ringOutcome({ ...end, ranOut: leg.ranOut }), phones);
  }

  private targetLegEnded(leg: Leg, end: Omit<LegEnd, 'ranOut'> | null): void {
    const attemptId = leg.attemptId as string;
    const attempt = this.wished?.attempt;
    if ((leg.dropped && !leg.ranOut) || leg.accepted || (attempt?.id === attemptId && attempt.joined)) return;
    const outcome =
      leg.ranOut ? 'NO_ANSWER'
      : !end ? 'FAILED'
      : leg.isUp ? 'DECLINED'
      : attemptOutcome({ ...end, ranOut: false });
    void this.tell({ kind: 'ATTEMPT_ENDED', attemptId, outcome });
  }

  private now(): LineNow {
    return {
      caller: this.callerIsThere ? { id: this.externalId, isUp: this.callerIsUp } : null,
      legs: [...this.legs.values()].filter(leg => !leg.dropped),
      heard: this.heard,
      dialled: this.dialled,
      hungUp: this.hungUp,
    };
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    try {
      do {
        this.isAsked = false;
        await this.match();
      } while (this.isAsked);
      this.failures = 0;
    } catch (error) {
      this.noteFailure(error);
      this.isAsked = false;
    } finally {
      this.isRunning = false;
    }
  }

  // What Asterisk refuses since something has just gone is set right by the event that says so; all is tried again in any case.
  private noteFailure(error: unknown): void {
    if (this.isOver || !this.ground.isReady()) return;
    this.failures++;
    this.ground.log[isOutOfStep(error) && this.failures < 4 ? 'debug' : 'warn']({ err: error, callId: this.callId }, 'the exchange did not do what a call needs');
    this.wakeIn(Math.min(SHORTEST_RETRY_MS * 2 ** (this.failures - 1), LONGEST_RETRY_MS));
  }

  private wakeIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wake(), ms);
  }

  private async match(): Promise<void> {
    if (this.isOver || !this.ground.isReady()) return;
    const { wished } = this;
    if (!wished && this.callerIsThere) return;
    this.letRunOut();
    const wanted = wished ? arrange(wished, this.now()) : null;
    if (wished && this.callerIsThere) this.unreached.look(wished.ringing);
    const drops = [...this.legs.values()].filter(leg => !leg.dropped && !wanted?.keep.has(leg.id) && !this.isBeingAnswered(leg));
    const { ari } = this.ground;
    await Promise.all(drops.map(leg => this.drop(leg)));
    if (!wanted || !wished || !this.callerIsThere) {
      if (this.legs.size === 0) await this.finish();
      return;
    }
    if (wanted.hangUp) {
      await ari.delete(`/channels/${encodeURIComponent(this.externalId)}`, { reason_code: this.callerIsUp ? NORMAL : NO_ANSWER });
      return;
    }
    if (wished.state === 'ENDED' && !this.isMarked) {
      await ari.post(`/channels/${encodeURIComponent(this.externalId)}/variable`, { variable: CALL_VARIABLE, value: wished.callId });
      this.isMarked = true;
    }
    // Neither waits for the other.
    const dialling = Promise.all(wanted.dial.map(leg => this.dial(wished, leg)));
    await Promise.all([this.connect(wished, wanted), dialling]);
    this.setTimer();
  }

  private async connect(call: CallOnLine, wanted: Arrangement): Promise<void> {
    const callerHears = wanted.hears.get(this.externalId);
    const answers = !this.callerIsUp && (wanted.together.includes(this.externalId) || (callerHears !== undefined && callerHears !== 'RINGING'));
    if (answers) {
      await this.ground.ari.post(`/channels/${encodeURIComponent(this.externalId)}/answer`);
      this.callerIsUp = true;
    }
    await this.switchboard.arrange(call, wanted);
    this.pressOneSince = [...wanted.hears.values()].includes('PRESS_ONE') ? (this.pressOneSince ?? Date.now()) : null;
  }

  /** She has just picked up and we were not told yet whether the call is hers. */
  private isBeingAnswered(leg: Leg): boolean {
    return this.callerIsThere && leg.role === 'SECRETARY' && leg.isUp && this.wished?.state === 'RINGING' && !this.switchboard.hasTalked(leg.id);
  }

  private async drop(leg: Leg): Promise<void> {
    leg.dropped = true;
    this.switchboard.forget(leg.id);
    const reason = leg.isUp ? NORMAL : leg.role === 'SECRETARY' ? ANSWERED_ELSEWHERE : NORMAL;
    let wasThere: boolean;
    try {
      wasThere = await this.ground.ari.delete(`/channels/${encodeURIComponent(leg.id)}`, { reason_code: reason });
    } catch (error) {
      leg.dropped = false;
      throw error;
    }
    // No event will tell its end.
    if (!wasThere) this.legEnded(leg.id, null);
  }

  private async dial(call: CallOnLine, leg: LegToDial): Promise<void> {
    switch (leg.role) {
      case 'SECRETARY': {
        if (this.unreached.has(leg.secretaryId, leg.endpoint)) return;
        const id = secretaryLegId(call.callId, leg.secretaryId, leg.endpoint, Date.now());
        await this.originate({ ...leg, attemptId: null, id }, `PJSIP/${leg.endpoint}`, secretaryCallerId(call, leg.endpoint), SECRETARY_SECONDS);
        return;
      }
      case 'TARGET': {
        const { attempt } = call;
        if (!attempt) return;
        this.dialled.add(leg.attemptId);
        const isOurs = await this.ground.claimAttempt(leg.attemptId).catch((error: unknown) => {
          this.dialled.delete(leg.attemptId);
          throw error;
        });
        // Who dialled it is not there any more, and neither is the leg.
        if (!isOurs) void this.tell({ kind: 'ATTEMPT_ENDED', attemptId: leg.attemptId, outcome: 'FAILED' });
        else await this.originate({ ...leg, secretaryId: null, endpoint: null, id: targetLegId(leg.attemptId) }, trunk(attempt.number), `<${call.presentedNumber}>`, attempt.ringSeconds + DIALLING_SECONDS + BACKSTOP_SECONDS);
        return;
      }
      case 'OVERFLOW':
        this.dialled.add('OVERFLOW');
        await this.originate({ role: 'OVERFLOW', secretaryId: null, endpoint: null, attemptId: null, id: overflowLegId(call.callId) }, trunk(leg.number), `<${call.presentedNumber}>`, SECRETARY_SECONDS);
    }
  }

  private addLeg(leg: Pick<Leg, 'id' | 'role' | 'secretaryId' | 'endpoint' | 'attemptId' | 'isUp' | 'dialledAt' | 'ringsSince'>): void {
    this.legs.set(leg.id, { ...leg, accepted: false, dropped: false, ranOut: false });
    this.ground.legOpened(leg.id, this);
  }

  private async originate(leg: Pick<LegNow, 'id' | 'role' | 'secretaryId' | 'endpoint' | 'attemptId'>, endpoint: string, callerId: string, timeout: number): Promise<void> {
    // First, as its events may come before the answer to the request.
    this.addLeg({ ...leg, isUp: false, dialledAt: Date.now(), ringsSince: null });
    try {
      await this.ground.ari.post('/channels', { endpoint, app: this.ground.app, appArgs: 'leg', channelId: leg.id, timeout, callerId });
    } catch (error) {
      // Asterisk knows nobody there: a telephone that is not registered, a trunk that is not set up. No event tells of it.
      if (!isRefusal(error)) throw error;
      this.legEnded(leg.id, { cause: OUT_OF_ORDER, techCause: undefined, hungUpThere: false });
    }
  }

  /** Legs whose time is over end. */
  private letRunOut(): void {
    for (const leg of this.legs.values()) {
      const deadline = this.deadlineOf(leg);
      if (deadline === null || deadline > Date.now() || leg.dropped) continue;
      leg.ranOut = true;
      this.drop(leg).catch((error: unknown) => this.noteFailure(error));
    }
  }

  private deadlineOf(leg: Leg): number | null {
    const attempt = this.wished?.attempt;
    if (leg.role !== 'TARGET' || !attempt || attempt.id !== leg.attemptId) return null;
    if (leg.isUp) return this.pressOneSince === null ? null : this.pressOneSince + PRESS_ONE_SECONDS * 1000;
    return leg.ringsSince === null ? leg.dialledAt + (attempt.ringSeconds + DIALLING_SECONDS) * 1000 : leg.ringsSince + attempt.ringSeconds * 1000;
  }

  private setTimer(): void {
    const deadlines = [...this.legs.values()].filter(leg => !leg.dropped).flatMap(leg => this.deadlineOf(leg) ?? []);
    const times = [...deadlines, ...this.unreached.times()];
    clearTimeout(this.timer);
    if (times.length) this.wakeIn(Math.max(0, Math.min(...times) - Date.now()) + 1);
  }

  private async finish(): Promise<void> {
    if (this.isOver) return;
    await this.switchboard.close();
    this.abandon();
    this.ground.over(this);
  }
}

/** What must change for a secretary who hung up to be rung again. */
const stageOf = ({ state, attempt }: CallOnLine) => `${state} ${attempt?.id ?? ''}`;

const trunk = (number: string) => `PJSIP/${number}@trunk`;

const isRefusal = (error: unknown) => error instanceof Error && 'status' in error && [400, 500].includes(error.status as number);
