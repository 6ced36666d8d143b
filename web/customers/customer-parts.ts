import type { Acting_ActingFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';

/** What is said about a customer, as its form shows it. */
export const Customer_data = graphql(`
  fragment Customer_data on Customer { id customerNumber name timeZone language federalState contractStartedOn contractEndsOn version }
`);

/** One line in the list of a customer's lines. */
export const Line_line = graphql(`
  fragment Line_line on Line { id number label isBlock version }
`);

/** That somebody acted for a customer. */
export const Acting_acting = graphql(`
  fragment Acting_acting on Acting { id reason since until secretary { id name } }
`);

const MINUTE = 60_000;

/** That this secretary acts for the customer now. `now` is renewed each minute: what ends within it counts as over, so that stopping is seen at once. */
export const actingNow = (actings: readonly Acting_ActingFragment[], secretaryId: string, now: number): Acting_ActingFragment | undefined =>
  actings.find(({ secretary, until }) => secretary.id === secretaryId && Date.parse(until) > now + MINUTE);

/** What follows from the end of the contract. */
export const Contract_end = graphql(`
  fragment Contract_end on ContractEnd { lastDay isOver answer answeredAt erasedOn }
`);
