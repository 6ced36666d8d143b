import { Button } from '@mantine/core';
import { IconArrowForwardUp, IconCalendarStar, IconMessage2, IconStar } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { InstructionTimeline_CustomerFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { addDays, dayInWords, nearDay, wallTime, type Day } from '../ui/zoned-time.ts';
import { instructionAddresses } from './addresses.ts';
import { daysOfTimeline, isWhole, placeInDay, type DayPart, type DaysOfTimeline } from './timeline-days.ts';
import classes from './timeline.module.css';

export const InstructionTimeline_customer = graphql(`
  fragment InstructionTimeline_customer on Customer {
    id
    timeline(from: $from, until: $until) {
      from
      until
      holidays { on name }
      stretches { from until instruction { id title putThrough } }
    }
  }
`);

type Told = NonNullable<InstructionTimeline_CustomerFragment['timeline']>;
type InForce = NonNullable<Told['stretches'][number]['instruction']>;

const FIRST_ROWS = 7;
const SYMBOLS = { ALL: IconArrowForwardUp, VIP: IconStar, NONE: IconMessage2 };

/** What is in force when, day by day: a bar for the eye and words for everybody, each of them leading to its instruction. */
export function Timeline({ customer, timeZone }: { customer: FragmentType<typeof InstructionTimeline_customer>; timeZone: string }) {
  const { t } = useTranslation('instructions');
  const now = useMinute();
  const [showsAll, setShowsAll] = useState(false);
  const { timeline } = readFragment(InstructionTimeline_customer, customer);
  if (!timeline) return null;
  const first = wallTime(timeline.from, timeZone).day;
  const last = addDays(wallTime(timeline.until, timeZone).day, -1);
  const rows = daysOfTimeline(timeline.stretches, first, last < first ? first : last, timeZone);
  const shown = showsAll ? rows : rows.slice(0, FIRST_ROWS);
  const holidays = new Map(timeline.holidays.map(({ on, name }) => [on, name]));
  return (
    <>
      <ol className={classes.days}>
        {shown.map(row => <Row key={row.first} row={row} holidays={holidays} today={wallTime(now, timeZone).day} now={now} timeZone={timeZone} />)}
      </ol>
      {shown.length < rows.length && <Button variant="default" onClick={() => setShowsAll(true)}>{t('timeline.more')}</Button>}
    </>
  );
}

function Row({ row, holidays, today, now, timeZone }: { row: DaysOfTimeline<InForce>; holidays: ReadonlyMap<Day, string>; today: Day; now: number; timeZone: string }) {
  const { t, i18n } = useTranslation('instructions');
  const near = nearDay(row.first, i18n.language, today);
  const name = (day: Day) => dayInWords(day, i18n.language, today, 'short');
  const celebrated = [...holidays].filter(([on]) => on >= row.first && on <= row.last);
  return (
    <li className={classes.day}>
      <h3 className={classes.name}>
        {near && row.first === row.last && <span className={classes.near}>{near}</span>}
        {row.first === row.last ? name(row.first) : t('timeline.fromTo', { from: name(row.first), to: name(row.last) })}
      </h3>
      {celebrated.map(([on, holiday]) => (
        <p key={on} className={classes.holiday}><IconCalendarStar size={15} aria-hidden />{row.first === row.last ? t('timeline.holiday', { name: holiday }) : t('timeline.holidayOn', { name: holiday, day: name(on) })}</p>
      ))}
      <div className={classes.bar} aria-hidden>
        {row.parts.map(part => <span key={part.begin} className={classes.span} data-rule={part.instruction?.putThrough ?? 'NONE'} style={{ insetInlineStart: `${part.begin * 100}%`, width: `${(part.end - part.begin) * 100}%` }} />)}
        {row.first === today && <span className={classes.now} style={{ insetInlineStart: `${placeInDay(now, timeZone) * 100}%` }} />}
      </div>
      <ul className={classes.parts}>{row.parts.map(part => <li key={part.begin}><Part part={part} /></li>)}</ul>
    </li>
  );
}

function Part({ part }: { part: DayPart<InForce> }) {
  const { t } = useTranslation('instructions');
  const { instruction } = part;
  const rule = instruction?.putThrough ?? 'NONE';
  const Symbol = SYMBOLS[rule];
  const words = (
    <>
      <span className={classes.time}>{isWhole(part) ? t('timeline.wholeDay') : `${part.from}\u2060–\u2060${part.until}`}</span>
      <span className={classes.what}>
        <span className={classes.title}>{instruction?.title ?? t('active.none')}</span>
        <span className={classes.rule} data-rule={rule}><Symbol size={15} aria-hidden />{t(`timeline.rule.${rule}`)}</span>
      </span>
    </>
  );
  if (!instruction) return <p className={classes.part}>{words}</p>;
  return <Link to={instructionAddresses.one(instruction.id)} className={classes.part}>{words}</Link>;
}
