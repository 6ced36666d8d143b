import { type Invitation, Registerer, RegistererState, SessionState, UserAgent } from 'sip.js';
import { defaultSessionDescriptionHandlerFactory, type SessionDescriptionHandler, type SessionDescriptionHandlerOptions } from 'sip.js/lib/platform/web/index.js';
import { isCallTag } from './call-tag.ts';

/** How long a key's tone sounds, and the pause after it: longer than telephone systems need, shorter than anybody types. */
const TONE_MS = 160;
const PAUSE_MS = 70;

/** What the line signs in with, and where. */
export interface LineAccount { username: string; password: string; domain: string; url: string; iceServers: RTCIceServer[] }

/** What a line tells. */
export interface LineEvents {
  registered(): void;
  /** The connection is gone; the line tries again by itself until it is ended. */
  lost(): void;
  /** The telephone system does not know the account any more, or says nothing: it takes a new line. */
  refused(): void;
  invited(leg: SipLeg): void;
}

const REGISTERED_SECONDS = 120;
const REGISTER_MS = 4_000;
const UNANSWERED = 408;
const KEEP_ALIVE_SECONDS = 10;
/** Ways for the sound that are not found by then are left out. */
const GATHER_MS = 1_500;
/** A way for the sound that is interrupted often comes back by itself. */
const INTERRUPTED_MS = 3_000;
/** In the terms of Q.850: our side is out of order, nobody hung up. */
const OUT_OF_ORDER = 'Reason: Q.850;cause=27;text="Destination out of order"';

/** A telephone line over SIP and WebSocket: it registers, takes what rings, and comes back by itself after a lost connection. */
export class SipLine {
  private readonly agent: UserAgent;
  private readonly registerer: Registerer;
  private readonly legs = new Set<SipLeg>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private isStarted = false;
  private isEnded = false;

  constructor(account: LineAccount, microphone: () => Promise<MediaStream>, private readonly events: LineEvents) {
    const uri = UserAgent.makeURI(`sip:${account.username}@${account.domain}`);
    if (!uri) throw new Error('the address of the telephone is none');
    this.agent = new UserAgent({
      uri,
      authorizationUsername: account.username,
      authorizationPassword: account.password,
      transportOptions: { server: account.url, keepAliveInterval: KEEP_ALIVE_SECONDS, keepAliveDebounce: KEEP_ALIVE_SECONDS / 2, traceSip: false },
      sessionDescriptionHandlerFactory: defaultSessionDescriptionHandlerFactory(microphone),
      // Always named, since its own default is somebody else's server.
      sessionDescriptionHandlerFactoryOptions: { iceGatheringTimeout: GATHER_MS, peerConnectionConfiguration: { iceServers: account.iceServers, bundlePolicy: 'max-bundle' } },
      delegate: {
        onInvite: invitation => this.ring(invitation),
        onDisconnect: () => this.again(),
      },
      // How long it may ring is for the telephone system to say, and when to come back for us.
      noAnswerTimeout: 3600,
      reconnectionAttempts: 0,
      gracefulShutdown: false,
      logBuiltinEnabled: false,
    });
    this.registerer = new Registerer(this.agent, { expires: REGISTERED_SECONDS, refreshFrequency: 75, logConfiguration: false });
    this.registerer.stateChange.addListener(state => {
      if (state === RegistererState.Unregistered && this.agent.isConnected()) this.again();
    });
    addEventListener('online', this.wake);
  }

  /** Connects and registers, again and again until it has worked. */
  start(): void {
    void this.connect();
  }

  /** Looks at once whether the connection stands, instead of waiting: the network has changed. */
  readonly wake = (): void => {
    if (this.isEnded) return;
    this.failures = 0;
    if (this.agent.isConnected()) void this.agent.transport.disconnect();
    else if (this.timer !== undefined) {
      clearTimeout(this.timer);
      this.timer = undefined;
      void this.connect();
    }
  };

  /** Signs off and ends what is still spoken. */
  async end(): Promise<void> {
    this.finish();
    for (const leg of this.legs) leg.hangUp();
    // Without an answer nobody waits: the registration runs out by itself.
    if (this.agent.isConnected()) await this.registerer.unregister().catch(() => undefined);
    await this.agent.transport.disconnect().catch(() => undefined);
    await this.registerer.dispose().catch(() => undefined);
  }

  /** Signs off while the page goes, when there is no time to wait for anything. Callers are not hung up on: they are ours again when the page is back. */
  leave(): void {
    this.finish();
    // In this order: else what rings again at once would ring where nobody is any more.
    if (this.agent.isConnected()) void this.registerer.unregister().catch(() => undefined);
    for (const leg of this.legs) leg.abandon();
  }

  private finish(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    removeEventListener('online', this.wake);
  }

  private async connect(): Promise<void> {
    try {
      if (this.isStarted) await this.agent.reconnect();
      else await this.agent.start();
      this.isStarted = true;
      const status = await this.register();
      if (this.isEnded) return;
      if (status === 200) {
        this.failures = 0;
        this.events.registered();
        for (const leg of this.legs) leg.resume();
      } else if ([401, 403, 404, 407].includes(status) || (status === UNANSWERED && this.legs.size === 0)) {
        this.events.refused();
      } else this.again();
    } catch {
      // Whatever it is, a later attempt may find it well; the person sees that the line is not there.
      this.again();
    }
  }

