/** The sounds that a new call can make. */
export const SOUNDS = ['off', 'soft', 'bell', 'ring'] as const;
export type Sound = (typeof SOUNDS)[number];
/** Which sound, and how loud from 0 to 100. */
export type SoundChoice = { sound: Sound; volume: number };

const STORED = 'vorzimmer.sound';
const DEFAULT: SoundChoice = { sound: 'soft', volume: 60 };

/** Notes of each sound: frequency in Hz, start and length in seconds. */
const NOTES: Record<Exclude<Sound, 'off'>, readonly [hertz: number, at: number, length: number][]> = {
  soft: [[659, 0, 0.22], [880, 0.16, 0.34]],
  bell: [[1047, 0, 0.9], [1568, 0.02, 0.6]],
  ring: [[425, 0, 0.35], [425, 0.45, 0.35]],
};

let context: AudioContext | undefined;

/** The choice of this browser. */
export function soundChoice(): SoundChoice {
  try {
    const { sound, volume } = JSON.parse(localStorage.getItem(STORED) ?? '') as SoundChoice;
    if (SOUNDS.includes(sound) && typeof volume === 'number') return { sound, volume: Math.min(100, Math.max(0, volume)) };
  } catch { /* nothing chosen yet, or unreadable: the default */ }
  return DEFAULT;
}

/** Keeps the choice in this browser. */
export function chooseSound(choice: SoundChoice): void {
  localStorage.setItem(STORED, JSON.stringify(choice));
}

/** Plays the chosen sound; silent until the person has clicked or typed once, as browsers demand. */
export function playSound({ sound, volume }: SoundChoice = soundChoice()): void {
  if (sound === 'off' || volume === 0 || typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  void context.resume();
  const start = context.currentTime + 0.02;
  for (const [hertz, at, length] of NOTES[sound]) {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.type = sound === 'ring' ? 'triangle' : 'sine';
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0, start + at);
    loudness.gain.linearRampToValueAtTime((volume / 100) * 0.35, start + at + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + at + length);
    tone.connect(loudness).connect(context.destination);
    tone.start(start + at);
    tone.stop(start + at + length);
  }
}
