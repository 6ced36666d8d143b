import { DeviceChoice, MicrophoneFailed, type DeviceNotice } from './devices.ts';
import { nextState, SWITCHED_OFF, type PhoneEvent, type PhoneState } from './phone-state.ts';
import type { LineAccount, SipLeg, SipLine } from './sip-line.ts';
import { SoundOut } from './sound-out.ts';
import { Watchers } from '../ui/watchers.ts';

/** Where the accounts of telephones come from. */
export interface Accounts {
  /** A new account for this session; null while there is none to be had. */
  open(): Promise<LineAccount | null>;
  close(): Promise<void>;
}

/** What the person should be told in passing. */
export type PhoneNotice = DeviceNotice | { kind: 'LOST' | 'BACK' | 'ANSWER_FAILED' };

const LOCK = 'vorzimmer.phone';
const REMEMBERED = 'vorzimmer.phone';
const ASK_AGAIN_MS = 5_000;
/** The relay's password lasts twelve hours; a new account brings a new one. */
const RENEW_MS = 6 * 3_600_000;

/** The telephone of this page: holds the line while it is switched on, and everything that is spoken over it. */
export class Phone {
  readonly devices = new DeviceChoice();
  private state: PhoneState = SWITCHED_OFF;
  private readonly watchers = new Watchers();
  private readonly listeners = new Set<(notice: PhoneNotice) => void>();
  private readonly legs = new Map<string, { leg: SipLeg; sound: SoundOut | null }>();
  private line: SipLine | null = null;
  private stop: AbortController | null = null;
  /** Lets whatever waits look again at once. */
  private retry: () => void = () => undefined;
  private wasLost = false;
  /** The line is of no use any more: its account is not known, or there is nothing to speak with. */
  private isUseless = false;
  private refusals = 0;

  constructor(private readonly accounts: Accounts) {
    this.devices.onNotice = notice => {
      this.tell(notice);
      if (notice.kind === 'MICROPHONE_GONE') void this.exchangeMicrophone();
      else this.useSpeaker();
    };
  }

  readonly current = (): PhoneState => this.state;
  readonly watch = this.watchers.watch;

  /** Hears what the person should be told in passing, until the returned function is called. */
  listen(listener: (notice: PhoneNotice) => void): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  /** Comes with its page: it is on if it was on at this device before. The returned function is for when the page goes. */
  attach(): () => void {
    const leave = () => this.line?.leave();
    // A page that comes out of the browser's cache was signed off when it went in.
    const comeBack = ({ persisted }: PageTransitionEvent) => { if (persisted && this.stop) { this.release(); this.begin(); } };
    addEventListener('pagehide', leave);
    addEventListener('pageshow', comeBack);
    if (localStorage.getItem(REMEMBERED) === 'on') this.begin();
    return () => {
      removeEventListener('pagehide', leave);
      removeEventListener('pageshow', comeBack);
      this.release();
    };
  }

  switchOn(): void {
    localStorage.setItem(REMEMBERED, 'on');
    this.begin();
  }

  switchOff(): void {
    localStorage.removeItem(REMEMBERED);
    const wasOurs = this.line !== null;
    this.release();
    // After signing off, so that the telephone system knows who signs off. What fails ends with the session.
    if (wasOurs) void this.accounts.close();
  }

  /** Looks again for what was missing, such as a microphone. */
  lookAgain(): void {
    this.retry();
    if (this.state.line === 'LOST') this.line?.wake();
  }

  /** Looks whether there still is a microphone; without one the telephone does not ring. */
  async checkMicrophone(): Promise<void> {
    const { stop } = this;
    if (!stop || this.state.line !== 'READY' || this.legs.size > 0 || (await this.findMicrophone(stop.signal))) return;
    this.isUseless = true;
    this.retry();
  }

  /** Comes back at once, when another connection of this page has. */
  lookAgainIfLost(): void {
    if (this.state.line === 'LOST') this.lookAgain();
  }

