import { graphql } from '../graphql/generated/index.ts';
import type { Figures_FiguresFragment } from '../graphql/generated/graphql.ts';

/** What came of a number of calls. */
export const Figures_figures = graphql(`
  fragment Figures_figures on CallFigures { calls taken medianWaitSeconds p90WaitSeconds level { share targetSeconds targetPercent offered takenInTime } results { result calls } notesRatedGood notesRatedBad }
`);

export type Figures = Figures_FiguresFragment;

/** The results, in the order in which they are shown. */
export const RESULTS = ['MESSAGE_TAKEN', 'PUT_THROUGH', 'INFORMATION_GIVEN', 'REFUSED', 'ABANDONED', 'MISSED', 'NONE'] as const;

/** How many calls had a result; NONE: not said yet. */
export const callsWith = ({ results }: Figures, result: (typeof RESULTS)[number]): number => results.find(one => (one.result ?? 'NONE') === result)?.calls ?? 0;

/** A share in percent with one place, as tables and plots show it; null before the first call. */
export const percentOf = (share: number | null | undefined): number | null => (share === null || share === undefined ? null : Math.round(share * 1000) / 10);

/** Seconds with one place. */
export const tenths = (seconds: number | null | undefined): number | null => (seconds === null || seconds === undefined ? null : Math.round(seconds * 10) / 10);
