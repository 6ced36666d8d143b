import { isIP } from 'node:net';
import Bowser from 'bowser';
import type { Origin } from '../context.ts';

/** The network of an address: /24 for IPv4, /48 for IPv6, which does not tell the one who sits there; null when it is no address. */
export function coarseNetworkOf(address: string): string | null {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  switch (isIP(plain)) {
    case 4: return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
    case 6: {
      const [before = '', after] = plain.toLowerCase().split('::');
      const first = before ? before.split(':') : [];
      const last = after ? after.split(':') : [];
      const groups = after === undefined ? first : [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last];
      return `${groups.slice(0, 3).map(group => parseInt(group, 16).toString(16)).join(':')}::/48`;
    }
    default: return null;
  }
}

const MOST_DEVICES = 500;
const devices = new Map<string, string | null>();

/** Browser and system in a few words, such as "Firefox, Linux"; null when nothing is known. */
export function deviceOf(userAgent: string | null): string | null {
  if (!userAgent) return null;
  let device = devices.get(userAgent);
  if (device === undefined) {
    const { browser, os } = Bowser.parse(userAgent.slice(0, 500));
    device = [browser.name, os.name].filter(Boolean).join(', ').slice(0, 100) || null;
    if (devices.size >= MOST_DEVICES) devices.clear();
    devices.set(userAgent, device);
  }
  return device;
}

/** Where something came from, in the words of the audit log. */
export const whence = (origin: Origin | null): { address: string | null; device: string | null } => ({
  address: origin && coarseNetworkOf(origin.address),
  device: origin && deviceOf(origin.userAgent),
});
