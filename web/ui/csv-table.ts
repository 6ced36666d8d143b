/** A table as it stands in a file: a row of titles, and rows of as many cells. */
export interface Table { titles: string[]; rows: string[][] }

const SEPARATORS = [';', ',', '\t', '|'];

/** A row of cells, and the line of the text on which it begins, from 1 on. */
export interface Line { line: number; cells: string[] }

/** Reads the rows of a table, whatever separates its cells; rows that are empty are left out. */
export function readLines(text: string): Line[] {
  const said = /^\uFEFF?sep=(.)\r?\n/.exec(text);
  const body = text.slice(said?.[0].length ?? (text.startsWith('\uFEFF') ? 1 : 0));
  return readRows(body, said?.[1] ?? separatorOf(body), said ? 2 : 1).filter(({ cells }) => cells.some(cell => cell.trim() !== ''));
}

/** Reads a table with its titles; rows that are empty are left out. */
export function readTable(text: string): Table {
  const rows = readLines(text).map(({ cells }) => cells);
  const [titles = [], ...others] = rows;
  const width = Math.max(0, ...rows.map(row => row.length));
  const filled = (row: string[]) => [...row, ...Array.from({ length: width - row.length }, () => '')];
  return { titles: filled(titles).map(title => title.trim()), rows: others.map(filled) };
}

/** The sign that stands most often in the row of titles, outside of quotes. */
function separatorOf(text: string): string {
  const counts = new Map(SEPARATORS.map(sign => [sign, 0]));
  let isQuoted = false;
  for (const sign of text) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === '\n' || sign === '\r')) break;
    else if (!isQuoted && counts.has(sign)) counts.set(sign, counts.get(sign)! + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function readRows(text: string, separator: string, firstLine: number): Line[] {
  const rows: Line[] = [];
  let row: string[] = [];
  let line = firstLine;
  let began = firstLine;
  let cell = '';
  let isQuoted = false;
  const endCell = () => { row.push(unmasked(cell)); cell = ''; };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '\n' || (sign === '\r' && text[at + 1] !== '\n')) line += 1;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; }
      else isQuoted = false;
    } else if (sign === '"' && cell.trim() === '') { cell = ''; isQuoted = true; }
    else if (sign === separator) endCell();
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') { at += 1; line += 1; }
      endCell();
      rows.push({ line: began, cells: row });
      row = [];
      began = line;
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) { endCell(); rows.push({ line: began, cells: row }); }
  return rows;
}

/** Without the sign that keeps a spreadsheet from calculating. */
const unmasked = (cell: string): string => cell.replace(/^'(?=\s*[=+\-@])/, '').replace(/^="([^"]*)"$/, '$1');
