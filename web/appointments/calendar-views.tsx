import { useTranslation } from 'react-i18next';
import type { Appointment_PartsFragment } from '../graphql/generated/graphql.ts';
import { useMinute } from '../ui/minute.ts';
import { dayInWords, formatTag, momentOf, wallTime, type Day } from '../ui/zoned-time.ts';
import classes from './appointments.module.css';
import { onDay, weeksOf } from './days.ts';
import { useDragging } from './dragging.ts';
import { useDayName } from './slot-choice.tsx';

interface Shown { appointments: readonly Appointment_PartsFragment[]; days: readonly Day[]; zone: string; onOpen: (appointment: Appointment_PartsFragment) => void }

/** As long as an entry is at least drawn. */
const LEAST_MINUTES = 26;

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** What is booked, day by day; days on which nothing is are left out. */
export function Agenda({ appointments, days, zone, onOpen }: Shown) {
  const { t } = useTranslation('appointments');
  const dayName = useDayName(zone);
  return (
    <ol className={classes.agenda}>
      {days.map(day => [day, onDay(appointments, day, zone)] as const).filter(([, all]) => all.length > 0).map(([day, all]) => (
        <li key={day}>
          <h2>{dayName(day)}</h2>
          <ul className={classes.entries}>
            {all.map(({ item, from, until }) => (
              <li key={item.id}>
                <button type="button" className={classes.entry} onClick={() => onOpen(item)}>
                  <time>{from === 0 && until === 1440 ? t('wholeDay') : `${clock(from)}–${clock(until)}`}</time>
                  <span>{item.title ?? t('away')}{item.kind && <small>{item.kind.name}</small>}</span>
                </button>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

/** The days side by side with their hours; as much of the day as is worked, and more where something is booked. Where `onMove` is given, what lies within a day is dragged to another time. */
export function DayColumns({ appointments, days, zone, hours, onOpen, onMove }: Shown & { hours: { first: number; last: number }; onMove: ((appointment: Appointment_PartsFragment, startsAt: string) => Promise<void>) | null }) {
  const { t, i18n } = useTranslation('appointments');
  const dayName = useDayName(zone);
  const today = wallTime(useMinute(), zone).day;
  const shown = days.map(day => ({ day, all: onDay(appointments, day, zone) }));
  const parts = shown.flatMap(({ all }) => all).filter(({ from, until }) => until - from < 1440);
  const first = Math.floor(Math.min(hours.first, ...parts.map(({ from }) => from)) / 60);
  const last = Math.ceil(Math.max(hours.last, ...parts.map(({ until }) => until)) / 60);
  // What several calendars have at one time stands side by side; what is alone has all the room.
  const byId = new Map(appointments.map(one => [one.id, one]));
  const { dragged, start, column, endsDragging } = useDragging({
    days, first: first * 60, last: last * 60,
    onDrop: async ({ id, day, from }) => {
      const [item, startsAt] = [byId.get(id), momentOf({ day, time: clock(from) }, zone)];
      if (item && startsAt && startsAt !== item.startsAt) await onMove?.(item, startsAt);
    },
  });
  const lanes = [...new Set(appointments.map(({ calendarId }) => calendarId))].toSorted();
  const style = { '--days': days.length, '--hours': last - first } as React.CSSProperties;
  return (
    <div className={classes.week} style={style}>
      {days.length > 1 && <div className={classes.corner} />}
      {/* A single day stands above already. */}
      {days.map(day => <h2 key={day} className={days.length === 1 ? 'visually-hidden' : classes.weekHead} data-today={day === today || undefined}>{days.length === 1 ? dayName(day) : dayInWords(day, i18n.language, today, 'short')}</h2>)}
      <div className={classes.hours} aria-hidden>{Array.from({ length: last - first - 1 }, (_, place) => <span key={place} style={{ top: `${(place + 1) * 3.25}rem` }}>{clock((first + place + 1) * 60)}</span>)}</div>
      {shown.map(({ day, all }, place) => (
        <ul key={day} ref={column(place)} className={classes.column} aria-label={dayName(day)}>
          {all.map(({ item, from, until }) => {
            const isMovable = onMove !== null && item.status === 'BOOKED' && wallTime(item.startsAt, zone).day === wallTime(item.endsAt, zone).day;
            const isDragged = dragged?.id === item.id;
            const top = Math.max(0, from - first * 60);
            const height = Math.min(until, last * 60) - first * 60 - top;
            const isAlone = !all.some(other => other.item.calendarId !== item.calendarId && other.from < Math.max(until, from + LEAST_MINUTES) && Math.max(other.until, other.from + LEAST_MINUTES) > from);
            const lane = isAlone ? 0 : lanes.indexOf(item.calendarId);
            const width = isAlone ? 100 : 100 / lanes.length;
            // As many lines as have room, so that none is cut through the middle.
            const lines = Math.max(1, Math.floor((height / 60 * 52 - 4) / 15.6));
            return (
              <li key={item.id} data-dragged={isDragged || undefined} style={{ '--lines': lines, ...(isDragged && { transform: `translate(${(days.indexOf(dragged.day) - place) * (10_000 / width)}%, ${(dragged.from - from) / 60 * 3.25}rem)` }), top: `${top / 60 * 3.25}rem`, height: `${Math.max(height, 20) / 60 * 3.25}rem`, left: `${lane * width}%`, width: `${width}%` } as React.CSSProperties}>
                <button type="button" className={classes.block} data-away={!item.kind || undefined} data-short={height < 40 || undefined} data-movable={isMovable || undefined} onPointerDown={event => { if (isMovable) start(item.id, until - from, event); }} onClick={() => { if (!endsDragging()) onOpen(item); }}>
                  <span><b>{clock(isDragged ? dragged.from : from)}</b> {item.title ?? t('away')}{item.kind && `, ${item.kind.name}`}</span>
                </button>
              </li>
            );
          })}
        </ul>
      ))}
    </div>
  );
}

/** As many entries as a day of the month has room for. */
const IN_A_DAY = 3;

/** The month at a glance: how much is on each day, where there is room also what; a day leads to its own view. */
export function Month({ appointments, month, zone, onDayChosen }: { appointments: Shown['appointments']; month: Day; zone: string; onDayChosen: (day: Day) => void }) {
  const { t, i18n } = useTranslation('appointments');
  const today = wallTime(useMinute(), zone).day;
  const weeks = weeksOf(month);
  const weekday = (day: Day, style: 'short' | 'long') => new Intl.DateTimeFormat(formatTag(i18n.language), { timeZone: 'UTC', weekday: style }).format(new Date(`${day}T00:00:00Z`));
  return (
    <table className={classes.month}>
      <thead><tr>{weeks[0]!.map(day => <th key={day} scope="col"><abbr title={weekday(day, 'long')}>{weekday(day, 'short')}</abbr></th>)}</tr></thead>
      <tbody>
        {weeks.map(week => (
          <tr key={week[0]}>
            {week.map(day => {
              const all = onDay(appointments, day, zone);
              const count = all.filter(({ item }) => item.kind).length;
              const isBeside = day.slice(0, 7) !== month.slice(0, 7);
              const label = [dayInWords(day, i18n.language, today), day === today && t('today'), t('month.count', { count }), all.length > count && t('away')].filter(Boolean).join(', ');
              return (
                <td key={day}>
                  <button type="button" className={classes.monthDay} data-beside={isBeside || undefined} data-today={day === today || undefined} aria-current={day === today ? 'date' : undefined} onClick={() => onDayChosen(day)}>
                    <span className="visually-hidden">{label}</span>
                    <span className={classes.monthNumber} aria-hidden>{Number(day.slice(8))}</span>
                    {count > 0 && <span aria-hidden className={classes.monthCount}>{count}</span>}
                    {count === 0 && all.length > 0 && <span aria-hidden className={classes.monthAway} />}
                    {all.slice(0, all.length > IN_A_DAY ? IN_A_DAY - 1 : IN_A_DAY).map(({ item, from }) => <span key={item.id} aria-hidden className={classes.monthEntry} data-away={!item.kind || undefined}><b>{clock(from)}</b> {item.title ?? t('away')}</span>)}
                    {all.length > IN_A_DAY && <span aria-hidden className={classes.monthMore}>{t('month.more', { count: all.length - IN_A_DAY + 1 })}</span>}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
