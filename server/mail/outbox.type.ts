import { Field, ObjectType } from 'type-graphql';
import { Node } from '../graphql/node.type.ts';

@ObjectType('OutboxMail', { implements: Node, description: 'A mail that was sent, or waits to be.' })
export class OutboxMailType extends Node {
  @Field(() => String, { description: 'To whom, by name; empty where no name is known any more.' }) toName!: string;
  @Field(() => String, { description: 'To which address.' }) toAddress!: string;
  @Field(() => String, { description: 'What it is about.' }) subject!: string;
  @Field(() => String, { nullable: true, description: 'What it says; null but in the demo, as it can hold links that let people in, and once it was sent.' }) text!: string | null;
  @Field(() => Date, { description: 'Since when it is to be sent.' }) createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When the mail server took it; null while it waits and when it was given up.' }) sentAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When we stopped trying; null while it waits and when it was sent.' }) givenUpAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was not sent the last time, in English; null when it was not tried or went well.' }) lastProblem!: string | null;
}
