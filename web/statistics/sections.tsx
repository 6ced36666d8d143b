import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { dayInWords } from '../ui/zoned-time.ts';
import type { Cell } from './csv.ts';
import { callsWith, Figures_figures, percentOf, RESULTS, tenths, type Figures } from './figures.ts';
import { Plotted } from './plotted.tsx';
import type { DayRange } from './ranges.ts';
import classes from './statistics.module.css';

type Masked = FragmentType<typeof Figures_figures>;
const inAll = ({ from, until }: DayRange): string => (from === until ? from : `${from}-${until}`);

/** The calls by hour and day, how long they waited, and what came of them: each as a plot with its table. */
export function Plots({ range, total, hours, days }: { range: DayRange; total: Figures; hours: readonly { hour: number; figures: Masked }[]; days: readonly { day: string; figures: Masked }[] }) {
  const { t, i18n } = useTranslation('statistics');
  const ofHours = hours.map(({ hour, figures }) => ({ word: `${String(hour).padStart(2, '0')}:00`, figures: readFragment(Figures_figures, figures) }));
  const ofDays = days.map(({ day, figures }) => ({ word: dayInWords(day, i18n.language, day, 'short'), day, figures: readFragment(Figures_figures, figures) }));
  // Of one day the hours tell more than the day itself.
  const steps = range.from === range.until ? ofHours : ofDays;
  const file = (name: string) => `${name}-${inAll(range)}`;
  const first = t(range.from === range.until ? 'columns.hour' : 'columns.day');
  const key = (step: { word: string; day?: string }): string => step.day ?? step.word;
  // On the screen a day is told as people tell it; a spreadsheet sorts by the other one.
  const words = steps.map(({ word }) => word);
  const { targetPercent, targetSeconds } = total.level;
  return (
    <div className={classes.plots}>
      <Plotted
        title={t('hours.title')} hint={t(range.from === range.until ? 'hours.hintDay' : 'hours.hint')}
        plot={{ kind: 'bars', places: ofHours.map(({ word, figures }) => ({ word, calls: figures.calls })), series: [{ name: 'calls', label: t('columns.calls'), color: 'var(--vz-accent)' }] }}
        table={{ file: file('anrufe-je-stunde'), head: [t('columns.hour'), t('columns.calls'), t('columns.taken')], rows: ofHours.map(({ word, figures }) => [word, figures.calls, figures.taken]) }}
      />
      {range.from !== range.until && (
        <Plotted
          title={t('days.title')}
          plot={{ kind: 'bars', places: ofDays.map(({ word, figures }) => ({ word, calls: figures.calls })), series: [{ name: 'calls', label: t('columns.calls'), color: 'var(--vz-accent)' }] }}
          table={{ file: file('anrufe-je-tag'), words, head: [t('columns.day'), t('columns.calls'), t('columns.taken')], rows: ofDays.map(({ day, figures }) => [day, figures.calls, figures.taken]) }}
        />
      )}
      <Plotted
        title={t('waits.title')} hint={t('waits.hint')}
        plot={{
          kind: 'lines', unit: ' s', places: steps.map(({ word, figures }) => ({ word, median: tenths(figures.medianWaitSeconds), p90: tenths(figures.p90WaitSeconds) })),
          series: [{ name: 'median', label: t('columns.median'), color: 'var(--vz-accent)' }, { name: 'p90', label: t('columns.p90'), color: 'var(--vz-message-edge)' }],
        }}
        table={{ file: file('wartezeiten'), words, head: [first, t('columns.median'), t('columns.p90')], rows: steps.map(step => [key(step), tenths(step.figures.medianWaitSeconds), tenths(step.figures.p90WaitSeconds)]) }}
      />
      <Plotted
        title={t('level.title')} hint={t('level.hint', { percent: targetPercent, seconds: targetSeconds })}
        plot={{
          kind: 'lines', unit: t('percentUnit'), most: 100, places: steps.map(({ word, figures }) => ({ word, share: percentOf(figures.level.share) })), series: [{ name: 'share', label: t('columns.share'), color: 'var(--vz-put-through-edge)' }],
          target: { value: targetPercent, label: t('level.target', { percent: targetPercent }) },
        }}
        table={{ file: file('service-level'), words, head: [first, t('columns.share'), t('columns.inTime'), t('columns.offered')], rows: steps.map(step => [key(step), percentOf(step.figures.level.share), step.figures.level.takenInTime, step.figures.level.offered]) }}
      />
      <Plotted
        title={t('feedback.title')} hint={t(total.notesRatedGood + total.notesRatedBad > 0 ? 'feedback.hint' : 'feedback.none')}
        plot={{
          kind: 'bars', places: steps.map(({ word, figures }) => ({ word, good: figures.notesRatedGood, bad: figures.notesRatedBad })),
          series: [{ name: 'good', label: t('columns.good'), color: 'var(--vz-accent)' }, { name: 'bad', label: t('columns.bad'), color: 'var(--vz-red)' }],
        }}
        table={{ file: file('rueckmeldungen'), words, head: [first, t('columns.good'), t('columns.bad')], rows: steps.map(step => [key(step), step.figures.notesRatedGood, step.figures.notesRatedBad]) }}
      />
      <Plotted
        title={t('results.title')}
        plot={{ kind: 'rows', places: RESULTS.map(result => ({ word: t(`result.${result}`), calls: callsWith(total, result) })), series: [{ name: 'calls', label: t('columns.calls'), color: 'var(--vz-accent)' }] }}
        table={{
          file: file('ergebnisse'), head: [t('columns.result'), t('columns.calls'), t('columns.part')],
          rows: RESULTS.map(result => [t(`result.${result}`), callsWith(total, result), total.calls ? percentOf(callsWith(total, result) / total.calls) : null]),
        }}
      />
    </div>
  );
}

/** The same figures for many: customers, or secretaries. */
export function FiguresOf({ title, hint, file, first, range, rows }: { title: string; hint?: string; file: string; first: string; range: DayRange; rows: readonly { name: string; figures: Masked }[] }) {
  const { t } = useTranslation('statistics');
  const head = [first, t('columns.calls'), t('columns.taken'), t('columns.share'), t('columns.median'), t('columns.p90'), ...RESULTS.map(result => t(`result.${result}`)), t('columns.good'), t('columns.bad')];
  const cells = rows.map(({ name, figures: masked }): Cell[] => {
    const figures = readFragment(Figures_figures, masked);
    return [name, figures.calls, figures.taken, percentOf(figures.level.share), tenths(figures.medianWaitSeconds), tenths(figures.p90WaitSeconds), ...RESULTS.map(result => callsWith(figures, result)), figures.notesRatedGood, figures.notesRatedBad];
  });
  return <Plotted title={title} {...(hint && { hint })} plot={null} table={{ file: `${file}-${inAll(range)}`, head, rows: cells }} />;
}
