import { graphql } from '../graphql/generated/index.ts';

/** A call as the board shows one: whose it is and for how long, and never who calls. */
export const Board_call = graphql(`
  fragment Board_call on Call { id state receivedAt takenAt onHold customer { id name } takenBy { id } }
`);

/** A colleague, and what they do. */
export const Board_secretary = graphql(`
  fragment Board_secretary on Secretary { id name presence presenceSince presenceReason }
`);

/** How well callers are served, and what is to be reached. */
export const Board_level = graphql(`
  fragment Board_level on ServiceLevel { share targetSeconds targetPercent offered takenInTime }
`);

/** What came of the calls of today. */
export const Board_figures = graphql(`
  fragment Board_figures on CallFigures { calls results { result calls } level { ...Board_level } }
`);
