import type { CallerPart } from '../privacy/declaration.ts';
import { storedData } from '../privacy/stored-data.ts';
import { PARTS } from '../restrictions/restriction.rows.ts';

/** What is found about a caller, in the words of who asks. */
export const RECORD_KINDS = ['CALL', 'NOTE', 'VOICE_MESSAGE', 'APPOINTMENT', 'CONTACT', 'TASK', 'DIALLED', 'MENTION', 'IN_FORCE'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** A table in which something of callers stands. Conditions speak of a row `x` and of what is `sought`. */
export interface CallerTable {
  name: string;
  /** Of which kind its rows are that are the caller's own. */
  kind: Exclude<RecordKind, 'MENTION' | 'IN_FORCE'>;
  /** The time of a row; null where that is nobody’s to see. */
  at: string | null;
  /** Finds the caller's own rows. */
  own: string;
}

/** The columns of a table that know this of a caller. */
export const columnsWith = (table: string, ...parts: CallerPart[]): string[] =>
  Object.entries(storedData[table]?.columns ?? {}).flatMap(([column, part]) => (typeof part === 'object' && part.caller && parts.includes(part.caller) ? [column] : []));

/** The tables with rows that are the caller’s own; numbers of contacts go with the contact. A test compares them with the declarations. */
export const CALLER_TABLES = [
  { name: 'call', kind: 'CALL', at: 'received_at', own: 'x.id = any(sought.calls)' },
  { name: 'call_note', kind: 'NOTE', at: 'written_at', own: 'x.call_id = any(sought.calls)' },
  { name: 'call_note_version', kind: 'NOTE', at: null, own: 'x.note_id = any(sought.notes)' },
  { name: 'note_draft', kind: 'NOTE', at: null, own: 'x.call_id = any(sought.calls)' },
  { name: 'note_rating', kind: 'NOTE', at: null, own: 'x.call_id = any(sought.calls)' },
  { name: 'voice_message', kind: 'VOICE_MESSAGE', at: 'recorded_at', own: 'x.call_id = any(sought.calls)' },
  { name: 'appointment', kind: 'APPOINTMENT', at: 'starts_at', own: 'coalesce(x.number ~ sought.pattern, false) or coalesce(x.call_id = any(sought.calls), false)' },
  { name: 'contact', kind: 'CONTACT', at: null, own: 'x.id = any(sought.contacts)' },
  { name: 'task', kind: 'TASK', at: 'created_at', own: 'coalesce(x.person_number = sought.number, false)' },
  { name: 'task_debtor', kind: 'TASK', at: null, own: '(coalesce(x.number = sought.number, false) or coalesce(x.other_number = sought.number, false))' },
  { name: 'task_debtor_call', kind: 'TASK', at: 'called_at', own: `x.debtor_id in (
      select owing.id from task_debtor owing where owing.number = sought.number or owing.other_number = sought.number
      union all select (aside.row ->> 'id')::uuid from restricted_row aside where aside.table_name = 'task_debtor' and (aside.row ->> 'number' = sought.number or aside.row ->> 'other_number' = sought.number))` },
  { name: 'attempt', kind: 'DIALLED', at: 'started_at', own: 'x.number = sought.number' },
  { name: 'forwarding_check', kind: 'DIALLED', at: 'started_at', own: 'x.number = sought.number' },
  { name: 'telephony_alarm', kind: 'DIALLED', at: 'last_at', own: 'x.number ~ sought.pattern' },
  { name: 'unassigned_call', kind: 'CALL', at: 'received_at', own: 'x.caller_number ~ sought.pattern' },
] as const satisfies CallerTable[];
export type CallerTableName = (typeof CALLER_TABLES)[number]['name'];

/** The tables of which rows can be restricted, and stand aside then. */
export const RESTRICTABLE: ReadonlySet<string> = new Set(Object.keys(PARTS));

// A number has its own form in a column of that type, and what is left of one is none.
const NUMBERS = new Set(['call.caller_number', 'contact_number.number', 'unassigned_call.caller_number', 'task.person_number', 'task_debtor.number', 'task_debtor.other_number']);

// An e-mail address is none of the texts in which people write a number; it goes with its contact.
const NESTED = new Set(['contact.emails', 'call.decision', 'call.changed_decision', 'voice_message.audio', 'restricted_row.row', 'call.identified_contact_id']);

/** Columns that hold several texts in one value, as table.column. */
export const JSON_COLUMNS: ReadonlySet<string> = new Set(['instruction_version.said']);

/** Where the number can stand among other words, so that it is struck out of them: by table, the columns. Numbers that somebody wrote into a field of their own count. */
export const TEXTS: { table: string; columns: string[] }[] = Object.keys(storedData).flatMap(table => {
  const columns = columnsWith(table, 'WHO', 'SAID', 'NUMBER').filter(column => !NESTED.has(`${table}.${column}`) && !NUMBERS.has(`${table}.${column}`));
  return columns.length ? [{ table, columns }] : [];
});

/** Where a number stands that is to be dialled or told from now on, with the customer whose it is. */
export const IN_FORCE: { table: string; columns: string[] }[] = Object.entries(storedData).flatMap(([table, { columns: all }]) => {
  const columns = columnsWith(table, 'IN_FORCE');
  return columns.length && 'customer_id' in all ? [{ table, columns }] : [];
});
