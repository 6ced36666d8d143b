import type { TaskDebtorInput } from '../graphql/generated/graphql.ts';
import { type Line, readLines } from '../ui/csv-table.ts';
import { centsOf } from './amounts.ts';

/** What a column of a list of debtors says. */
export const DEBTOR_COLUMNS = ['name', 'number', 'otherNumber', 'amountCents', 'reference', 'remarks'] as const;
export type DebtorColumn = (typeof DEBTOR_COLUMNS)[number];

/** Something wrong in a cell, with the line of the text and the column from 1 on; null where the column is missing. */
export interface CellProblem { line: number; column: number | null; field: DebtorColumn; code: 'REQUIRED' | 'TOO_LONG' | 'INVALID_NUMBER' | 'INVALID_AMOUNT' | 'OUT_OF_RANGE'; typed: string }

/** A list as it was understood: each debtor with the line it comes from. */
export interface DebtorTable { columns: (DebtorColumn | null)[]; debtors: { line: number; input: TaskDebtorInput }[]; problems: CellProblem[] }

/** More the server does not take in one act. */
export const MOST_AT_ONCE = 200;

const TITLES: readonly [RegExp, DebtorColumn][] = [
  [/telefon|phone|mobil|handy|rufnummer|^tel\b|^nummer$|^number$/i, 'number'],
  [/betrag|forderung|summe|offen|saldo|amount|€|eur/i, 'amountCents'],
  [/rechnung|zeichen|beleg|referenz|invoice|reference|kundennummer|debitorennummer|vorgang/i, 'reference'],
  [/bemerkung|notiz|hinweis|kommentar|remark|note|comment/i, 'remarks'],
  [/name|schuldner|debitor|kunde|firma|debtor|customer|company/i, 'name'],
];
/** Without titles, columns come in this order. */
const USUAL: readonly DebtorColumn[] = ['name', 'number', 'amountCents', 'reference', 'remarks'];
const MOST: Partial<Record<DebtorColumn, number>> = { name: 200, reference: 200, remarks: 2000 };

/** Reads a pasted list or the text of a file; with titles or without. */
export function readDebtors(text: string): DebtorTable {
  const lines = readLines(text);
  const titled = titlesOf(lines[0]?.cells ?? []);
  const columns = titled ?? USUAL.slice(0, Math.max(0, ...lines.map(({ cells }) => cells.length)));
  const problems: CellProblem[] = [];
  const debtors = (titled ? lines.slice(1) : lines).map(line => ({ line: line.line, input: debtorOf(line, columns, problems) }));
  return { columns, debtors, problems };
}

/** What the columns are by their titles; null where the first row has none but a debtor already. */
function titlesOf(cells: readonly string[]): (DebtorColumn | null)[] | null {
  if (cells.some(cell => /\d{3}/.test(cell))) return null;
  const taken = new Set<DebtorColumn>();
  const columns = cells.map(cell => {
    let column = TITLES.find(([pattern]) => pattern.test(cell))?.[1] ?? null;
    if (column === 'number' && taken.has('number')) column = 'otherNumber';
    if (column === null || taken.has(column)) return null;
    taken.add(column);
    return column;
  });
  return taken.has('name') ? columns : null;
}

function debtorOf({ line, cells }: Line, columns: readonly (DebtorColumn | null)[], problems: CellProblem[]): TaskDebtorInput {
  const input: TaskDebtorInput = { name: '' };
  for (const [at, field] of columns.entries()) {
    const typed = cells[at]?.trim() ?? '';
    if (field === null || typed === '') continue;
    if ([...typed].length > (MOST[field] ?? Infinity)) problems.push({ line, column: at + 1, field, code: 'TOO_LONG', typed });
    if (field !== 'amountCents') { input[field] = typed; continue; }
    const cents = centsOf(typed);
    if (cents === null) problems.push({ line, column: at + 1, field, code: 'INVALID_AMOUNT', typed });
    else input.amountCents = cents;
  }
  if (input.name === '') problems.push({ line, column: columns.indexOf('name') < 0 ? null : columns.indexOf('name') + 1, field: 'name', code: 'REQUIRED', typed: '' });
  return input;
}

/** Where in the text the server's problem is, such as debtors.3.number. */
export function cellProblem({ columns, debtors }: DebtorTable, field: string, code: string): CellProblem | null {
  const [, place, name] = /^debtors\.(\d+)\.(\w+)$/.exec(field) ?? [];
  const debtor = debtors[Number(place)];
  const column = DEBTOR_COLUMNS.find(one => one === name);
  if (!debtor || !column) return null;
  const at = columns.indexOf(column);
  return { line: debtor.line, column: at < 0 ? null : at + 1, field: column, code: code as CellProblem['code'], typed: String(debtor.input[column] ?? '') };
}
