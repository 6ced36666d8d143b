import { contentLine, textValue } from './content-lines.ts';

/** An entry of a calendar (RFC 5545). */
export interface IcsEvent {
  /** The same in every file, so that a calendar that takes a second one changes the entry and adds none. */
  uid: string;
  changedAt: Date;
  /** How often it was changed. */
  sequence?: number;
  startsAt: Date;
  /** When it ends, or after how many minutes. */
  ends: Date | { minutes: number };
  summary: string;
  description?: string | null;
  /** What a tap on it dials. */
  telephone?: string | null;
  isUrgent?: boolean;
  /** Whether the time stays free beside it. */
  isTransparent?: boolean;
  /** Whether it reminds when it begins. */
  reminds?: boolean;
  isCancelled?: boolean;
}

// In UTC, so that no time zone has to be told along.
const stamp = (at: Date) => at.toISOString().replace(/[-:]|\.\d+/g, '');

/** The beginning of a calendar; programs that subscribe to it show its name, and read it again after a quarter of an hour. */
export const icsStart = (product: string, name?: string): string => [
  'BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:-//Vorzimmer//${product}//DE`, 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', '',
].join('\r\n') + (name === undefined ? '' : contentLine('X-WR-CALNAME', textValue(name)) + contentLine('REFRESH-INTERVAL;VALUE=DURATION', 'PT15M') + contentLine('X-PUBLISHED-TTL', 'PT15M'));

export const ICS_END = 'END:VCALENDAR\r\n';

/** One entry. */
export function icsEvent({ uid, changedAt, sequence, startsAt, ends, summary, description, telephone, isUrgent = false, isTransparent = false, reminds = false, isCancelled = false }: IcsEvent): string {
  return [
    contentLine('BEGIN', 'VEVENT'), contentLine('UID', uid), contentLine('DTSTAMP', stamp(changedAt)), ...(sequence === undefined ? [] : [contentLine('SEQUENCE', String(sequence))]),
    contentLine('DTSTART', stamp(startsAt)), ends instanceof Date ? contentLine('DTEND', stamp(ends)) : contentLine('DURATION', `PT${ends.minutes}M`),
    contentLine('SUMMARY', textValue(summary)), ...(description ? [contentLine('DESCRIPTION', textValue(description))] : []),
    ...(telephone ? [contentLine('URL', `tel:${telephone}`)] : []), ...(isUrgent ? [contentLine('PRIORITY', '1')] : []), ...(isCancelled ? [contentLine('STATUS', 'CANCELLED')] : []),
    contentLine('TRANSP', isTransparent ? 'TRANSPARENT' : 'OPAQUE'), contentLine('CLASS', 'PRIVATE'),
    ...(reminds ? [contentLine('BEGIN', 'VALARM'), contentLine('ACTION', 'DISPLAY'), contentLine('DESCRIPTION', textValue(summary)), contentLine('TRIGGER', 'PT0M'), contentLine('END', 'VALARM')] : []),
    contentLine('END', 'VEVENT'),
  ].join('');
}
