import { Field, Float, Int, ObjectType } from 'type-graphql';
import { CallResult } from '../calls/call.entity.ts';
import { ServiceLevel } from '../desk/desk.type.ts';
import { LocalDate } from '../graphql/scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'How many calls had a result.' })
export class CallsWithResult {
  @Field(() => CallResult, { nullable: true, description: 'What came of them; null: they last, or the secretary still has to say.' }) result!: `${CallResult}` | null;
  @Field(() => Int, { description: 'How many.' }) calls!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What came of a number of calls. Restricted and erased calls count as well; who called is nowhere in it.' })
export class CallFigures {
  @Field(() => Int, { description: 'How many calls came.' }) calls!: number;
  @Field(() => Int, { description: 'How many of them a secretary took.' }) taken!: number;
  @Field(() => ServiceLevel, { description: 'How quickly they were taken, by what counts as in time today.' }) level!: ServiceLevel;
  @Field(() => Float, { nullable: true, description: 'How long half of those taken waited at most, in seconds; null when none was taken.' }) medianWaitSeconds!: number | null;
  @Field(() => Float, { nullable: true, description: 'How long nine in ten of those taken waited at most, in seconds; null when none was taken.' }) p90WaitSeconds!: number | null;
  @Field(() => [CallsWithResult], { description: 'What came of them: every result once, also where it is none, and at the end those without one.' }) results!: CallsWithResult[];
  @Field(() => Int, { description: 'How many of their notes the customers rated good, whenever they did; those of restricted calls do not count.' }) notesRatedGood!: number;
  @Field(() => Int, { description: 'How many of their notes the customers rated bad, whenever they did; those of restricted calls do not count.' }) notesRatedBad!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The calls that came in one hour of the day, on all days of the range.' })
export class FiguresOfHour {
  @Field(() => Int, { description: 'The hour, 0 to 23, by the clock of the service.' }) hour!: number;
  @Field(() => CallFigures, { description: 'What came of them.' }) figures!: CallFigures;
}

@ObjectType({ simpleResolvers: true, description: 'The calls of one day.' })
export class FiguresOfDay {
  @Field(() => LocalDate, { description: 'The day, where the service is.' }) day!: string;
  @Field(() => CallFigures, { description: 'What came of them.' }) figures!: CallFigures;
}

@ObjectType({ description: 'The calls of one customer.' })
export class FiguresOfCustomer {
  @Field(() => CallFigures, { description: 'What came of them.' }) figures!: CallFigures;
}

@ObjectType({ description: 'The calls that one secretary took.' })
export class FiguresOfSecretary {
  @Field(() => CallFigures, { description: 'What came of them.' }) figures!: CallFigures;
}

@ObjectType({ simpleResolvers: true, description: 'What came of the calls of a range of days.' })
export class CallStatistics {
  @Field(() => LocalDate, { description: 'The first day.' }) from!: string;
  @Field(() => LocalDate, { description: 'The last day.' }) until!: string;
  @Field(() => CallFigures, { description: 'Of all calls of the range.' }) total!: CallFigures;
  @Field(() => [FiguresOfHour], { description: 'By the hour of the day, all 24.' }) hours!: FiguresOfHour[];
  @Field(() => [FiguresOfDay], { description: 'By day, every day of the range.' }) days!: FiguresOfDay[];
  @Field(() => [FiguresOfCustomer], { description: 'By customer, those with the most calls first; at most 200.' }) customers!: FiguresOfCustomer[];
  @Field(() => Int, { description: 'How many customers have calls in the range.' }) customerCount!: number;
  @Field(() => [FiguresOfSecretary], { description: 'By the secretary who took them, by number of calls.' }) secretaries!: FiguresOfSecretary[];
}

@ObjectType({ simpleResolvers: true, description: 'What came of the calls that you took yourself.' })
export class OwnCallStatistics {
  @Field(() => LocalDate, { description: 'The first day.' }) from!: string;
  @Field(() => LocalDate, { description: 'The last day.' }) until!: string;
  @Field(() => CallFigures, { description: 'Of all of them.' }) total!: CallFigures;
  @Field(() => [FiguresOfHour], { description: 'By the hour of the day, all 24.' }) hours!: FiguresOfHour[];
  @Field(() => [FiguresOfDay], { description: 'By day, every day of the range.' }) days!: FiguresOfDay[];
}
