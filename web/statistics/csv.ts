/** A cell of a table: a number is written as one, whatever else is text; null: nothing is known. */
export type Cell = string | number | null;

// What a spreadsheet would take for a formula is text here, wherever it came from.
const FORMULA = /^[=+\-@\t\r]/;

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as a German spreadsheet opens it: with a mark of its encoding, semicolons between and commas in numbers. */
export const csvOf = (head: readonly string[], rows: readonly (readonly Cell[])[]): string => `\uFEFF${[head, ...rows].map(row => row.map(written).join(';')).join('\r\n')}\r\n`;

/** Hands a text over as a file. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
