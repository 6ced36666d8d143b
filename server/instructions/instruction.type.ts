import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../graphql/connection.ts';
import { Deleted, DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { LocalTime, PhoneNumber } from '../graphql/scalars.ts';
import { ForwardingSituation, PutThroughRule, Transfer, Weekday } from './instruction.entity.ts';

registerEnumType(PutThroughRule, {
  name: 'PutThroughRule',
  description: 'Whom an instruction puts through. A blocked contact never is, and one with an own rule always.',
  valuesConfig: { ALL: { description: 'Everyone.' }, VIP: { description: 'Callers who are VIP contacts of the customer.' }, NONE: { description: 'Nobody.' } },
});

registerEnumType(ForwardingSituation, {
  name: 'ForwardingSituation',
  description: 'When a forwarding number is dialled.',
  valuesConfig: {
    FIRST: { description: 'At the first attempt, and when the others are used up.' },
    ON_NO_ANSWER: { description: 'After an attempt that nobody answered, or that failed.' },
    ON_BUSY: { description: 'After an attempt that was busy or declined.' },
  },
});

registerEnumType(Transfer, {
  name: 'Transfer',
  description: 'How a caller is handed over to the number that is tried, where the telephone system can do both.',
  valuesConfig: {
    ANNOUNCED: { description: 'The secretary speaks with them first, and then connects the caller.' },
    BLIND: { description: 'Whoever picks up accepts the caller by pressing 1, so that a mailbox is not an answer.' },
  },
});

registerEnumType(Weekday, {
  name: 'Weekday',
  description: 'A day of the week.',
  valuesConfig: {
    MONDAY: { description: 'Monday.' }, TUESDAY: { description: 'Tuesday.' }, WEDNESDAY: { description: 'Wednesday.' }, THURSDAY: { description: 'Thursday.' },
    FRIDAY: { description: 'Friday.' }, SATURDAY: { description: 'Saturday.' }, SUNDAY: { description: 'Sunday.' },
  },
});

@ObjectType('WeeklyHours', { simpleResolvers: true, description: 'Hours that come again each week, in local time of the customer. Up to and including its beginning, an end is on the following day.' })
export class WeeklyHoursType {
  @Field(() => Weekday, { description: 'The day on which they begin, and to which they belong past midnight.' }) weekday!: Weekday;
  @Field(() => LocalTime, { description: 'When they begin.' }) from!: string;
  @Field(() => LocalTime, { description: 'When they end; not part of them.' }) until!: string;
}

@ObjectType('ForwardingNumber', { implements: Node, simpleResolvers: true, description: 'Where callers are put through to, in a situation.' })
export class ForwardingNumberType extends Node {
  @Field(() => PhoneNumber, { description: 'What is dialled.' }) number!: string;
  @Field(() => String, { nullable: true, description: 'Whose number it is; null: nothing was said.' }) label!: string | null;
  @Field(() => ForwardingSituation, { description: 'When it is dialled.' }) situation!: ForwardingSituation;
  @Field(() => Int, { description: 'How long it rings, in seconds, until that counts as no answer.' }) ringSeconds!: number;
}

@ObjectType('Instruction', { implements: Node, simpleResolvers: true, description: "What to do with a customer's calls in a time frame. Seen by staff and by the customer's own people." })
export class InstructionType extends Node {
  @Field(() => String, { description: 'By which customer and secretaries know it.' }) title!: string;
  @Field(() => Date, { description: 'The beginning of its time frame.' }) validFrom!: Date;
  @Field(() => Date, { nullable: true, description: 'The end of its time frame, not part of it: a temporary instruction, which goes before standing ones. Null: a standing one.' })
  validUntil!: Date | null;
  @Field(() => [WeeklyHoursType], { description: 'When in its time frame it counts, by day; empty: always.' }) weeklyHours!: WeeklyHoursType[];
  @Field(() => Boolean, { description: "Whether it does not count on public holidays of the customer's federal state." }) exceptPublicHolidays!: boolean;
  @Field(() => String, { description: "What is spoken first; keeps the placeholder {{secretary}} for the secretary's name." }) greeting!: string;
  @Field(() => PutThroughRule, { description: 'Whom it puts through.' }) putThrough!: PutThroughRule;
  @Field(() => String, { nullable: true, description: 'What callers are told who are not put through; null only when everyone is.' }) message!: string | null;
  @Field(() => String, { nullable: true, description: 'For the secretaries.' }) remarks!: string | null;
  @Field(() => [ForwardingNumberType], { description: 'Where callers are put through to, in the order in which they are tried within a situation.' })
  forwardingNumbers!: ForwardingNumberType[];
  @Field(() => Transfer, { description: 'How callers are handed over.' }) transfer!: Transfer;
  @Field(() => Boolean, { description: 'Whether it is in the one-tap slot, where setting another replaces it.' }) isPreset!: boolean;
  @Field(() => Int, { description: 'Rises with each change; what an editor expects to change.' }) version!: number;
  @Field(() => Date, { description: 'When it was made; of two otherwise equal ones the later goes first.' }) createdAt!: Date;
  @Field(() => Date, { description: 'When it was changed last.' }) updatedAt!: Date;
}

export const InstructionConnection = connectionOf('Instruction', () => InstructionType);

@ArgsType()
export class InstructionsArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether those are listed as well whose time frame is over.' }) includeEnded?: boolean | null;
}

