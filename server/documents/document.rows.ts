import type { Batch } from '../context.ts';
import { BEFORE_ALL_NAMES, searchPatterns, type Stretch } from '../customers/customer.rows.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { canSeeDocument } from './document.policy.ts';

/** A document as the API shows one. */
export interface DocumentRow { __typename: 'Document'; id: string; customerId: string; title: string; createdAt: Date; newest: number }

/** One version of a document; what is in it is fetched as a file. */
export interface DocumentVersionRow { __typename: 'DocumentVersion'; id: string; customerId: string; documentId: string; number: number; fileName: string; mediaType: string; byteSize: number; uploadedAt: Date; uploadedBy: string; path: string }

/** A stretch of one customer's documents. */
export interface DocumentPage extends Stretch { customerId: string; search: string | null }

const DOCUMENT = `'Document' as "__typename", d.id, d.customer_id as "customerId", d.title, d.created_at as "createdAt", d.newest`;
const VERSION = `'DocumentVersion' as "__typename", v.id, v.customer_id as "customerId", v.document_id as "documentId", v.number, v.file_name as "fileName", v.media_type as "mediaType",
  v.byte_size as "byteSize", v.uploaded_at as "uploadedAt", v.uploaded_by as "uploadedBy", '/documents/' || v.id as path`;

const DOCUMENTS_BY_ID = statement<DocumentRow>('documents-by-id', `select ${DOCUMENT} from document d where d.id = any($1::uuid[])`);
const DOCUMENT_PAGE = statement<DocumentRow>(
  'document-page',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${DOCUMENT} from document d where d.customer_id = parent.id and (d.title, d.id) > ($3, $4::uuid)
       and (cardinality($5::text[]) = 0 or lower(d.title || ' ' || (select v.file_name from document_version v where v.document_id = d.id and v.number = d.newest)) like all ($5::text[]))
     order by d.title, d.id limit $2
   ) page order by page.title, page.id`,
);
const VERSIONS = statement<DocumentVersionRow>('document-versions', `select ${VERSION} from document_version v where v.document_id = any($1::uuid[]) order by v.document_id, v.number desc`);
const VERSION_BY_ID = statement<DocumentVersionRow>('document-version-by-id', `select ${VERSION} from document_version v where v.id = $1`);
/** A piece of what is in a version. */
export const DOCUMENT_PIECE = statement<{ bytes: Buffer }>('document-piece', 'select substring(content from $2::int + 1 for $3::int) as bytes from document_version where id = $1');

/** The document, whoever asks; undefined when there is none. */
export const readDocument = async (sql: Pick<Sql, 'one'>, id: string): Promise<DocumentRow | undefined> => (isUuid(id) ? sql.one(DOCUMENTS_BY_ID, [[id]]) : undefined);

/** The version, whoever asks; undefined when there is none. */
export const readVersion = async (sql: Pick<Sql, 'one'>, id: string): Promise<DocumentVersionRow | undefined> => (isUuid(id) ? sql.one(VERSION_BY_ID, [id]) : undefined);

/** Documents that the actor sees, null for the others. */
export const loadDocuments: Batch<string, DocumentRow | null> = async ({ sql, actor }, ids) => {
  const rows = new Map((await sql.query(DOCUMENTS_BY_ID, [ids.filter(isUuid)])).map(row => [row.id, row]));
  return ids.map(id => {
    const row = rows.get(id);
    return row && canSeeDocument(actor, row.customerId) ? row : null;
  });
};

/** Stretches of customers' documents, by title; those of several customers in one read. Nothing for customers that the actor does not see. */
export const loadDocumentPages: Batch<DocumentPage, DocumentRow[]> = async ({ sql, actor }, pages) => {
  const read = new Map<DocumentPage, DocumentRow[]>();
  for (const alike of Map.groupBy(pages, ({ customerId: _, ...rest }) => JSON.stringify(rest)).values()) {
    const { limit, after, search } = alike[0] as DocumentPage;
    const { key, id } = after ?? BEFORE_ALL_NAMES;
    const rows = await sql.query(DOCUMENT_PAGE, [alike.map(page => page.customerId).filter(customerId => canSeeDocument(actor, customerId)), limit, key, id, searchPatterns(search)]);
    const ofCustomer = Map.groupBy(rows, row => row.customerId);
    for (const page of alike) read.set(page, ofCustomer.get(page.customerId) ?? []);
  }
  return pages.map(page => read.get(page) as DocumentRow[]);
};

/** The versions of each document, the newest first. */
export const loadVersions: Batch<string, DocumentVersionRow[]> = async ({ sql }, documentIds) => {
  const ofDocument = Map.groupBy(await sql.query(VERSIONS, [documentIds]), row => row.documentId);
  return documentIds.map(id => ofDocument.get(id) ?? []);
};
