import { useNow } from './clock.ts';
import { formatDuration, secondsSince } from './times.ts';

/** Seconds that count up; never read out by a screen reader, whose user gets the time of the beginning instead. */
export function Ticking({ since, className }: { since: string; className?: string | undefined }) {
  return <span aria-hidden className={className}>{formatDuration(secondsSince(since, useNow()))}</span>;
}

/** Ticking seconds that turn amber and then red. */
export function Urgency({ since, amberAfter, redAfter, classes }: { since: string; amberAfter: number; redAfter: number; classes: { calm?: string | undefined; amber?: string | undefined; red?: string | undefined } }) {
  const seconds = secondsSince(since, useNow());
  const className = seconds >= redAfter ? classes.red : seconds >= amberAfter ? classes.amber : classes.calm;
  return <span aria-hidden className={className}>{formatDuration(seconds)}</span>;
}
