import { ActionIcon, Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayInWords, type Day } from '../ui/zoned-time.ts';
import { MOST_DAYS, rangeAround, rangeProblem, SPANS, stepped, type DayRange, type Span } from './ranges.ts';
import classes from './statistics.module.css';

/** From the days that are looked at to others. What is shown may be older than a quick choice before. */
export type RangePick = (latest: DayRange) => DayRange;

/** Which days to look at. */
export function RangePicker({ range, today, onPick }: { range: DayRange; today: Day; onPick: (pick: RangePick) => void }) {
  const { t, i18n } = useTranslation('statistics');
  const [isTyping, setTyping] = useState(range.span === 'range');
  const span: Span = isTyping ? 'range' : range.span;
  const day = (on: Day) => dayInWords(on, i18n.language, today, 'short');
  const choose = (chosen: Span) => {
    setTyping(chosen === 'range');
    if (chosen !== 'range') onPick(({ from, until }) => rangeAround(chosen, from > today ? today : until < today ? from : today));
  };
  return (
    <div className={classes.controls} role="group" aria-label={t('range.label')}>
      <SegmentedControl aria-label={t('range.span')} value={span} onChange={value => choose(value as Span)} data={SPANS.map(value => ({ value, label: t(`range.spans.${value}`) }))} />
      {isTyping && <TypedRange key={`${range.from} ${range.until}`} range={range} onPick={onPick} />}
      <div className={classes.step}>
        <ActionIcon variant="default" size={36} aria-label={t('range.before')} onClick={() => onPick(latest => stepped(latest, -1))}><IconChevronLeft size={18} aria-hidden /></ActionIcon>
        <p className={classes.range} role="status">{range.from === range.until ? day(range.from) : t('range.fromTo', { from: day(range.from), until: day(range.until) })}</p>
        <ActionIcon variant="default" size={36} aria-label={t('range.after')} disabled={range.until >= today} onClick={() => onPick(latest => (latest.until >= today ? latest : stepped(latest, 1)))}><IconChevronRight size={18} aria-hidden /></ActionIcon>
      </div>
    </div>
  );
}

function TypedRange({ range, onPick }: { range: DayRange; onPick: (pick: RangePick) => void }) {
  const { t } = useTranslation('statistics');
  const [typed, setTyped] = useState({ from: range.from, until: range.until });
  const [problem, setProblem] = useState<string | null>(null);
  const submit = () => {
    const wrong = rangeProblem(typed);
    if (wrong) setProblem(t(`range.problems.${wrong}`, { most: MOST_DAYS }));
    else onPick(() => ({ span: 'range', ...typed }));
  };
  const change = (field: 'from' | 'until', value: string) => { setTyped({ ...typed, [field]: value }); setProblem(null); };
  return (
    <form className={classes.typed} onSubmit={event => { event.preventDefault(); submit(); }} noValidate>
      <TextInput type="date" label={t('range.from')} value={typed.from} onChange={event => change('from', event.currentTarget.value)} />
      <TextInput type="date" label={t('range.until')} value={typed.until} error={problem} onChange={event => change('until', event.currentTarget.value)} />
      <Button type="submit" variant="default">{t('range.show')}</Button>
    </form>
  );
}