@InputType({ description: 'Hours that come again each week, in local time of the customer.' })
export class WeeklyHoursInput {
  @Field(() => Weekday, { description: 'The day on which they begin.' }) weekday!: Weekday;
  @Field(() => LocalTime, { description: 'When they begin; different hours of a day begin at different times.' }) from!: string;
  @Field(() => LocalTime, { description: 'When they end; up to and including the beginning: on the following day.' }) until!: string;
}

@InputType({ description: 'Where callers are put through to, in a situation.' })
export class ForwardingNumberInput {
  @Field(() => ID, { nullable: true, description: 'Of a number that the instruction has already, to keep it; null: a new one.' }) id?: string | null;
  @Field(() => String, { description: 'In any German notation, or international. Not an emergency, premium or shared-cost number, nor a line of the service.' }) number!: string;
  @Field(() => String, { nullable: true, description: 'Whose number it is; at most 100 characters.' }) label?: string | null;
  @Field(() => ForwardingSituation, { nullable: true, defaultValue: ForwardingSituation.FIRST, description: 'When it is dialled.' }) situation?: ForwardingSituation | null;
  @Field(() => Int, { nullable: true, defaultValue: 20, description: 'How long it rings, 5 to 120 seconds.' }) ringSeconds?: number | null;
}

@InputType({ description: 'What is said in an instruction; on a change it replaces all of it.' })
export class InstructionInput {
  @Field(() => String, { description: 'At most 200 characters.' }) title!: string;
  @Field(() => Date, { nullable: true, description: 'The beginning of its time frame; null: now, and on a change as it was.' }) validFrom?: Date | null;
  @Field(() => Date, { nullable: true, description: 'The end of its time frame, after the beginning; null: a standing instruction.' }) validUntil?: Date | null;
  @Field(() => [WeeklyHoursInput], { nullable: true, defaultValue: [], description: 'When in its time frame it counts; empty: always. At most 100.' }) weeklyHours?: WeeklyHoursInput[] | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether it does not count on public holidays.' }) exceptPublicHolidays?: boolean | null;
  @Field(() => String, { description: 'What is spoken first, at most 1,000 characters; {{secretary}} stands for the name of who speaks.' }) greeting!: string;
  @Field(() => PutThroughRule, { description: 'Whom it puts through.' }) putThrough!: PutThroughRule;
  @Field(() => String, { nullable: true, description: 'For callers who are not put through, at most 2,000 characters; required unless everyone is.' }) message?: string | null;
  @Field(() => String, { nullable: true, description: 'For the secretaries; at most 4,000 characters.' }) remarks?: string | null;
  @Field(() => [ForwardingNumberInput], { nullable: true, defaultValue: [], description: 'In order, at most 50; at least one FIRST unless nobody is put through.' })
  forwardingNumbers?: ForwardingNumberInput[] | null;
  @Field(() => Transfer, { nullable: true, defaultValue: Transfer.ANNOUNCED, description: 'How callers are handed over.' }) transfer?: Transfer | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'The one-tap slot: what is in it ends now, or is deleted when it has not begun.' }) isPreset?: boolean | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class InstructionInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ implements: DomainError, description: 'Returned when somebody else saved a newer version; nothing was changed.' })
export class InstructionChangedMeanwhile extends DomainError {
  @Field(() => InstructionType, { description: 'What is stored now.' }) current!: InstructionType;
}

export const CreateInstructionResult = unionOf('CreateInstructionResult', 'The new instruction, or why there is none.', () => [InstructionType, InstructionInvalid] as const);
export const UpdateInstructionResult = unionOf(
  'UpdateInstructionResult', 'The instruction as it is now, or why it was not changed.', () => [InstructionType, InstructionInvalid, InstructionChangedMeanwhile] as const,
);
export const EndInstructionResult = unionOf('EndInstructionResult', 'The instruction, which is over now.', () => [InstructionType] as const);
export const DeleteInstructionResult = unionOf('DeleteInstructionResult', 'What was deleted, or why it was not.', () => [Deleted, InstructionChangedMeanwhile] as const);
