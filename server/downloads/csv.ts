/** Without it Excel takes the file for Windows-1252 and spoils every umlaut. */
export const CSV_START = '\uFEFF';

/**
 * Rows as German Excel opens them by a double click: semicolons, CRLF between the rows and nowhere else, so that whoever
 * reads along can count the rows.
 */
export const csvRows = (rows: readonly (readonly string[])[]): string => rows.map(row => `${row.map(quoted).join(';')}\r\n`).join('');

/** What somebody has written, as a cell: it is never taken for a formula. */
export function textCell(text: string | null): string {
  const cell = (text ?? '').replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
  // Spaces in front do not keep a spreadsheet from calculating.
  return /^\s*[=+\-@]|^[\t\n]/.test(cell) ? `'${cell}` : cell;
}

/**
 * A telephone number as a cell, which a spreadsheet neither calculates nor takes for an amount: digits in groups are text
 * to it, while +493023125001 loses its plus and becomes 4.93E+11. With anything else between the groups, as in 0171/39-20,
 * it could be calculated or become a date, and is written like any text.
 */
export const numberCell = (written: string | null): string => (written !== null && /^\+?\d+(?: \d+)+$/.test(written) ? written : textCell(written));

const quoted = (cell: string): string => (/[;"\n\t,]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
