import { Field, Float, Int, ObjectType } from 'type-graphql';
import { CallType } from '../calls/call.type.ts';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';

@ObjectType({ description: 'The share of calls that were taken in time, and the target.' })
export class ServiceLevel {
  @Field(() => Float, { nullable: true, description: 'takenInTime ÷ offered, 0 to 1; null before the first call.' }) share!: number | null;
  @Field(() => Int, { description: 'What counts as in time, in seconds from the first ring.' }) targetSeconds!: number;
  @Field(() => Int, { description: 'The share that is to be reached, in percent.' }) targetPercent!: number;
  @Field(() => Int, { description: 'The calls that were taken, or have waited longer than that.' }) offered!: number;
  @Field(() => Int, { description: 'The calls that were taken in time.' }) takenInTime!: number;
}

@ObjectType('Desk', { description: 'What is happening now, for secretaries.' })
export class DeskType {
  @Field(() => String, { description: 'Subscribe to events after this: nothing is missing, nothing comes twice.' }) cursor!: string;
  @Field(() => [CallType], { description: 'Open calls, longest waiting first.' }) calls!: CallType[];
}

@ObjectType({ simpleResolvers: true, description: 'What the service wants to reach: so many calls taken within so many seconds.' })
export class ServiceTarget {
  @Field(() => Int, { description: 'What counts as in time, in seconds from the first ring: 5 to 300.' }) seconds!: number;
  @Field(() => Int, { description: 'The share that is to be reached, in percent: 1 to 100.' }) percent!: number;
}

@ObjectType({ implements: DomainError, description: 'Returned when a number is too small or too large; nothing was changed.' })
export class ServiceTargetInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

export const SetServiceTargetResult = unionOf('SetServiceTargetResult', 'What the service wants to reach now, or why that was not changed.', () => [ServiceTarget, ServiceTargetInvalid] as const);
