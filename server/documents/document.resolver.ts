import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { asker } from '../customers/customer.policy.ts';
import { type CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { decodeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { type DocumentRow, loadDocumentPages, loadDocuments, loadVersions } from './document.rows.ts';
import { beginUpload, deleteDocument, finishUpload, removeDocumentVersion, renameDocument } from './document.service.ts';
import {
  BeginUploadResult, DeleteDocumentResult, DocumentConnection, DocumentsArgs, DocumentType, DocumentVersionType, FinishUploadResult, RemoveDocumentVersionResult, RenameDocumentResult, UploadInput,
} from './document.type.ts';

@Resolver(() => DocumentType)
export class DocumentResolver {
  @Query(() => DocumentType, { nullable: true, description: 'A document; null when there is none that you may see.' })
  document(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'Which.' }) id: string) {
    asker(ctx.actor);
    return ctx.edge(loadDocuments, id);
  }

  @FieldResolver(() => [DocumentVersionType], { description: 'Its versions, the newest first.' })
  versions(@Root() document: DocumentRow, @Ctx() ctx: Context) {
    return ctx.edge(loadVersions, document.id);
  }

  @Mutation(() => BeginUploadResult, { description: 'Lets a file be sent. The customer’s people who instruct, and supervisors who act for them.' })
  beginUpload(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'For which customer.' }) customerId: string,
    @Arg('input', () => UploadInput, { description: 'What is to come.' }) input: UploadInput,
  ) {
    return beginUpload(ctx, customerId, input);
  }

  @Mutation(() => FinishUploadResult, { description: 'Makes a document, or its newest version, of a file that was sent. Whoever began the upload.' })
  finishUpload(@Ctx() ctx: Context, @Arg('uploadId', () => ID, { description: 'Of the ticket.' }) uploadId: string) {
    return finishUpload(ctx, uploadId);
  }

  @Mutation(() => RenameDocumentResult, { description: 'Calls a document otherwise. The customer’s people who instruct, and supervisors who act for them.' })
  renameDocument(
    @Ctx() ctx: Context,
    @Arg('documentId', () => ID, { description: 'Which.' }) documentId: string,
    @Arg('title', () => String, { description: 'At most 200 characters.' }) title: string,
  ) {
    return renameDocument(ctx, documentId, title);
  }

  @Mutation(() => RemoveDocumentVersionResult, { description: 'Removes one version of a document for good. The customer’s people who instruct, and supervisors who act for them.' })
  removeDocumentVersion(@Ctx() ctx: Context, @Arg('documentVersionId', () => ID, { description: 'Which.' }) documentVersionId: string) {
    return removeDocumentVersion(ctx, documentVersionId);
  }

  @Mutation(() => DeleteDocumentResult, { description: 'Deletes a document with all of its versions for good. The customer’s people who instruct, and supervisors who act for them.' })
  deleteDocument(@Ctx() ctx: Context, @Arg('documentId', () => ID, { description: 'Which.' }) documentId: string) {
    return deleteDocument(ctx, documentId);
  }
}

/** The documents of a customer. */
@Resolver(() => CustomerType)
export class CustomerDocumentsResolver {
  @FieldResolver(() => DocumentConnection, { description: 'What the customer leaves with the secretaries to use, by title.' })
  async documents(@Root() customer: CustomerRow, @Ctx() ctx: Context, @Args(() => DocumentsArgs) args: DocumentsArgs) {
    const rows = await ctx.edge(loadDocumentPages, { customerId: customer.id, limit: pageLimit(args), after: decodeCursor(args.after), search: args.search ?? null });
    return toConnection(rows, args.first, ({ title, id }) => encodeCursor(title, id));
  }
}
