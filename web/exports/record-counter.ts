/** Counts how often a mark stands in what arrives, piece by piece; it may be cut in two between them. */
export function recordCounter(mark: string): (piece: Uint8Array) => number {
  const bytes = new TextEncoder().encode(mark);
  let matched = 0;
  let count = 0;
  return piece => {
    for (const byte of piece) {
      // The marks have no beginning that comes again within them, so that one place is remembered and not several.
      matched = byte === bytes[matched] ? matched + 1 : byte === bytes[0] ? 1 : 0;
      if (matched === bytes.length) {
        count += 1;
        matched = 0;
      }
    }
    return count;
  };
}
