import { Client } from 'pg';
import type { Person } from '../identity/actor.ts';
import type { Desk } from '../test/desk.ts';
import { AUDIENCES, type Declaration, declarationOf, type Viewer } from './declaration.ts';
import { mayReach, type ShownText, textsOf } from './schema-walk.ts';
import { SEALED_COLUMNS, type SealedColumn } from '../secrets/secrets.ts';
import { storedData } from './stored-data.ts';

/** A text, telephone number, time or id in the database, with all places that hold it. */
export interface Mark {
  text: string;
  places: Place[];
}

interface Place {
  /** As table.column. */
  column: string;
  declared: Declaration;
  row: Record<string, unknown>;
  /** The customer to whom the row belongs; null when it belongs to none. */
  ofCustomer: string | null;
}

// One of several words, or of one so far.
const ENUMERATION = /= (ANY \(+ARRAY|'[A-Z_]+'::text\)+$)/;
const MARKABLE = ['text', 'uuid', 'timestamp with time zone', 'jsonb', 'bytea'];

/** The columns in which rows can differ so that it is seen: neither truth values nor counts, nor words of a closed set. */
async function markableColumns(owner: Client): Promise<{ table: string; column: string }[]> {
  const { rows } = await owner.query<{ table: string; column: string; type: string; checks: string[] }>(
    `select c.relname as table, a.attname as column, coalesce(nullif(t.typbasetype, 0), t.oid)::regtype::text as type,
       array(select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]) as checks
     from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
  );
  return rows.filter(({ type, checks }) => MARKABLE.includes(type) && !checks.some(check => ENUMERATION.test(check)));
}

function textsIn(value: unknown): string[] {
  if (value instanceof Date) return [value.toISOString()];
  if (Buffer.isBuffer(value)) return [value.toString(), value.toString('hex'), value.toString('base64url')];
  return textsOf(value).map(({ text }) => text);
}

/** What the column of the row says; of a sealed one what was sealed. */
function opened(desk: Desk, place: string, row: Record<string, unknown>): unknown {
  const stored = row[place.split('.')[1] as string];
  if (!(place in SEALED_COLUMNS) || !Buffer.isBuffer(stored)) return stored;
  const column = place as SealedColumn;
  return desk.ground.secrets.open(column, row[SEALED_COLUMNS[column]] as string, stored);
}

/** Everything that is in the database, by what it says, and the columns it can be in. */
export async function readMarks(desk: Desk): Promise<{ marks: Mark[]; columns: { table: string; column: string }[] }> {
  const owner = new Client(desk.address as object);
  await owner.connect();
  const byText = new Map<string, Mark>();
  const columns = await markableColumns(owner);
  // What hangs on an account is of whom the account is.
  const { rows: accounts } = await owner.query<{ id: string; customer_id: string | null }>('select id, customer_id from account');
  const customerOfAccount = new Map(accounts.map(({ id, customer_id }) => [id, customer_id]));
  for (const { table, column } of columns) {
    const declared = declarationOf(storedData[table]!, storedData[table]!.columns[column]!);
    const { rows } = await owner.query<Record<string, unknown>>(`select * from ${owner.escapeIdentifier(table)}`);
    for (const row of rows)
      for (const text of textsIn(opened(desk, `${table}.${column}`, row))) {
        const mark = byText.get(text) ?? { text, places: [] };
        byText.set(text, mark);
        mark.places.push({ column: `${table}.${column}`, declared, row, ofCustomer: (row[table === 'customer' ? 'id' : 'customer_id'] as string | null | undefined) ?? customerOfAccount.get(row['account_id'] as string) ?? null });
      }
  }
  await owner.end();
  return { marks: [...byText.values()], columns };
}

/** What kind of viewer somebody is of what belongs to a customer, or to none. */
export function viewerOf(person: Person | null, ofCustomer: string | null): Viewer {
  if (!person) return 'STRANGER';
  if (person.kind === 'SECRETARY') return person.isSupervisor ? 'SUPERVISOR' : 'SECRETARY';
  return ofCustomer === person.customerId ? 'OWN_CUSTOMER' : 'OTHER_CUSTOMER';
}

function maySee(person: Person, { declared, row, ofCustomer }: Place): boolean {
  const viewer = viewerOf(person, ofCustomer);
  if (!mayReach(viewer, declared.seenBy)) return false;
  const audience = AUDIENCES[declared.seenBy];
  if (!('onlyOne' in audience) || (audience.onlyOne !== true && audience.onlyOne !== viewer)) return true;
  const self = [person.accountId, person.kind === 'SECRETARY' ? person.secretaryId : person.customerUserId];
  return Object.values(row).some(value => self.includes(value as string));
}

/** The marks that an answer shows, and the fields that do. Long ones count inside of longer texts as well. */
export function marksIn(marks: readonly Mark[], shown: readonly ShownText[]): { mark: Mark; fields: string[] }[] {
  // Answers say the same a hundred times over: what a text holds is looked up once.
  const fieldsByText = new Map<string, Set<string>>();
  for (const { field, text } of shown) {
    const fields = fieldsByText.get(text) ?? new Set();
    fieldsByText.set(text, fields.add(field));
  }
  const texts = [...fieldsByText.keys()];
  return marks.flatMap(mark => {
    const fields = texts.filter(text => text === mark.text || (mark.text.length >= 8 && text.includes(mark.text))).flatMap(text => [...fieldsByText.get(text)!]);
    return fields.length ? [{ mark, fields: [...new Set(fields)] }] : [];
  });
}

/** What somebody was shown though no column that holds it allows them to see it. */
export const leaksTo = (person: Person, marks: readonly Mark[], shown: readonly ShownText[]): string[] =>
  marksIn(marks, shown).filter(({ mark }) => !mark.places.some(place => maySee(person, place))).map(({ mark, fields }) => `${fields.join(', ')} showed "${mark.text}" of ${mark.places[0]!.column}`);
