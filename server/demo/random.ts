import { createHash } from 'node:crypto';

/** Numbers that look drawn by lot and are the same each time for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** Whole, from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the list; the weights say how much likelier one is than another. */
  weighted<T>(list: readonly T[], weight: (one: T) => number): T;
  uuid(): string;
}

/** A source of its own for each seed, so that what is drawn for one customer does not shift what is drawn for another. */
export function randomOf(seed: string): Random {
  let count = 0;
  let block = Buffer.alloc(0);
  let offset = 0;
  const bytes = (length: number) => {
    if (offset + length > block.length) {
      block = createHash('shake256', { outputLength: 4096 }).update(`${seed} ${count++}`).digest();
      offset = 0;
    }
    offset += length;
    return block.subarray(offset - length, offset);
  };
  const next = () => bytes(4).readUInt32BE() / 2 ** 32;
  const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: probability => next() < probability,
    pick,
    weighted(list, weight) {
      let left = next() * list.reduce((sum, one) => sum + weight(one), 0);
      return list.find(one => (left -= weight(one)) < 0) ?? pick(list);
    },
    uuid() {
      const raw = Buffer.from(bytes(16));
      raw[6] = ((raw[6] as number) & 0x0f) | 0x40;
      raw[8] = ((raw[8] as number) & 0x3f) | 0x80;
      const hex = raw.toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
  };
}
