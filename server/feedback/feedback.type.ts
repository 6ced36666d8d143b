import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CallNoteType } from '../calls/call.type.ts';
import { connectionOf } from '../graphql/connection.ts';
import { unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { NoteField, NoteRating } from './feedback.entity.ts';

registerEnumType(NoteRating, {
  name: 'NoteRating',
  description: 'What a customer thinks of a note.',
  valuesConfig: { GOOD: { description: 'The note helped.' }, BAD: { description: 'Something was wrong with it.' } },
});
registerEnumType(NoteField, {
  name: 'NoteField',
  description: 'What of a note can be wrong.',
  valuesConfig: {
    CALLER_NAME: { description: "The caller's name." },
    CALLER_COMPANY: { description: 'Their company.' },
    CALLER_NUMBER: { description: 'The number to call back.' },
    CONCERN: { description: 'What it is about.' },
    URGENT: { description: 'Whether it is urgent.' },
    CALL_BACK_WISHED: { description: 'Whether a call-back is wished.' },
  },
});

@ObjectType('NoteFeedback', {
  implements: Node,
  description: 'What a customer thinks of a note. The people of the customer, the secretary who wrote the note, and supervisors.',
})
export class NoteFeedbackType extends Node {
  @Field(() => NoteRating, { description: 'Good or bad.' }) rating!: NoteRating;
  @Field(() => [NoteField], { description: 'What was wrong; empty when nothing was said of that.' }) wrongFields!: NoteField[];
  @Field(() => String, { nullable: true, description: 'What they add; null: nothing, or the note is deleted since.' }) comment!: string | null;
  @Field(() => Date, { description: 'When it was said last.' }) ratedAt!: Date;
  @Field(() => String, { nullable: true, description: 'Who of the customer said it: their name at that time; null when the note is deleted since.' }) ratedBy!: string | null;
}

export const NoteFeedbackConnection = connectionOf('NoteFeedback', () => NoteFeedbackType);

@ObjectType('SecretaryFeedback', { description: 'How the notes of a secretary were rated, as far back as calls are kept. She herself, and supervisors.' })
export class SecretaryFeedbackType {
  @Field(() => Int, { description: 'How many were good.' }) good!: number;
  @Field(() => Int, { description: 'How many were bad.' }) bad!: number;
  @Field(() => [NoteField], { description: 'What was wrong, the most frequent first.' }) wrongFields!: NoteField[];
}

@ObjectType('CustomerFeedback', { description: 'How one customer rated the notes of a secretary. She herself, and supervisors.' })
export class CustomerFeedbackType {
  @Field(() => Int, { description: 'How many were good.' }) good!: number;
  @Field(() => Int, { description: 'How many were bad.' }) bad!: number;
  @Field(() => Int, { description: 'What the ratings of the last year add to how much the customer likes to be answered by her, -60 to 60.' }) weight!: number;
}

export const CustomerFeedbackConnection = connectionOf('CustomerFeedback', () => CustomerFeedbackType);

export const RateCallNoteResult = unionOf('RateCallNoteResult', 'What holds now.', () => [NoteFeedbackType]);
export const WithdrawNoteRatingResult = unionOf('WithdrawNoteRatingResult', 'The note, as if nobody had rated it.', () => [CallNoteType]);
