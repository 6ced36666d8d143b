import { writeFileSync } from 'node:fs';
import { writeWav } from '../../telephony/asterisk/configuration/wav.ts';

/** ITU-T G.711. */
function toAlaw(sample: number): number {
  const size = Math.min(sample >= 0 ? sample : -sample - 1, 32_767) >> 4;
  const exponent = size > 15 ? Math.floor(Math.log2(size)) - 3 : 0;
  const mantissa = (size >> Math.max(0, exponent - 1)) & 0x0f;
  return ((sample >= 0 ? 0x80 : 0) | (exponent << 4) | mantissa) ^ 0x55;
}

/** Writes tones as raw A-law, which SIPp sends as it is, with silence after them by which a key is known to be let go; returns the file. */
export function writeTone(file: string, hertz: number[], milliseconds: number, silence = 0): string {
  const samples = new Float32Array((milliseconds + silence) * 8).map((_, index) => index >= milliseconds * 8 ? 0 : hertz.reduce((sum, one) => sum + 0.35 * Math.sin((2 * Math.PI * one * index) / 8000), 0));
  const wav = writeWav(samples);
  writeFileSync(file, Uint8Array.from({ length: samples.length }, (_, index) => toAlaw(wav.readInt16LE(44 + index * 2))));
  return file;
}

// What Asterisk offers as telephone-event; it hears no other number.
const EVENT_PAYLOAD = 101;

/** Writes the pressing of a key as RTP events of RFC 4733 (200 ms), captured as SIPp plays them; returns the file. */
export function writeKey(file: string, digit: number): string {
  const packets: Buffer[] = [];
  for (let number = 0; number < 13; number++) {
    const isEnd = number >= 10;
    const rtp = Buffer.alloc(16);
    rtp.writeUInt8(0x80, 0);
    rtp.writeUInt8(EVENT_PAYLOAD | (number === 0 ? 0x80 : 0), 1);
    rtp.writeUInt16BE(1000 + number, 2);
    rtp.writeUInt32BE(160_000, 4);
    rtp.writeUInt32BE(0x1234_5678, 8);
    rtp.writeUInt8(digit, 12);
    rtp.writeUInt8(10 | (isEnd ? 0x80 : 0), 13);
    rtp.writeUInt16BE(160 * Math.min(number + 1, 10), 14);
    const udp = Buffer.alloc(8);
    udp.writeUInt16BE(6000, 0);
    udp.writeUInt16BE(6000, 2);
    udp.writeUInt16BE(8 + rtp.length, 4);
    const ip = Buffer.alloc(20);
    ip.writeUInt8(0x45, 0);
    ip.writeUInt16BE(28 + rtp.length, 2);
    ip.writeUInt8(64, 8);
    ip.writeUInt8(17, 9);
    ip.writeUInt32BE(0x7f00_0001, 12);
    ip.writeUInt32BE(0x7f00_0001, 16);
    const ethernet = Buffer.alloc(14);
    ethernet.writeUInt16BE(0x0800, 12);
    const frame = Buffer.concat([ethernet, ip, udp, rtp]);
    const record = Buffer.alloc(16);
    record.writeUInt32LE(1, 0);
    record.writeUInt32LE(number * 20_000, 4);
    record.writeUInt32LE(frame.length, 8);
    record.writeUInt32LE(frame.length, 12);
    packets.push(record, frame);
  }
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2_c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(1, 20);
  writeFileSync(file, Buffer.concat([head, ...packets]));
  return file;
}
