import { graphql } from '../graphql/generated/index.ts';

/** Somebody of a customer, as those see them who decide about people. */
export const Person_user = graphql(`
  fragment Person_user on CustomerUser { id name email right }
`);

/** A secretary, as supervisors see them. */
export const Colleague_secretary = graphql(`
  fragment Colleague_secretary on Secretary { id name email isSupervisor }
`);

/** What somebody of a customer may do, from the least to the most. */
export const RIGHTS = ['READ', 'INSTRUCT', 'MANAGE'] as const;

/** A password that was just made, and whose it is; told this once. */
export interface Issued { name: string; email: string; password: string }
