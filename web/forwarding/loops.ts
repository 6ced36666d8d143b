import { hasDelay, type ForwardingCase } from './codes.ts';

/** An instruction, as far as it leads callers to telephones. */
export interface LeadingInstruction {
  id: string;
  title: string;
  putThrough: 'ALL' | 'VIP' | 'NONE';
  forwardingNumbers: readonly { number: string; ringSeconds: number }[];
}

/** An instruction whose callers would come back to us, and for how long it lets the telephone ring. */
export interface Loop {
  id: string;
  title: string;
  ringSeconds: number;
}

/**
 * The instructions that put callers through to the very telephone that forwards to us, for longer than it rings before it does. The network
 * counts from when it begins to ring there, which is later than our count, so that the same number of seconds is on the edge already.
 */
export function loopsOf(instructions: readonly LeadingInstruction[], telephone: string | null, when: ForwardingCase, seconds: number): Loop[] {
  if (telephone === null || !(when === 'ALWAYS' || hasDelay(when))) return [];
  return instructions.flatMap(({ id, title, putThrough, forwardingNumbers }) => {
    if (putThrough === 'NONE') return [];
    const longest = Math.max(...forwardingNumbers.filter(({ number }) => number === telephone).map(({ ringSeconds }) => ringSeconds));
    return longest > 0 && (when === 'ALWAYS' || longest >= seconds) ? [{ id, title, ringSeconds: longest }] : [];
  });
}
