import type { MicrophoneProblem } from './phone-state.ts';
import { Watchers } from '../ui/watchers.ts';

/** A microphone or a loudspeaker, as the browser names it. */
export interface Device { id: string; label: string }

/** What there is to speak and hear with, and what of it is chosen; null: whatever the computer uses otherwise. */
export interface Devices {
  microphones: readonly Device[];
  speakers: readonly Device[];
  microphone: string | null;
  speaker: string | null;
}

/** What happened to a device that was in use. */
export type DeviceNotice = { kind: 'MICROPHONE_GONE' | 'SPEAKER_GONE'; label: string };

const STORED = 'vorzimmer.phone-devices';

/** Whether a page may choose where it is heard; not every browser lets it. */
export const canChooseSpeaker = typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;

/** The devices of this computer, and the choice of this browser. */
export class DeviceChoice {
  onNotice: (notice: DeviceNotice) => void = () => undefined;
  private state: Devices = { microphones: [], speakers: [], ...stored() };
  private readonly watchers = new Watchers();
  private readonly onChange = () => { void this.look(); };

  readonly current = (): Devices => this.state;
  readonly watch = this.watchers.watch;

  /** Follows what is plugged in and out. */
  start(): void {
    navigator.mediaDevices?.addEventListener('devicechange', this.onChange);
    void this.look();
  }

  stop(): void {
    navigator.mediaDevices?.removeEventListener('devicechange', this.onChange);
  }

  choose(choice: Partial<Pick<Devices, 'microphone' | 'speaker'>>): void {
    const { microphone, speaker } = { ...this.state, ...choice };
    localStorage.setItem(STORED, JSON.stringify({ microphone, speaker }));
    this.become({ microphone, speaker });
  }

  /** Opens the chosen microphone, or another one when that is not there. Throws a MicrophoneFailed. */
  async open(): Promise<MediaStream> {
    if (!navigator.mediaDevices) throw new MicrophoneFailed('INSECURE');
    const quality = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const { microphone } = this.state;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { ...quality, ...(microphone && { deviceId: { ideal: microphone } }) } });
      // Names are told only now.
      void this.look();
      return stream;
    } catch (error) {
      throw new MicrophoneFailed(problemOf(error));
    }
  }

  private async look(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices();
    const of = (kind: MediaDeviceKind) => all.filter(device => device.kind === kind && device.deviceId !== '' && device.label !== '').map(({ deviceId, label }) => ({ id: deviceId, label }));
    const [microphones, speakers] = [of('audioinput'), of('audiooutput')];
    const { microphone, speaker } = this.state;
    const lost = (chosen: string | null, before: readonly Device[], now: readonly Device[]) => before.find(({ id }) => id === chosen && !now.some(device => device.id === id));
    const [noMicrophone, noSpeaker] = [lost(microphone, this.state.microphones, microphones), lost(speaker, this.state.speakers, speakers)];
    this.become({ microphones, speakers });
    // The choice stays: who plugs it in again has it again.
    if (noMicrophone) this.onNotice({ kind: 'MICROPHONE_GONE', label: noMicrophone.label });
    if (noSpeaker) this.onNotice({ kind: 'SPEAKER_GONE', label: noSpeaker.label });
  }

  private become(change: Partial<Devices>): void {
    this.state = { ...this.state, ...change };
    this.watchers.tell();
  }
}

/** There is no microphone to speak with. */
export class MicrophoneFailed extends Error {
  constructor(readonly problem: MicrophoneProblem) {
    super(`no microphone: ${problem}`);
  }
}

function problemOf(error: unknown): MicrophoneProblem {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError': return 'DENIED';
    case 'NotReadableError':
    case 'AbortError': return 'BUSY';
    default: return 'MISSING';
  }
}

function stored(): Pick<Devices, 'microphone' | 'speaker'> {
  try {
    const { microphone, speaker } = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Record<string, unknown>;
    return { microphone: typeof microphone === 'string' ? microphone : null, speaker: typeof speaker === 'string' ? speaker : null };
  } catch {
    // An unreadable choice is none.
    return { microphone: null, speaker: null };
  }
}
