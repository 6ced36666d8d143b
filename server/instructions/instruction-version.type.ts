import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.ts';
import { PutThroughRule, Transfer } from './instruction.entity.ts';
import { ForwardingNumberType, WeeklyHoursType } from './instruction.type.ts';
import type { VersionAct, WriterKind } from './instruction-version.rows.ts';

/** What was done, as an enum of the API. */
export const InstructionActEnum = { CREATED: 'CREATED', CHANGED: 'CHANGED', ENDED: 'ENDED', REPLACED: 'REPLACED', RESTORED: 'RESTORED', DELETED: 'DELETED' } as const satisfies Record<VersionAct, VersionAct>;
registerEnumType(InstructionActEnum, {
  name: 'InstructionAct',
  description: 'What was done to an instruction.',
  valuesConfig: {
    CREATED: { description: 'It was made.' },
    CHANGED: { description: 'It was changed.' },
    ENDED: { description: 'It was ended.' },
    REPLACED: { description: 'It was ended because another took its place in the one-tap slot.' },
    RESTORED: { description: 'It was brought back to what it had said before.' },
    DELETED: { description: 'It was deleted; this is what it said then.' },
  },
});

/** Who wrote, as an enum of the API. */
export const WriterKindEnum = { SECRETARY: 'SECRETARY', CUSTOMER_USER: 'CUSTOMER_USER', API_KEY: 'API_KEY' } as const satisfies Record<WriterKind, WriterKind>;
registerEnumType(WriterKindEnum, {
  name: 'WriterKind',
  description: 'Who wrote.',
  valuesConfig: {
    SECRETARY: { description: 'A supervisor of the service who acted for the customer.' },
    CUSTOMER_USER: { description: 'One of the customer’s people.' },
    API_KEY: { description: 'A program with an API key.' },
  },
});

@ObjectType('InstructionVersion', { simpleResolvers: true, description: 'An instruction as it was from one change to the next. Kept for a year after the next one, and for 30 days after the instruction was deleted.' })
export class InstructionVersionType {
  @Field(() => ID, { description: 'Of which instruction; it may be deleted.' }) instructionId!: string;
  @Field(() => Int, { description: 'Its number, as in Instruction.version.' }) version!: number;
  @Field(() => InstructionActEnum, { description: 'By what it came about.' }) act!: VersionAct;
  @Field(() => Date, { description: 'When.' }) writtenAt!: Date;
  @Field(() => WriterKindEnum, { nullable: true, description: 'Who it was; null for what was there before versions were kept.' }) writerKind!: WriterKind | null;
  @Field(() => String, { nullable: true, description: 'Their name as it was then; null for what was there before versions were kept.' }) writtenBy!: string | null;
  @Field(() => String, { description: 'The title.' }) title!: string;
  @Field(() => Date, { description: 'The beginning of the time frame.' }) validFrom!: Date;
  @Field(() => Date, { nullable: true, description: 'Its end; null: a standing one.' }) validUntil!: Date | null;
  @Field(() => [WeeklyHoursType], { description: 'When in its time frame it counted; empty: always.' }) weeklyHours!: WeeklyHoursType[];
  @Field(() => Boolean, { description: 'Whether it did not count on public holidays.' }) exceptPublicHolidays!: boolean;
  @Field(() => String, { description: 'The greeting, with its placeholder.' }) greeting!: string;
  @Field(() => PutThroughRule, { description: 'Whom it put through.' }) putThrough!: PutThroughRule;
  @Field(() => String, { nullable: true, description: 'What callers were told; null: nothing.' }) message!: string | null;
  @Field(() => String, { nullable: true, description: 'For the secretaries.' }) remarks!: string | null;
  @Field(() => [ForwardingNumberType], { description: 'The numbers, in order.' }) forwardingNumbers!: ForwardingNumberType[];
  @Field(() => Transfer, { description: 'How callers were handed over.' }) transfer!: Transfer;
  @Field(() => Boolean, { description: 'Whether it was in the one-tap slot.' }) isPreset!: boolean;
}

export const InstructionVersionConnection = connectionOf('InstructionVersion', () => InstructionVersionType);
