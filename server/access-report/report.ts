import { Zip, ZipDeflate } from 'fflate';
import type { Sql } from '../database/sql.ts';
import { PURPOSES } from '../privacy/declaration.ts';
import { CURRENT, type Operator } from '../statement/statement.ts';
import type { Tongue } from '../statement/words.ts';
import { readFiles, readRows, type ReportRow } from './report-rows.ts';
import { fileName, REPORT_TABLES, type ReportTable } from './report-tables.ts';
import { aboutTable, columnTitle, tableTitle, textsFor } from './report-words.ts';

/** What a report is made of. */
export interface ReportOf {
  customerId: string;
  tongue: Tongue;
  operator: Operator;
  now: Date;
}

/** Text is compressed in pieces of this size: small enough that nothing else waits for long. */
const PIECE = 64 * 1024;

/**
 * Everything that is stored about a customer, as a ZIP that is made while it is read: data.json for programs, a page for
 * people, and the voice messages. Never more than a portion of rows and one recording are in memory.
 */
export async function* makeReport(sql: Sql, of: ReportOf): AsyncGenerator<Buffer> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const taken = () => Buffer.concat(ready.splice(0));

  for (const [name, text] of [['data.json', jsonOf(sql, of)], [of.tongue === 'de' ? 'auskunft.html' : 'report.html', htmlOf(sql, of)]] as const) {
    const file = new ZipDeflate(name, { level: 3 });
    zip.add(file);
    let piece = '';
    for await (const part of text) {
      piece += part;
      if (piece.length < PIECE) continue;
      file.push(Buffer.from(piece));
      piece = '';
      if (ready.length) yield taken();
    }
    file.push(Buffer.from(piece), true);
    if (ready.length) yield taken();
  }
  for await (const { table, row, content } of readFiles(sql, of.customerId)) {
    const file = new ZipDeflate(fileName(table, row), { level: 1 });
    zip.add(file);
    file.push(content, true);
    yield taken();
  }
  zip.end();
  yield taken();
}

async function* jsonOf(sql: Sql, { customerId, operator, now }: ReportOf): AsyncGenerator<string> {
  const head = { madeAt: now, operator, privacyStatement: CURRENT.version, customerId };
  yield `${JSON.stringify(head, null, 1).replace(/\n\}$/, '')},\n "tables": {`;
  for (const [place, table] of REPORT_TABLES.entries()) {
    const columns = Object.fromEntries(table.columns.map(({ name, declared, treatment }) => [name, { ...declared, basis: PURPOSES[declared.purpose].basis, ...(treatment !== 'SHOWN' && { treatment }) }]));
    yield `${place ? ',' : ''}\n${JSON.stringify(table.name)}: { "columns": ${JSON.stringify(columns)}, "rows": [`;
    let isFirst = true;
    for await (const rows of readRows(sql, table, customerId)) {
      yield `${isFirst ? '' : ','}\n${rows.map(row => JSON.stringify(withFiles(table, row))).join(',\n')}`;
      isFirst = false;
    }
    yield '] }';
  }
  yield '\n}}\n';
}

/** A row with the names of its files in the place of what is in them. */
function withFiles({ name, columns }: ReportTable, row: ReportRow): ReportRow {
  const files = columns.filter(({ name: column, treatment }) => treatment === 'FILE' && row[column] !== null);
  return files.length ? { ...row, ...Object.fromEntries(files.map(({ name: column }) => [column, fileName(name, row)])) } : row;
}

/** A text, in a page. */
export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** How a report looks, on a screen and printed. */
export const STYLE = `body{font:11pt/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#17212b;background:#fff}h1{font-size:1.7rem}h2{font-size:1.25rem;margin-top:2.2rem;border-top:1px solid #d5dde3;padding-top:1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;font-size:.9rem}dt{font-weight:600}dd{margin:0}table{border-collapse:collapse;font-size:.85rem;margin-top:.8rem}th,td{border:1px solid #d5dde3;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.wide{overflow-x:auto}@media print{.wide{overflow:visible}body{max-width:none;font-size:8pt}tr{break-inside:avoid}}`;

// Ids and versions say nothing to people; they stand in data.json.
const isForPeople = ({ declared: { is } }: ReportTable['columns'][number]) => is !== 'IDENTIFIER' && is !== 'TECHNICAL';

async function* htmlOf(sql: Sql, { customerId, tongue, operator, now }: ReportOf): AsyncGenerator<string> {
  const texts = textsFor(tongue);
  const day = (at: Date) => at.toLocaleDateString(tongue === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' });
  const [customer] = await sql.query<{ name: string }>({ name: 'report-customer', text: 'select name from customer where id = $1' }, [customerId]);
  yield `<!doctype html>\n<html lang="${tongue}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${texts.title}</title><style>${STYLE}</style></head><body>
<h1>${texts.title}</h1><p>${texts.made} ${day(now)} ${texts.for} ${escaped(customer?.name ?? '')}. ${texts.statement} ${CURRENT.version}. ${texts.json}</p>
<p>${texts.contact}: ${escaped([operator.name, operator.address, operator.email].filter(part => part !== null).join(', '))}</p><h2>${texts.rights}</h2><p>${texts.rightsText}</p>\n`;
  for (const table of REPORT_TABLES) {
    const shown = table.columns.filter(isForPeople);
    if (shown.length === 0) continue;
    yield `<h2>${escaped(tableTitle(table.name, tongue))}</h2><dl>${aboutTable(table, tongue).map(([what, text]) => `<dt>${what}</dt><dd>${escaped(text)}</dd>`).join('')}</dl>`;
    let count = 0;
    for await (const rows of readRows(sql, table, customerId)) {
      if (count === 0) yield `<div class="wide"><table><thead><tr>${shown.map(({ name }) => `<th>${escaped(columnTitle(name, tongue))}</th>`).join('')}</tr></thead><tbody>\n`;
      count += rows.length;
      yield rows.map(row => `<tr>${shown.map(column => `<td>${cell(table, column, row, tongue)}</td>`).join('')}</tr>\n`).join('');
    }
    yield count === 0 ? `<p>${texts.none}</p>\n` : `</tbody></table></div><p>${count} ${texts.rows}</p>\n`;
  }
  yield '</body></html>\n';
}

/** A value as a cell of a table shows it. */
export function cell({ name: table }: ReportTable, { name, treatment, declared }: ReportTable['columns'][number], row: ReportRow, tongue: Tongue): string {
  const value = row[name];
  const texts = textsFor(tongue);
  if (value === null || value === undefined) return '';
  if (treatment === 'FILE') return `<a href="${fileName(table, row)}">${fileName(table, row)}</a>`;
  if (treatment === 'WITHHELD') return declared.is === 'CREDENTIAL' ? texts.withheld : texts.restricted;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  return escaped(inWords(value, tongue));
}

/** A value as people read it: moments in the time of Germany, and of something nested all that it says. */
function inWords(value: unknown, tongue: Tongue): string {
  if (Array.isArray(value)) return value.map(one => inWords(one, tongue)).filter(Boolean).join(', ');
  if (value !== null && typeof value === 'object') return Object.entries(value).filter(([key, one]) => one !== null && !/id$/i.test(key)).map(([key, one]) => `${key}: ${inWords(one, tongue)}`).join('; ');
  const text = String(value ?? '');
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return new Date(text).toLocaleString(tongue === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Berlin' });
  return text;
}
