import type { Instruction_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';

export const Instruction_parts = graphql(`
  fragment Instruction_parts on Instruction {
    id
    title
    validFrom
    validUntil
    weeklyHours { weekday from until }
    exceptPublicHolidays
    greeting
    putThrough
    transfer
    message
    remarks
    forwardingNumbers { id number label situation ringSeconds }
    isActive
    isPreset
    version
    createdAt
  }
`);

/** All of an instruction. */
export type InstructionParts = Instruction_PartsFragment;

/** Whose instructions they are: their clock, their holidays, the language their callers are greeted in. */
export interface InstructionCustomer {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly language: 'DE' | 'EN';
  readonly federalState?: string | null;
}
