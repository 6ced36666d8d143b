import { TELEPHONE_RATE } from './wav.ts';

const SECONDS_A_NOTE = 0.5;
// Broken chords of C, A minor, F and G, as semitones above A (220 Hz).
const CHORDS = [
  [3, 7, 10, 15],
  [0, 3, 7, 12],
  [-4, 3, 8, 12],
  [-2, 5, 10, 14],
];
const PATTERN = [0, 1, 2, 3, 2, 1, 2, 1];

/** A quiet piece of half a minute to wait by, made here so that nobody owns it. It ends as it begins, for it is played round and round. */
export function quietMusic(): Float32Array {
  const notes = [...CHORDS, ...CHORDS].flatMap(chord => PATTERN.map(step => 220 * 2 ** (chord[step]! / 12)));
  const noteSamples = SECONDS_A_NOTE * TELEPHONE_RATE;
  const samples = new Float32Array(notes.length * noteSamples);
  notes.forEach((frequency, number) => {
    for (let index = 0; index < noteSamples * 3; index++) {
      const seconds = index / TELEPHONE_RATE;
      const angle = 2 * Math.PI * frequency * seconds;
      const tone = (Math.sin(angle) + 0.35 * Math.sin(2 * angle) + 0.1 * Math.sin(3 * angle)) * Math.min(1, seconds * 100) * Math.exp(-2.6 * seconds);
      const at = (number * noteSamples + index) % samples.length;
      samples[at]! += tone * 0.14;
    }
  });
  return samples;
}
