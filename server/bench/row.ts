/** One line of the bench's table: a figure of ours beside its limit, measured in the same run. */
export interface BenchRow {
  name: string;
  ours: number;
  limit: number;
  /** ours ÷ limit. */
  ratio: number;
  /** The most that the ratio may be. */
  aim: number;
  unit: string;
  met: boolean;
}

/** A line of the table from its two figures. */
export function row(name: string, unit: string, ours: number, limit: number, aim: number): BenchRow {
  const ratio = ours / limit;
  return { name, ours, limit, ratio, aim, unit, met: ratio <= aim };
}
