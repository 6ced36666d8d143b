import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { lazy, Suspense, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingFace } from '../ui/faces.tsx';
import { csvOf, download, type Cell } from './csv.ts';
import type { PlotProps } from './plots.tsx';
import classes from './statistics.module.css';

// Plots are heavy, and the figures are there without them.
const Plot = lazy(async () => ({ default: (await import('./plots.tsx')).Plot }));

/** A table of figures: its heads, and its rows with their words first. `file` names the file that it is handed over as; `words` are read on the screen in place of the first cells. */
export interface Table { head: readonly string[]; rows: readonly (readonly Cell[])[]; file: string; words?: readonly string[] }

/** A plot with the table that says the same, which can be taken along. */
export function Plotted({ title, hint, plot, table }: { title: string; hint?: string; plot: PlotProps | null; table: Table }) {
  const { t } = useTranslation('statistics');
  const heading = useId();
  return (
    <section className={classes.card} aria-labelledby={heading}>
      <div className={classes.head}>
        <h2 id={heading} className={classes.heading}>{title}</h2>
        <TakeAlong title={title} table={table} />
      </div>
      {hint && <p className={classes.muted}>{hint}</p>}
      {plot && <div className={classes.plot} role="img" aria-label={t('plotted', { title })}><Suspense fallback={<LoadingFace />}><Plot {...plot} /></Suspense></div>}
      {plot
        ? <details className={classes.details}><summary>{t('asTable')}</summary><FiguresTable title={title} table={table} /></details>
        : <FiguresTable title={title} table={table} />}
    </section>
  );
}

function TakeAlong({ title, table }: { title: string; table: Table }) {
  const { t } = useTranslation('statistics');
  return <Button variant="default" size="xs" leftSection={<IconDownload size={16} aria-hidden />} aria-label={t('csvLabel', { title })} onClick={() => download(`${table.file}.csv`, csvOf(table.head, table.rows))}>{t('csv')}</Button>;
}

function FiguresTable({ title, table: { head, rows, words } }: { title: string; table: Table }) {
  const { i18n } = useTranslation();
  const shown = (cell: Cell | undefined) => (cell === null || cell === undefined ? '–' : typeof cell === 'number' ? cell.toLocaleString(i18n.language) : cell);
  return (
    // Wider than a phone: it is moved by touch, or by keys once it has the focus.
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={title}>
      <table className={classes.table}>
        <thead><tr>{head.map(word => <th key={word} scope="col">{word}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, place) => (
            // Names are not unique, and rows never move.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={place}>{row.map((cell, column) => (column === 0 ? <th key={head[column]} scope="row">{words?.[place] ?? shown(cell)}</th> : <td key={head[column]}>{shown(cell)}</td>))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
