import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../graphql/connection.ts';
import { Deleted, DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';

@ObjectType('DocumentVersion', { implements: Node, simpleResolvers: true, description: 'One version of a document. Staff, and the people of the customer.' })
export class DocumentVersionType extends Node {
  @Field(() => Int, { description: 'Which, from 1 on; a number that was removed is not given again.' }) number!: number;
  @Field(() => String, { description: 'What the file is called.' }) fileName!: string;
  @Field(() => String, { description: 'Of which kind it is by what is in it, as a media type.' }) mediaType!: string;
  @Field(() => Int, { description: 'How large it is, in bytes.' }) byteSize!: number;
  @Field(() => Date, { description: 'When it was complete.' }) uploadedAt!: Date;
  @Field(() => String, { description: 'Who uploaded it, as they were called then.' }) uploadedBy!: string;
  @Field(() => String, { description: 'Where the file is fetched, with the session of whoever may see it.' }) path!: string;
}

@ObjectType('Document', { implements: Node, simpleResolvers: true, description: 'A file that a customer leaves with the secretaries to use. Staff, and the people of the customer.' })
export class DocumentType extends Node {
  @Field(() => String, { description: 'What it is called.' }) title!: string;
  @Field(() => Date, { description: 'When its first version was uploaded.' }) createdAt!: Date;
}

export const DocumentConnection = connectionOf('Document', () => DocumentType);

@ArgsType()
export class DocumentsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Words that each are part of the title or of the name of the newest file.' }) search?: string | null;
}

@InputType({ description: 'A file that is to be uploaded.' })
export class UploadInput {
  @Field(() => String, { description: 'What the file is called, with an ending that says its kind; at most 200 characters.' }) fileName!: string;
  @Field(() => Int, { description: 'How large it is, in bytes; at most 20 MiB.' }) byteSize!: number;
  @Field(() => String, { nullable: true, description: 'What the document is called; null: as it was, or as the file. At most 200 characters.' }) title?: string | null;
  @Field(() => ID, { nullable: true, description: 'The document of which it is the new version; null: a new document.' }) documentId?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Lets a file be sent: POST its pieces as application/octet-stream to path/0, path/1, …, in any order, each again if need be; then finish the upload.' })
export class UploadTicket {
  @Field(() => ID, { description: 'Of the upload.' }) id!: string;
  @Field(() => String, { description: 'Where the pieces go, with the session of whoever began the upload.' }) path!: string;
  @Field(() => Int, { description: 'How many bytes each piece has but the last.' }) pieceBytes!: number;
  @Field(() => Int, { description: 'How many pieces there are.' }) pieces!: number;
  @Field(() => Date, { description: 'Until when it can be finished.' }) expiresAt!: Date;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class DocumentInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}
@ObjectType({ implements: DomainError, description: 'Returned when the customer’s documents would be larger than what is kept; delete some first.' })
export class DocumentsFull extends DomainError {
  @Field(() => Int, { description: 'How many bytes a customer’s documents may have together.' }) mostBytes!: number;
}
@ObjectType({ implements: DomainError, description: 'Returned when pieces are missing: send them, and finish again.' })
export class UploadIncomplete extends DomainError {
  @Field(() => [Int], { description: 'Which, from 0 on.' }) missing!: number[];
}
@ObjectType({ implements: DomainError, description: 'Returned when the file is of no kind that is taken, or of another than its name says; it is deleted.' })
export class FileRefused extends DomainError {
  @Field(() => [String], { description: 'The endings of the kinds that are taken.' }) endings!: string[];
}
@ObjectType({ implements: DomainError, description: 'Returned when there is no other version; nothing was removed.' })
export class OnlyVersion extends DomainError {}

export const BeginUploadResult = unionOf('BeginUploadResult', 'By which the file is sent, or why it is not taken.', () => [UploadTicket, DocumentInvalid, DocumentsFull] as const);
export const FinishUploadResult = unionOf('FinishUploadResult', 'The document with its new version, or why there is none.', () => [DocumentType, UploadIncomplete, FileRefused] as const);
export const RenameDocumentResult = unionOf('RenameDocumentResult', 'The document as it is now, or why it was not changed.', () => [DocumentType, DocumentInvalid] as const);
export const RemoveDocumentVersionResult = unionOf('RemoveDocumentVersionResult', 'The document without that version, or why it still has it.', () => [DocumentType, OnlyVersion] as const);
export const DeleteDocumentResult = unionOf('DeleteDocumentResult', 'What was deleted.', () => [Deleted] as const);
