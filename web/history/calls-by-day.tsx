import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { dayInWords, nearDay, wallTime } from '../ui/zoned-time.ts';
import classes from './history.module.css';

/** Calls under the day on which they came in, newest first as they are given. */
export function CallsByDay<Call extends { id: string; receivedAt: string }>({ calls, timeZone, now, children }: {
  calls: readonly Call[]; timeZone: string; now: number; children: (call: Call) => ReactNode;
}) {
  const { i18n } = useTranslation('history');
  const today = wallTime(now, timeZone).day;
  const days = Map.groupBy(calls, call => wallTime(call.receivedAt, timeZone).day);
  return [...days].map(([day, ofDay]) => {
    const near = nearDay(day, i18n.language, today);
    const words = dayInWords(day, i18n.language, today);
    return (
      <section key={day} aria-labelledby={`day-${day}`} className={classes.day}>
        <h2 id={`day-${day}`} className={classes.dayName}>{near ? <><span className={classes.near}>{near}</span> {words}</> : words}</h2>
        <ul className={classes.list}>{ofDay.map(call => <li key={call.id}>{children(call)}</li>)}</ul>
      </section>
    );
  });
}