  /** Picks up what rings. */
  async answer(id: string): Promise<void> {
    const entry = this.legs.get(id);
    if (!entry || this.state.legs.find(leg => leg.id === id)?.phase !== 'RINGING') return;
    this.happen({ kind: 'ANSWERING', id });
    try {
      await entry.leg.answer();
    } catch {
      // The caller was faster, there is no way for the sound, or nothing to speak with, which the state says by name.
      if (!this.legs.has(id)) return;
      entry.leg.abandon();
      if (this.state.line !== 'NO_MICROPHONE') return this.tell({ kind: 'ANSWER_FAILED' });
      this.isUseless = true;
      return this.retry();
    }
    const { remote } = entry.leg;
    if (remote && this.legs.has(id)) entry.sound = new SoundOut(remote, this.devices.current().speaker, plays => this.happen({ kind: plays ? 'SOUND_PLAYS' : 'SOUND_REFUSED' }));
    this.happen({ kind: 'ESTABLISHED', id });
    this.applyMute();
  }

  /** Hangs up, or declines what rings. */
  hangUp(id: string): void {
    this.legs.get(id)?.leg.hangUp();
  }

  toggleMute(): void {
    this.happen({ kind: 'MUTE_TOGGLED' });
    this.applyMute();
  }

  /** Sends the tones of keys; false when the other side takes none. */
  sendTones(id: string, tones: string): boolean {
    return this.legs.get(id)?.leg.sendTones(tones) ?? false;
  }

  /** What is spoken and heard in a conversation, for their levels. */
  streams(id: string): { local: MediaStream | null; remote: MediaStream | null } {
    const leg = this.legs.get(id)?.leg;
    return { local: leg?.local ?? null, remote: leg?.remote ?? null };
  }

  /** Plays what the browser has kept back. */
  playSound(): void {
    for (const { sound } of this.legs.values()) sound?.play();
  }

  chooseMicrophone(id: string | null): void {
    this.devices.choose({ microphone: id });
    void this.exchangeMicrophone();
  }

  chooseSpeaker(id: string | null): void {
    this.devices.choose({ speaker: id });
    this.useSpeaker();
  }

  private happen(event: PhoneEvent): void {
    const next = nextState(this.state, event);
    if (next === this.state) return;
    this.state = next;
    this.watchers.tell();
  }

  private tell(notice: PhoneNotice): void {
    for (const listener of this.listeners) listener(notice);
  }

  private begin(): void {
    if (this.stop) return;
    this.stop = new AbortController();
    this.happen({ kind: 'SWITCHED_ON' });
    this.devices.start();
    void this.hold(this.stop.signal);
  }

  private release(): void {
    this.stop?.abort();
    this.stop = null;
    this.retry();
    this.devices.stop();
    this.endLine();
    this.happen({ kind: 'SWITCHED_OFF' });
  }

  private endLine(): void {
    const { line } = this;
    this.line = null;
    void line?.end();
    for (const { sound } of this.legs.values()) sound?.end();
    this.legs.clear();
  }

