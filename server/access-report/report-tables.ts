import { endingOf } from '../documents/file-names.ts';
import { storedDeclarationOf, type StoredDeclaration } from '../privacy/declaration.ts';
import { storedData } from '../privacy/stored-data.ts';
import { SEALED_COLUMNS } from '../secrets/secrets.ts';

/** How the value of a column comes into the report. */
type Treatment = 'SHOWN' | 'WITHHELD' | 'FILE';

/** A table whose rows belong to customers, as the report reads it. */
export interface ReportTable {
  name: string;
  /** The condition that finds the customer's rows, with the customer's id as $1. */
  where: string;
  columns: { name: string; declared: StoredDeclaration; treatment: Treatment }[];
}

/** The files of a row that are too large to stand in a text, with what each is called there. */
const FILES: Record<string, (row: Record<string, unknown>) => string> = {
  'voice_message.audio': ({ id }) => `${String(id)}.wav`,
  'document_version.content': ({ id, file_name }) => `${String(id)}.${endingOf(String(file_name))}`,
  'message_file.content': ({ id, file_name }) => `${String(id)}.${endingOf(String(file_name))}`,
  'app_feedback.image': ({ id, image_type }) => `${String(id)}.${String(image_type).replace('image/', '')}`,
  'upload_part.bytes': ({ upload_id, place }) => `${String(upload_id)}-${String(place)}.part`,
};
const nameIn = new Map(Object.entries(FILES).map(([place, name]) => [place.split('.')[0], name]));

/** The name of a file in the report. */
export const fileName = (table: string, row: Record<string, unknown>): string => `files/${table}-${nameIn.get(table)?.(row) ?? String(row['id'])}`;

// Secrets prove who somebody is: whoever holds a copy could be that person. When they were made and end is no secret.
const SECRET_TIMES = /_(at|on|until)$/;

function treatmentOf(table: string, column: string, { is }: StoredDeclaration): Treatment {
  const place = `${table}.${column}`;
  if (place in FILES) return 'FILE';
  if (place in SEALED_COLUMNS || (is === 'CREDENTIAL' && !SECRET_TIMES.test(column))) return 'WITHHELD';
  // What is restricted is shown to nobody: the report says that it exists.
  if (place === 'restricted_row.row') return 'WITHHELD';
  return 'SHOWN';
}

function whereOf(table: string, columns: Record<string, unknown>): string | null {
  if (table === 'customer') return 'id = $1';
  if ('customer_id' in columns) return 'customer_id = $1';
  if ('account_id' in columns) return 'account_id in (select id from account where customer_id = $1)';
  return null;
}

/** Every table with rows of customers, by the declarations, so that a new one is in the report by itself. */
export const REPORT_TABLES: ReportTable[] = Object.entries(storedData).flatMap(([name, table]) => {
  const where = whereOf(name, table.columns);
  if (where === null) return [];
  return [{
    name, where,
    columns: Object.entries(table.columns).map(([column, part]) => {
      const declared = storedDeclarationOf(table, part);
      return { name: column, declared, treatment: treatmentOf(name, column, declared) };
    }),
  }];
});