  private register(): Promise<number> {
    return new Promise((resolve, reject) => {
      // A telephone system that is only just starting swallows it, and SIP itself would wait for half a minute.
      setTimeout(() => resolve(UNANSWERED), REGISTER_MS);
      this.registerer.register({ requestDelegate: { onAccept: () => resolve(200), onReject: ({ message }) => resolve(message.statusCode ?? 500) } }).catch(reject);
    });
  }

  private again(): void {
    this.isStarted = true;
    if (this.isEnded || this.timer !== undefined) return;
    this.events.lost();
    // Jitter, so that all desks of a house do not come back in the same instant.
    const wait = Math.min(5_000, 300 * 2 ** this.failures++) * (0.5 + Math.random() / 2);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.connect();
    }, wait);
  }

  private ring(invitation: Invitation): void {
    const leg = new SipLeg(invitation, () => this.legs.delete(leg));
    this.legs.add(leg);
    // Fails when the caller is gone already, which is told by the state.
    void invitation.progress().catch(() => undefined);
    this.events.invited(leg);
  }
}

/** One conversation of the line, from its ringing on. */
export class SipLeg {
  readonly id: string;
  readonly tag: string | null;
  readonly name: string;
  /** Called when it is over, whoever ended it. */
  onOver: () => void = () => undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly invitation: Invitation, forget: () => void) {
    const { uri, displayName } = invitation.remoteIdentity;
    this.id = invitation.id;
    this.tag = uri.user !== undefined && isCallTag(uri.user) ? uri.user : null;
    this.name = displayName;
    invitation.stateChange.addListener(state => {
      if (state !== SessionState.Terminated) return;
      clearTimeout(this.timer);
      forget();
      this.onOver();
    });
  }

  /** What the other side says; its track comes with the answer. */
  get remote(): MediaStream | null {
    return this.media?.remoteMediaStream ?? null;
  }

  /** What we say. */
  get local(): MediaStream | null {
    return this.media?.localMediaStream ?? null;
  }

  /** Picks up. Resolves when both sides can speak; rejects when that did not work. */
  async answer(): Promise<void> {
    await this.invitation.accept({ sessionDescriptionHandlerOptions: { constraints: { audio: true, video: false } } });
    if (this.invitation.state !== SessionState.Established) throw new Error('the call was not established');
    const connection = this.media?.peerConnection;
    connection?.addEventListener('connectionstatechange', () => {
      clearTimeout(this.timer);
      if (connection.connectionState === 'failed') this.resume();
      else if (connection.connectionState === 'disconnected') this.timer = setTimeout(() => this.resume(), INTERRUPTED_MS);
    });
  }

  /** Hangs up, or declines while it rings. */
  hangUp(): void {
    // Fails when the other side was faster, which is told by the state.
    void this.finish().catch(() => undefined);
  }

  /** Ends our side without hanging up on anybody: the telephone system shall ring again. */
  abandon(): void {
    void this.finish([OUT_OF_ORDER]).catch(() => undefined);
  }

  /** Finds a new way for the sound, after the network has changed. */
  resume(): void {
    if (this.invitation.state !== SessionState.Established) return;
    // When the telephone system has given the call up meanwhile, its answer ends it here too.
    const restart: SessionDescriptionHandlerOptions = { offerOptions: { iceRestart: true } };
    this.invitation.invite({ sessionDescriptionHandlerOptions: restart }).catch(() => undefined);
  }

  /** Speaks with another microphone from now on; null: with none. */
  async speakWith(track: MediaStreamTrack | null): Promise<void> {
    const { media } = this;
    const sender = media?.peerConnection?.getSenders()[0];
    if (!media || !sender) return;
    const before = sender.track;
    await sender.replaceTrack(track);
    before?.stop();
    for (const old of media.localMediaStream.getTracks()) media.localMediaStream.removeTrack(old);
    if (!track) return;
    media.localMediaStream.addTrack(track);
    // Nobody is told by the browser of what a page does itself.
    media.localMediaStream.dispatchEvent(new MediaStreamTrackEvent('addtrack', { track }));
  }

  /** Sends tones as telephones do (RFC 4733); false when the other side takes none. */
  sendTones(tones: string): boolean {
    const sender = this.media?.peerConnection?.getSenders().find(({ dtmf }) => dtmf)?.dtmf;
    if (!sender?.canInsertDTMF) return false;
    // What is inserted takes the place of the tones that are still to be played.
    sender.insertDTMF(sender.toneBuffer + tones, TONE_MS, PAUSE_MS);
    return true;
  }

  private get media(): SessionDescriptionHandler | undefined {
    return this.invitation.sessionDescriptionHandler as SessionDescriptionHandler | undefined;
  }

  private finish(extraHeaders: string[] = []): Promise<unknown> {
    switch (this.invitation.state) {
      case SessionState.Initial:
      case SessionState.Establishing:
        return this.invitation.reject({ statusCode: extraHeaders.length ? 480 : 603, extraHeaders });
      case SessionState.Established:
        return this.invitation.bye({ requestOptions: { extraHeaders } });
      default:
        return Promise.resolve();
    }
  }
}