  /** Serves while this page alone has the telephone; waits while another one of this browser has it. */
  private async hold(signal: AbortSignal): Promise<void> {
    const served = await navigator.locks.request(LOCK, { ifAvailable: true }, async lock => {
      if (lock) await this.serve(signal);
      return lock !== null;
    });
    if (served || signal.aborted) return;
    this.happen({ kind: 'OTHER_TAB_HAS_IT' });
    try {
      await navigator.locks.request(LOCK, { signal }, () => this.serve(signal));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  private async serve(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (!(await this.findMicrophone(signal))) {
        await this.pause(signal, null);
        continue;
      }
      const account = await this.accounts.open();
      if (signal.aborted) return;
      if (account) await this.keepLine(account, signal);
      else {
        this.happen({ kind: 'CONNECTION_LOST' });
        await this.pause(signal, ASK_AGAIN_MS);
      }
    }
  }

  /** Until the account is refused, or has to be renewed and nobody speaks. */
  private async keepLine(account: LineAccount, signal: AbortSignal): Promise<void> {
    // Loaded with the first use: whoever has another telephone never needs it.
    const { SipLine } = await import('./sip-line.ts');
    if (signal.aborted) return;
    this.isUseless = false;
    const line = new SipLine(account, () => this.openMicrophone(), {
      registered: () => {
        this.refusals = 0;
        this.happen({ kind: 'REGISTERED' });
        if (this.wasLost) this.tell({ kind: 'BACK' });
        this.wasLost = false;
      },
      lost: () => {
        if (this.state.line === 'READY') {
          this.wasLost = true;
          this.tell({ kind: 'LOST' });
        }
        this.happen({ kind: 'CONNECTION_LOST' });
      },
      refused: () => {
        this.isUseless = true;
        this.refusals++;
        this.retry();
      },
      invited: leg => this.ring(leg),
    });
    this.line = line;
    line.start();
    const until = Date.now() + RENEW_MS;
    do await this.pause(signal, RENEW_MS);
    while (!signal.aborted && !this.isUseless && (Date.now() < until || this.legs.size > 0));
    if (signal.aborted) return;
    this.endLine();
    if (this.state.line === 'NO_MICROPHONE') return;
    this.happen({ kind: 'CONNECTION_LOST' });
    // A restarted one has forgotten the account. One that forgets each at once is not to be asked without end.
    if (this.refusals > 1) await this.pause(signal, ASK_AGAIN_MS);
  }

  private ring(leg: SipLeg): void {
    this.legs.set(leg.id, { leg, sound: null });
    leg.onOver = () => {
      this.legs.get(leg.id)?.sound?.end();
      this.legs.delete(leg.id);
      this.happen({ kind: 'OVER', id: leg.id });
      if (this.state.problem) void this.checkMicrophone();
    };
    this.happen({ kind: 'INVITED', leg: { id: leg.id, tag: leg.tag, name: leg.name } });
  }

  /** Waits so long, or until somebody looks again; null: however long that takes. */
  private pause(signal: AbortSignal, ms: number | null): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise(resolve => {
      const timer = ms === null ? undefined : setTimeout(() => this.retry(), ms);
      this.retry = () => {
        clearTimeout(timer);
        this.retry = () => undefined;
        resolve();
      };
    });
  }

  /** Asks for the microphone, and lets it go again: it is open only while somebody speaks. */
  private async findMicrophone(signal: AbortSignal): Promise<boolean> {
    try {
      for (const track of (await this.openMicrophone()).getTracks()) track.stop();
      return true;
    } catch (error) {
      if (!(error instanceof MicrophoneFailed)) throw error;
      void this.lookAgainWhenAllowed(signal);
      return false;
    }
  }

  private async openMicrophone(): Promise<MediaStream> {
    try {
      const stream = await this.devices.open();
      stream.getAudioTracks()[0]?.addEventListener('ended', () => void this.exchangeMicrophone());
      this.happen({ kind: 'MICROPHONE_FOUND' });
      return stream;
    } catch (error) {
      if (error instanceof MicrophoneFailed) this.happen({ kind: 'MICROPHONE_FAILED', problem: error.problem });
      throw error;
    }
  }

  private async lookAgainWhenAllowed(signal: AbortSignal): Promise<void> {
    const permission = await navigator.permissions?.query({ name: 'microphone' as PermissionName }).catch(() => null);
    permission?.addEventListener('change', () => this.retry(), { once: true, signal });
    navigator.mediaDevices?.addEventListener('devicechange', () => this.retry(), { once: true, signal });
  }

  /** Goes on with the microphone that is chosen now, or with whatever is there. */
  private async exchangeMicrophone(): Promise<void> {
    for (const { leg } of this.legs.values()) {
      if (!leg.local) continue;
      try {
        await leg.speakWith((await this.openMicrophone()).getAudioTracks()[0] ?? null);
      } catch (error) {
        if (!(error instanceof MicrophoneFailed)) throw error;
        await leg.speakWith(null);
      }
    }
    this.applyMute();
  }

  private useSpeaker(): void {
    for (const { sound } of this.legs.values()) void sound?.useSpeaker(this.devices.current().speaker);
  }

  private applyMute(): void {
    for (const { leg } of this.legs.values()) for (const track of leg.local?.getAudioTracks() ?? []) track.enabled = !this.state.isMuted;
  }
}
