import { Field, Int, ObjectType } from 'type-graphql';
import { CallNoteType } from '../calls/call.type.ts';
import { connectionOf } from '../graphql/connection.ts';
import { Deleted, DomainError, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { PhoneNumber } from '../graphql/scalars.ts';
import { CallNotOver } from '../restrictions/restriction.type.ts';

@ObjectType('TrashedNote', {
  implements: Node,
  description: 'A note in the trash; its id is the note’s. It is shown in the trash alone, and its call nowhere. The people of the customer, and supervisors who act for them.',
})
export class TrashedNoteType extends Node {
  @Field(() => String, { nullable: true, description: "The caller's name; null: none." }) callerName!: string | null;
  @Field(() => String, { nullable: true, description: 'Their company; null: none.' }) callerCompany!: string | null;
  @Field(() => String, { nullable: true, description: 'The number to call back, as they said it; null: none.' }) callerNumber!: string | null;
  @Field(() => String, { description: 'What it is about.' }) concern!: string;
  @Field(() => Boolean, { description: 'Whether it is urgent.' }) urgent!: boolean;
  @Field(() => Boolean, { description: 'Whether the caller wishes to be called back.' }) callBackWished!: boolean;
  @Field(() => Date, { description: 'When it was first saved.' }) writtenAt!: Date;
  @Field(() => PhoneNumber, { nullable: true, description: 'From which number they called, in E.164; null when it was withheld or none.' }) calledFrom!: string | null;
  @Field(() => Date, { description: 'When the call came.' }) receivedAt!: Date;
  @Field(() => Date, { description: 'When it was moved to the trash.' }) trashedAt!: Date;
  @Field(() => String, { description: 'By whom: their name at that time.' }) trashedBy!: string;
}

export const TrashedNoteConnection = connectionOf('TrashedNote', () => TrashedNoteType);

@ObjectType({ implements: DomainError, description: 'Returned when the note is not in the trash; somebody may have restored it.' })
export class NoteNotInTrash extends DomainError {}

@ObjectType({ description: 'The trash is empty.' })
export class TrashEmptied {
  @Field(() => Int, { description: 'How many notes were deleted for good.' }) count!: number;
}

export const MoveNoteToTrashResult = unionOf('MoveNoteToTrashResult', 'The note, in the trash.', () => [TrashedNoteType]);
export const RestoreNoteResult = unionOf('RestoreNoteResult', 'The note, where it was before.', () => [CallNoteType]);
export const DeleteNoteForGoodResult = unionOf('DeleteNoteForGoodResult', 'What was deleted, or why not.', () => [Deleted, NoteNotInTrash, CallNotOver]);
export const EmptyTrashResult = unionOf('EmptyTrashResult', 'What was deleted.', () => [TrashEmptied]);
