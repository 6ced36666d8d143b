import { isIPv6 } from 'node:net';

/** Counts what is under way for each of many, so that nobody has more than their share. */
export class Turnstile {
  private readonly inside = new Map<string, number>();

  /** Lets one more in, who calls what is returned on leaving; null when there are as many inside as may be. */
  enter(who: string, most: number): (() => void) | null {
    const count = this.inside.get(who) ?? 0;
    if (count >= most) return null;
    this.inside.set(who, count + 1);
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      const left = this.inside.get(who)! - 1;
      if (left > 0) this.inside.set(who, left);
      else this.inside.delete(who);
    };
  }

  /** How many are inside. */
  count(who: string): number {
    return this.inside.get(who) ?? 0;
  }
}

/** What one host can have of addresses counts as one: an IPv6 host has as many as it likes below its first 64 bits. */
export function hostOf(address: string): string {
  if (!isIPv6(address)) return address;
  if (/^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address)) return address.slice(7);
  const [head = '', tail = ''] = address.split('%')[0]!.split('::');
  const [before, after] = [head, tail].map(part => part.split(':').filter(group => group !== '')) as [string[], string[]];
  const groups = address.includes('::') ? [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after] : before;
  return `${groups.slice(0, 4).map(group => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
