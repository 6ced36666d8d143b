/** What telephones speak: 8,000 samples a second, 16 bit, mono. */
export const TELEPHONE_RATE = 8000;

/** A WAV file of the samples, which range from -1 to 1. */
export function writeWav(samples: Float32Array, rate: number = TELEPHONE_RATE): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + samples.length * 2, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, index) => file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + index * 2));
  return file;
}

/** The samples of a WAV file of 16 bit and one channel, and their rate; refuses every other kind. */
export function readWav(file: Buffer): { samples: Float32Array; rate: number } {
  if (file.length < 44 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') throw new Error('This is no WAV file');
  let rate = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const chunk = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const start = at + 8;
    if (chunk === 'fmt ') {
      rate = file.readUInt32LE(start + 4);
      const [format, channels, bits] = [file.readUInt16LE(start), file.readUInt16LE(start + 2), file.readUInt16LE(start + 14)];
      if (format !== 1 || channels !== 1 || bits !== 16) throw new Error(`A WAV file must be 16 bit PCM with one channel, not format ${format} with ${bits} bit and ${channels} channels`);
    }
    if (chunk === 'data') {
      // A program that writes into a pipe does not know the length yet, and leaves it far too long.
      const samples = new Float32Array(Math.floor(Math.min(length, file.length - start) / 2));
      for (let index = 0; index < samples.length; index++) samples[index] = file.readInt16LE(start + index * 2) / 32_768;
      return { samples, rate };
    }
    at = start + length + (length % 2);
  }
  throw new Error('This WAV file has no samples');
}

/** The same sound at the telephone's rate; what lies above its band is filtered out, or it would come back as noise. */
export function toTelephoneRate(samples: Float32Array, rate: number): Float32Array {
  if (rate === TELEPHONE_RATE) return samples;
  const step = rate / TELEPHONE_RATE;
  const cutoff = Math.min(1, 1 / step) * 0.92;
  const reach = Math.ceil(16 / cutoff);
  const result = new Float32Array(Math.floor(samples.length / step));
  for (let index = 0; index < result.length; index++) {
    const center = index * step;
    let sum = 0;
    for (let tap = Math.ceil(center - reach); tap <= center + reach; tap++) {
      const sample = samples[tap];
      if (sample === undefined) continue;
      const distance = tap - center;
      const angle = Math.PI * distance * cutoff;
      const sinc = distance === 0 ? 1 : Math.sin(angle) / angle;
      sum += sample * sinc * cutoff * (0.5 + 0.5 * Math.cos((Math.PI * distance) / (reach + 1)));
    }
    result[index] = sum;
  }
  return result;
}
