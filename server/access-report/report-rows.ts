import type { Sql } from '../database/sql.ts';
import type { ReportTable } from './report-tables.ts';

/** How many rows are held in memory at once. */
const PORTION = 500;

/** A row as the report shows it. */
export type ReportRow = Record<string, unknown>;

const quoted = (name: string) => `"${name}"`;

// Whatever a value is, PostgreSQL says it as JSON; what is withheld or a file never leaves the database here.
const valueOf = ({ name, treatment }: ReportTable['columns'][number]) =>
  treatment === 'SHOWN' ? quoted(name) : `(case when ${quoted(name)} is null then null else '${treatment}' end) as ${quoted(name)}`;

let cursors = 0;

/** The rows of one table that belong to the customer, a portion at a time; inside a transaction, in which each table is seen as at one moment. */
export async function* readRows(sql: Sql, { name, where, columns }: ReportTable, customerId: string): AsyncGenerator<ReportRow[]> {
  const cursor = `report_${cursors++}`;
  // Cursors take no parameters by name, and their own name must be a new one: nothing here is worth preparing. The row is
  // called as no column is, which would be taken for it.
  await sql.query({ name: '', text: `declare ${cursor} no scroll cursor for select to_jsonb("the whole row") as row from (select ${columns.map(valueOf).join(', ')} from public.${quoted(name)} where ${where}) "the whole row"` }, [customerId]);
  for (;;) {
    const rows = await sql.query<{ row: ReportRow }>({ name: '', text: `fetch ${PORTION} from ${cursor}` });
    if (rows.length) yield rows.map(({ row }) => row);
    if (rows.length < PORTION) break;
  }
  await sql.query({ name: '', text: `close ${cursor}` });
}

/** The files of a customer, one at a time. */
export async function* readFiles(sql: Sql, customerId: string): AsyncGenerator<{ table: string; row: ReportRow; content: Buffer }> {
  const ids = await sql.query<{ id: string }>({ name: 'report-files', text: 'select id from voice_message where customer_id = $1 order by recorded_at, id' }, [customerId]);
  for (const { id } of ids) {
    const [file] = await sql.query<{ audio: Buffer }>({ name: 'report-file', text: 'select audio from voice_message where customer_id = $1 and id = $2' }, [customerId, id]);
    if (file) yield { table: 'voice_message', row: { id }, content: file.audio };
  }
  const documents = await sql.query<{ id: string; file_name: string }>({ name: 'report-documents', text: 'select id, file_name from document_version where customer_id = $1 order by uploaded_at, id' }, [customerId]);
  for (const row of documents) {
    const [file] = await sql.query<{ content: Buffer }>({ name: 'report-document', text: 'select content from document_version where customer_id = $1 and id = $2' }, [customerId, row.id]);
    if (file) yield { table: 'document_version', row: { ...row }, content: file.content };
  }
  const sent = await sql.query<{ id: string; file_name: string }>({ name: 'report-message-files', text: 'select id, file_name from message_file where customer_id = $1 order by message_id, place' }, [customerId]);
  for (const row of sent) {
    const [file] = await sql.query<{ content: Buffer }>({ name: 'report-message-file', text: 'select content from message_file where customer_id = $1 and id = $2' }, [customerId, row.id]);
    if (file) yield { table: 'message_file', row: { ...row }, content: file.content };
  }
  const pictures = await sql.query<{ id: string; image_type: string }>({ name: 'report-pictures', text: 'select id, image_type from app_feedback where customer_id = $1 and image is not null order by sent_at, id' }, [customerId]);
  for (const row of pictures) {
    const [picture] = await sql.query<{ image: Buffer }>({ name: 'report-picture', text: 'select image from app_feedback where customer_id = $1 and id = $2' }, [customerId, row.id]);
    if (picture) yield { table: 'app_feedback', row: { ...row }, content: picture.image };
  }
  const pieces = await sql.query<{ upload_id: string; place: number }>({ name: 'report-pieces', text: 'select upload_id, place from upload_part where customer_id = $1 order by upload_id, place' }, [customerId]);
  for (const row of pieces) {
    const [piece] = await sql.query<{ bytes: Buffer }>({ name: 'report-piece', text: 'select bytes from upload_part where customer_id = $1 and upload_id = $2 and place = $3' }, [customerId, row.upload_id, row.place]);
    if (piece) yield { table: 'upload_part', row: { ...row }, content: piece.bytes };
  }
}
