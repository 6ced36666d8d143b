import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { useTranslation } from 'react-i18next';

/** What a plot shows: a word for each place, and a value for each series; null where nothing is known. */
export type Place = { word: string } & Record<string, string | number | null>;
export interface Series { name: string; label: string; color: string }
export interface PlotProps { kind: 'bars' | 'rows' | 'lines'; places: readonly Place[]; series: readonly Series[]; unit?: string; target?: { value: number; label: string } | null; most?: number }

/** A plot. What it shows is told by the table behind it: here nothing can be reached by a key. */
export function Plot({ kind, places, series, unit = '', target = null, most }: PlotProps) {
  const { i18n } = useTranslation();
  const common = {
    // The legend in the order of the series: by itself it is in that of their names.
    h: 250, data: [...places], dataKey: 'word', series: series.map(({ name, label, color }) => ({ name, label, color })), withLegend: series.length > 1, legendProps: { itemSorter: null }, gridAxis: (kind === 'rows' ? 'y' : 'x') as 'x' | 'y', tickLine: 'none' as const,
    valueFormatter: (value: number) => `${value.toLocaleString(i18n.language)}${unit}`,
    yAxisProps: { width: kind === 'rows' ? 110 : 46, allowDecimals: false, ...(kind === 'rows' && { interval: 0 }), ...(most !== undefined && { domain: [0, most] as [number, number] }) },
    // Calls are counted in whole ones.
    ...(kind === 'rows' && { xAxisProps: { allowDecimals: false } }),
    ...(target && { referenceLines: [{ y: target.value, label: target.label, color: 'var(--vz-amber)', labelPosition: 'insideTopLeft' as const }] }),
  };
  if (kind !== 'lines') return <BarChart {...common} {...(kind === 'rows' && { orientation: 'vertical' as const })} barChartProps={{ accessibilityLayer: false }} barProps={{ isAnimationActive: false }} />;
  return <LineChart {...common} curveType="linear" connectNulls={false} lineChartProps={{ accessibilityLayer: false }} lineProps={{ isAnimationActive: false }} />;
}
