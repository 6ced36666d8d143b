import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../graphql/connection.ts';
import { FileRefused, UploadIncomplete } from '../documents/document.type.ts';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';

@ObjectType('Message', { implements: Node, simpleResolvers: true, description: 'What somebody of a customer wrote to the secretariat, or a secretary to them. Staff, and the people of the customer.' })
export class MessageType extends Node {
  @Field(() => Int, { description: 'Its place in the thread, from 1 on without gaps.' }) place!: number;
  @Field(() => Date, { description: 'When it reached the service.' }) sentAt!: Date;
  @Field(() => String, { description: 'What was written; plain text, with line ends.' }) text!: string;
  @Field(() => Boolean, { description: 'Whether the secretariat wrote it; else the customer did.' }) fromSecretariat!: boolean;
  @Field(() => String, { description: 'Who wrote it; a person of the customer as they were called then.' }) authorName!: string;
}

@ObjectType('MessageFile', { implements: Node, simpleResolvers: true, description: 'A file that goes with a message. Staff, and the people of the customer.' })
export class MessageFileType extends Node {
  @Field(() => String, { description: 'What the file is called.' }) fileName!: string;
  @Field(() => String, { description: 'Of which kind it is by what is in it, as a media type.' }) mediaType!: string;
  @Field(() => Int, { description: 'How large it is, in bytes.' }) byteSize!: number;
  @Field(() => String, { description: 'Where the file is fetched, with the session of whoever may see it.' }) path!: string;
}

@InputType({ description: 'A file that is to go with a message.' })
export class MessageFileInput {
  @Field(() => String, { description: 'What the file is called, with an ending that says its kind; at most 200 characters.' }) fileName!: string;
  @Field(() => Int, { description: 'How large it is, in bytes; at most 20 MiB.' }) byteSize!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A file that is whole: it waits for the message that names it.' })
export class MessageFileReady {
  @Field(() => ID, { description: 'By which the message names it.' }) uploadId!: string;
  @Field(() => Date, { description: 'Until when it can be sent.' }) expiresAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Up to where somebody has read a thread.' })
export class MessageReading {
  @Field(() => Boolean, { description: 'Whether it is somebody of the secretariat; else of the customer.' }) fromSecretariat!: boolean;
  @Field(() => String, { description: 'Who it is.' }) readerName!: string;
  @Field(() => Int, { description: 'The place of the last message that they have read.' }) through!: number;
  @Field(() => Date, { description: 'When they read that one.' }) readAt!: Date;
}

@ObjectType('MessageThread', { implements: Node, simpleResolvers: true, description: 'Messages about one thing, between one customer and the secretariat. Staff, and the people of the customer.' })
export class MessageThreadType extends Node {
  @Field(() => String, { nullable: true, description: 'What it is about; null where nobody said: then the first line of its messages says it.' }) subject!: string | null;
  @Field(() => Date, { description: 'When its first message was written.' }) startedAt!: Date;
  @Field(() => Date, { description: 'When its newest message was written.' }) lastMessageAt!: Date;
  @Field(() => Int, { description: 'How many messages there are, which is the place of the newest.' }) messageCount!: number;
  @Field(() => Date, { nullable: true, description: 'Since when the customer waits for an answer: the first of their messages that nobody answered; null while they do not wait.' }) awaitsAnswerSince!: Date | null;
}

export const MessageConnection = connectionOf('Message', () => MessageType);
export const MessageThreadConnection = connectionOf('MessageThread', () => MessageThreadType);

@ArgsType()
export class MessagesArgs extends PageArgs {}

@InputType({ description: 'The first message of a thread.' })
export class StartThreadInput {
  @Field(() => ID, { description: 'The id that the thread gets: a UUID that the client makes. The same again is the same thread.' }) threadId!: string;
  @Field(() => ID, { description: 'The id that the message gets, made in the same way.' }) messageId!: string;
  @Field(() => String, { nullable: true, description: 'What it is about; at most 200 characters.' }) subject?: string | null;
  @Field(() => String, { description: 'At most 10,000 characters.' }) text!: string;
  @Field(() => [ID], { nullable: true, description: 'The uploads of files that go with it, in their order, at most five; each is finished before.' }) files?: string[] | null;
}

@InputType({ description: 'A message to a thread.' })
export class MessageInput {
  @Field(() => ID, { description: 'The id that the message gets: a UUID that the client makes. Sent again it is the same message.' }) id!: string;
  @Field(() => String, { description: 'At most 10,000 characters.' }) text!: string;
  @Field(() => Int, { nullable: true, description: 'The place of the newest message that the writer has seen. A secretary is refused when a colleague has answered after it; null: never.' }) seenThrough?: number | null;
  @Field(() => [ID], { nullable: true, description: 'The uploads of files that go with it, in their order, at most five; each is finished before.' }) files?: string[] | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or too long; nothing was sent.' })
export class MessageInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ implements: DomainError, description: 'Returned when another secretary has answered, which the writer has not seen; nothing was sent.' })
export class AnsweredMeanwhile extends DomainError {
  @Field(() => MessageThreadType, { description: 'The thread with that answer.' }) thread!: MessageThreadType;
}

export const StartThreadResult = unionOf('StartThreadResult', 'The thread, or why there is none.', () => [MessageThreadType, MessageInvalid] as const);
export const SendMessageResult = unionOf('SendMessageResult', 'The message as it was sent, or why it was not.', () => [MessageType, MessageInvalid, AnsweredMeanwhile] as const);
export const MarkThreadReadResult = unionOf('MarkThreadReadResult', 'The thread as it is now.', () => [MessageThreadType] as const);
export const SettleThreadResult = unionOf('SettleThreadResult', 'The thread, which waits for no answer any more, or for one to what came meanwhile.', () => [MessageThreadType] as const);
export const FinishMessageFileResult = unionOf('FinishMessageFileResult', 'The file that waits for its message, or why it cannot be sent.', () => [MessageFileReady, UploadIncomplete, FileRefused] as const);
