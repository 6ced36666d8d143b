import type { TelephonyEvent } from '../port.ts';
import type { AriChannel } from './ari-types.ts';

type Incoming = Extract<TelephonyEvent, { kind: 'INCOMING' }>;

/** What the dialplan hands over with a call: the called number, the headers Diversion and History-Info, and whether the number may be shown. */
export type HandedOver = readonly string[];

/** The user part of the address in a header, with the header's own and SIP's escapes undone; null when there is none. */
export function userOfAddress(header: string): string | null {
  const address = /<([^>]*)>/.exec(header)?.[1] ?? header;
  const user = /^\s*(?:sips?:([^@>]+)@|tel:([^;>\s]+))/i.exec(address);
  const written = user?.[1] ?? user?.[2];
  if (!written) return null;
  try {
    // A telephone number's own parameters come after a semicolon, a password after a colon.
    return /^[^;:]*/.exec(decodeURIComponent(written))?.[0].trim() || null;
  } catch {
    return null;
  }
}

/** Splits a header that lists addresses; a comma within quotes or brackets belongs to an address. */
function addresses(header: string): string[] {
  return header.match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,"<])+/g) ?? [];
}

/** Who forwarded the call to us last. Diversion has the latest first; in History-Info that is the entry before ours, which is the last. */
export function divertedBy(diversion: string, historyInfo: string): string | null {
  const [latest] = addresses(diversion);
  if (latest) return userOfAddress(latest);
  const entries = addresses(historyInfo)
    .map(entry => ({ user: userOfAddress(entry), index: (/;\s*index=([\d.]+)/i.exec(entry)?.[1] ?? '').split('.').map(Number) }))
    .toSorted((a, b) => compareIndexes(a.index, b.index));
  return entries.at(-2)?.user ?? null;
}

// 1 comes before 1.1, and 1.2 before 1.10.
function compareIndexes(a: number[], b: number[]): number {
  const place = a.findIndex((number, place) => number !== b[place]);
  return place < 0 ? a.length - b.length : (a[place] ?? -1) - (b[place] ?? -1);
}

/** The call as the channel and what was handed over tell it. */
export function readIncoming(channel: AriChannel, [called = '', diversion = '', historyInfo = '', presentation = '']: HandedOver): Incoming {
  // With a carrier that is trusted the channel knows the number although the caller withholds it: here it ends.
  const isShown = presentation.startsWith('allowed') && channel.caller.number !== '' && channel.caller.number !== 'anonymous';
  return {
    kind: 'INCOMING',
    externalId: channel.id,
    calledNumber: called,
    callerNumber: isShown ? channel.caller.number : null,
    divertedBy: divertedBy(diversion, historyInfo),
    at: null,
  };
}

/** What the dialplan handed over, out of a channel that is in the application already; null when it is not in it. */
export function handedOverOf(channel: AriChannel, app: string): HandedOver | null {
  const { app_name: name, app_data: data } = channel.dialplan;
  if (name !== 'Stasis') return null;
  const [first, ...rest] = splitArguments(data);
  return first === app ? rest : null;
}

// As Asterisk splits an application's arguments: by commas outside of quotes and parentheses' escapes, the quotes taken away.
function splitArguments(data: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (let place = 0; place < data.length; place++) {
    const letter = data.charAt(place);
    if (letter === '\\') part += data.charAt(++place);
    else if (letter === '"') quoted = !quoted;
    else if (letter === ',' && !quoted) {
      parts.push(part);
      part = '';
    } else part += letter;
  }
  return [...parts, part];
}

/** How long a channel's own id says that it has been there, as the moment of its beginning; null for ids of another make. */
export function bornAt(channelId: string): Date | null {
  const seconds = /(?:^|-)(\d{9,11})\.\d+$/.exec(channelId)?.[1];
  return seconds ? new Date(Number(seconds) * 1000) : null;
}
