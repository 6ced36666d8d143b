/** A telephone number in E.164 that the Bundesnetzagentur reserves for films and the like: nobody has it, so nobody real is ever dialled. */
export type ReservedNumber = string;

/** The beginnings of the reserved ranges and how many digits follow; no digits: a single number. */
const RANGES: readonly (readonly [prefix: string, digits: number])[] = [
  ['+493023125', 3],
  ['+496990009', 3],
  ['+494066969', 3],
  ['+492214710', 3],
  ['+498999998', 3],
  ['+4917139200', 2],
  ['+49176040690', 2],
  ...['+4915228817386', '+4915228895456', '+4915254599371', '+491729925904', '+491729968532', '+491729973185', '+491729973186', '+491729980752', '+491749091317', '+491749464308']
    .map(single => [single, 0] as const),
];

function numberIn(range: number) {
  const [prefix, digits] = RANGES[range] as readonly [string, number];
  return (place: number): ReservedNumber => {
    if (!Number.isInteger(place) || place < 0 || place >= 10 ** digits) throw new RangeError(`${place} is not in the range of ${prefix}`);
    return prefix + String(place).padStart(digits, '0');
  };
}

/** 030 23125-…, 0 to 999. */
export const berlin = numberIn(0);
/** 069 90009-…, 0 to 999. */
export const frankfurt = numberIn(1);
/** 040 66969-…, 0 to 999. */
export const hamburg = numberIn(2);
/** 0221 4710-…, 0 to 999. */
export const cologne = numberIn(3);
/** 089 99998-…, 0 to 999. */
export const munich = numberIn(4);
/** 0171 39200…, 0 to 99. */
export const mobile = numberIn(5);
/** 0176 040690…, 0 to 99. */
export const otherMobile = numberIn(6);

/** Whether the number is a reserved one; for the prefix of a block of extensions: whether all of its numbers are. */
export function isReserved(e164: string, isBlock = false): boolean {
  return RANGES.some(([prefix, digits]) => {
    const length = prefix.length + digits;
    return e164.startsWith(prefix) && /^\+\d+$/.test(e164) && (e164.length === length || (isBlock && e164.length < length));
  });
}
