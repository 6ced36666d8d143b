import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { LocalDate } from '../graphql/scalars.ts';
import { WeeklyHoursInput } from './instruction.type.ts';

@ObjectType({ description: 'A stretch of time in which one answer holds.' })
export class InForceStretch {
  @Field(() => Date, { description: 'When it begins.' }) from!: Date;
  @Field(() => Date, { description: 'When it ends, not part of it.' }) until!: Date;
}

@ObjectType('PublicHoliday', { simpleResolvers: true, description: "A public holiday of the customer's federal state." })
export class PublicHolidayType {
  @Field(() => LocalDate, { description: 'Which day.' }) on!: string;
  @Field(() => String, { description: 'What it is called in German.' }) name!: string;
}

@ObjectType({ description: 'What is in force when, by the rule that decides calls, as everything is stored now.' })
export class InstructionTimeline {
  @Field(() => Date, { description: 'Where it begins.' }) from!: Date;
  @Field(() => Date, { description: 'How far it reaches: less far than was asked for where there is very much to tell. Ask again from there on.' }) until!: Date;
}

@ObjectType({ description: 'Another instruction that shares a time frame.' })
export class InstructionOverlap {
  @Field(() => Date, { description: 'When they meet for the first time.' }) from!: Date;
  @Field(() => Date, { description: 'Until when, that first time.' }) until!: Date;
  @Field(() => Int, { description: 'How many stretches of time they share.' }) times!: number;
  @Field(() => Boolean, { description: 'Whether nothing is left of what is hidden, within the time that was looked at.' }) isWhole!: boolean;
}

@ObjectType({ description: 'What an instruction would hide, and by what it would be hidden. Nothing is stored by asking.' })
export class InstructionOverlaps {
  @Field(() => Date, { description: 'From when on it was looked at: the beginning of the time frame, or now.' }) from!: Date;
  @Field(() => Date, { description: 'Until when it was looked at: eight weeks at most.' }) until!: Date;
  @Field(() => Date, { nullable: true, description: 'When it would be in force for the first time; null: never within that time.' }) firstInForceAt!: Date | null;
}

@InputType({ description: 'When an instruction is meant to hold.' })
export class InstructionFrameInput {
  @Field(() => ID, { nullable: true, description: 'The stored instruction that would hold like this from now on; null: a new one.' }) instructionId?: string | null;
  @Field(() => Date, { nullable: true, description: 'The beginning; null: now, and of a stored one as it was.' }) validFrom?: Date | null;
  @Field(() => Date, { nullable: true, description: 'The end, after the beginning; null: none.' }) validUntil?: Date | null;
  @Field(() => [WeeklyHoursInput], { nullable: true, defaultValue: [], description: 'When in it; empty: always. At most 100.' }) weeklyHours?: WeeklyHoursInput[] | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether it does not count on public holidays.' }) exceptPublicHolidays?: boolean | null;
}
