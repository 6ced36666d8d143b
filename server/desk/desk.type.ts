import { Field, Float, Int, ObjectType } from 'type-graphql';
import { CallType } from '../calls/call.type.ts';

@ObjectType({ description: "Today's share of calls that were taken in time." })
export class ServiceLevel {
  @Field(() => Float, { nullable: true, description: 'takenInTime ÷ offered, 0 to 1; null before the first call.' }) share!: number | null;
  @Field(() => Int, { description: 'What counts as in time, in seconds from the first ring.' }) targetSeconds!: number;
  @Field(() => Int, { description: "Today's calls that were taken, or have waited longer than that." }) offered!: number;
  @Field(() => Int, { description: "Today's calls that were taken in time." }) takenInTime!: number;
}

@ObjectType('Desk', { description: 'What is happening now, for secretaries.' })
export class DeskType {
  @Field(() => String, { description: 'Subscribe to events after this: nothing is missing, nothing comes twice.' }) cursor!: string;
  @Field(() => [CallType], { description: 'Open calls, longest waiting first.' }) calls!: CallType[];
}
