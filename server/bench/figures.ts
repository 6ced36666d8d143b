import type { BenchRow } from './row.ts';

/** A line whose ratio is to be at least the aim, as more is better. */
export function atLeast(name: string, unit: string, ours: number, limit: number, aim: number): BenchRow {
  const ratio = ours / limit;
  return { name, ours, limit, ratio, aim, unit, met: ratio >= aim };
}

/** The middle of some figures. */
export const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] as number;

/** What a share of the figures does not exceed; 0.99 for the 99th percentile. */
export const percentile = (figures: readonly number[], share: number): number => figures.toSorted((a, b) => a - b)[Math.min(figures.length - 1, Math.floor(figures.length * share))] as number;
