import { canChooseSpeaker } from './devices.ts';

/** Plays what the other side says at the chosen loudspeaker. A level is measured only of what is played. */
export class SoundOut {
  private readonly element = new Audio();

  /** `onPlaying` is told whether the browser plays it; it may wait for the person's first click. */
  constructor(stream: MediaStream, speaker: string | null, private readonly onPlaying: (plays: boolean) => void) {
    this.element.srcObject = stream;
    void this.useSpeaker(speaker);
    this.play();
  }

  /** Tries to play, which a click allows. */
  play(): void {
    this.element.play().then(() => this.onPlaying(true), (error: unknown) => {
      // Ended before it began: nothing was refused.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.onPlaying(false);
    });
  }

  async useSpeaker(speaker: string | null): Promise<void> {
    if (!canChooseSpeaker) return;
    try {
      await this.element.setSinkId(speaker ?? '');
    } catch {
      // It is not there any more: better heard elsewhere than not at all.
      await this.element.setSinkId('');
    }
  }

  end(): void {
    this.element.pause();
    this.element.srcObject = null;
  }
}

const TONE_HERTZ = 440;
const TONE_SECONDS = 1;

/** Plays a tone at the loudspeaker, to hear whether it is the right one. */
export async function playTestTone(speaker: string | null): Promise<void> {
  const context = new AudioContext();
  await context.resume();
  const tone = context.createOscillator();
  const loudness = context.createGain();
  const out = context.createMediaStreamDestination();
  tone.frequency.value = TONE_HERTZ;
  loudness.gain.setValueAtTime(0, context.currentTime);
  loudness.gain.linearRampToValueAtTime(0.2, context.currentTime + 0.03);
  loudness.gain.setValueAtTime(0.2, context.currentTime + TONE_SECONDS - 0.1);
  loudness.gain.linearRampToValueAtTime(0, context.currentTime + TONE_SECONDS);
  tone.connect(loudness).connect(out);
  const sound = new SoundOut(out.stream, speaker, () => undefined);
  tone.start();
  tone.stop(context.currentTime + TONE_SECONDS);
  await new Promise(resolve => tone.addEventListener('ended', resolve, { once: true }));
  sound.end();
  await context.close();
}
