import { strToU8, type Zippable, zipSync } from 'fflate';
import { cell, escaped, STYLE } from '../access-report/report.ts';
import { fileName, type ReportTable } from '../access-report/report-tables.ts';
import { aboutTable, columnTitle, tableTitle } from '../access-report/report-words.ts';
import { type Sql, statement } from '../database/sql.ts';
import { type Kind, storedDeclarationOf } from '../privacy/declaration.ts';
import { storedData } from '../privacy/stored-data.ts';
import type { Operator } from '../statement/statement.ts';
import type { Tongue } from '../statement/words.ts';
import { asValues, countRecords, SOUGHT, type RecordCount, type Sought } from './caller-records.rows.ts';
import { CALLER_TABLES } from './caller-tables.ts';

/** Where the file is fetched. */
export const CALLER_FILE = '/caller-records/caller.zip';
export const callerFilePath = (number: string): string => `${CALLER_FILE}?number=${encodeURIComponent(number)}`;

const THEIRS = new Set<Kind>(['CALLER', 'CALL_CONTENT', 'CALL_TRAFFIC', 'ADDRESS_BOOK', 'APPOINTMENT', 'TASK']);
// What was decided for them names the customer's own people and numbers.
const NOT_THEIRS = new Set(['decision', 'changed_decision', 'identified_contact_id', 'busy_from', 'busy_until']);

type Row = Record<string, unknown>;
type FileTable = ReportTable & { rows: ReturnType<typeof statement<{ customer_id: string | null; customer_name: string | null; row: Row }>> };

/** The tables with the caller's own rows, with what of them is theirs to know, by the declarations. */
// What a customer thinks of a secretary's note is not the caller's to know.
const FILE_TABLES: FileTable[] = CALLER_TABLES.filter(({ name }) => name !== 'note_rating').map(({ name, own }) => {
  const table = storedData[name]!;
  const columns = Object.entries(table.columns).flatMap(([column, part]) => {
    const declared = storedDeclarationOf(table, part);
    const isTheirs = (THEIRS.has(declared.is) && declared.caller !== 'SOUGHT' && !NOT_THEIRS.has(column)) || declared.caller === 'DIALLED';
    return isTheirs ? [{ name: column, declared, treatment: column === 'audio' ? ('FILE' as const) : ('SHOWN' as const) }] : [];
  });
  const shown = columns.filter(({ treatment }) => treatment === 'SHOWN').map(({ name: column }) => `x."${column}"`);
  const files = columns.filter(({ treatment }) => treatment === 'FILE').map(({ name: column }) => `true as "${column}", x.id`);
  const hasCustomer = 'customer_id' in table.columns;
  return {
    name, where: own, columns,
    rows: statement(
      `caller-file-${name}`,
      `${SOUGHT} select ${hasCustomer ? 'customer.id' : 'null::uuid'} as customer_id, ${hasCustomer ? 'customer.name' : 'null'} as customer_name, (select to_jsonb(said) from (select ${[...shown, ...files].join(', ')}) said) as row
       from public."${name}" x cross join sought ${hasCustomer ? 'join customer on customer.id = x.customer_id' : ''} where ${own} order by 2, 1`,
    ),
  };
});
const SOUND = statement<{ id: string; audio: Buffer }>('caller-file-sound', 'select id, audio from voice_message where call_id = any($1::uuid[])');

const TEXTS = {
  de: {
    title: 'Auskunft über Daten zu Ihrer Rufnummer', page: 'auskunft.html', made: 'Erstellt am', number: 'Rufnummer', at: 'Gespeichert für', nobodys: 'Anrufe, die keinem Kunden zuzuordnen sind', responsible: 'Auftragsverarbeiter',
    lead: 'Der Dienst nimmt Anrufe im Namen seiner Kunden entgegen. Verantwortlich für die folgenden Daten ist jeweils der Kunde, den Sie angerufen haben; der Dienst verarbeitet sie in dessen Auftrag (Art. 28 DSGVO).',
    restricted: 'Daten sind außerdem eingeschränkt: Sie sind gespeichert und werden niemandem gezeigt. Anzahl:', mentions: 'Ihre Rufnummer steht außerdem im Text von Einträgen, die andere Personen betreffen. Anzahl:',
    rights: 'Sie können Berichtigung, Löschung und Einschränkung der Verarbeitung verlangen und der Verarbeitung widersprechen (Art. 16 bis 18 und 21 DSGVO). Sie können sich bei einer Datenschutzaufsichtsbehörde beschweren.',
    json: 'Dieselben Daten stehen für Programme in der Datei data.json.',
  },
  en: {
    title: 'Data stored about your telephone number', page: 'report.html', made: 'Made on', number: 'Telephone number', at: 'Stored for', nobodys: 'Calls that belong to no customer', responsible: 'Processor',
    lead: 'The service answers calls in the name of its customers. Responsible for the data below is the customer whom you called; the service processes them on their behalf (Art. 28 GDPR).',
    restricted: 'Some data are restricted: they are stored and shown to nobody. How many:', mentions: 'Your number also stands in the text of records that are about other people. How many:',
    rights: 'You can ask for rectification, erasure and restriction of processing, and object to it (Art. 16 to 18 and 21 GDPR). You can complain to a supervisory authority for data protection.',
    json: 'The same data stand for programs in the file data.json.',
  },
} as const;

/** What is stored about a caller, for themselves: a page to read and print, the same for programs, and what they left on tape. What is said of others beside it is left out. */
export async function makeCallerFile(sql: Sql, sought: Sought, { tongue, operator, now }: { tongue: Tongue; operator: Operator; now: Date }): Promise<{ zip: Uint8Array; customerIds: string[] }> {
  const texts = TEXTS[tongue];
  const counts = await countRecords(sql, sought);
  const places = new Map<string | null, { name: string | null; tables: { table: FileTable; rows: Row[] }[] }>();
  for (const table of FILE_TABLES)
    for (const [customerId, rows] of Map.groupBy(await sql.query(table.rows, asValues(sought)), ({ customer_id }) => customer_id)) {
      const place = places.get(customerId) ?? { name: rows[0]!.customer_name, tables: [] };
      places.set(customerId, place);
      place.tables.push({ table, rows: rows.map(({ row }) => row) });
    }
  const files: Zippable = {
    'data.json': strToU8(JSON.stringify({
      madeAt: now, operator, number: sought.number, ...elsewhere(counts),
      customers: [...places.values()].map(({ name, tables }) => ({ name, tables: Object.fromEntries(tables.map(({ table, rows }) => [table.name, rows.map(row => withFile(table, row))])) })),
    }, null, 1)),
    [texts.page]: strToU8(pageOf([...places.values()], counts, sought.number, tongue, operator, now)),
  };
  for (const { id, audio } of await sql.query(SOUND, [sought.calls])) files[fileName('voice_message', { id })] = [audio, { level: 0 }];
  return { zip: zipSync(files), customerIds: [...new Set(counts.flatMap(({ customerId }) => customerId ?? []))] };
}

const elsewhere = (counts: readonly RecordCount[]) => ({
  restricted: counts.reduce((sum, { restricted }) => sum + restricted, 0),
  mentions: counts.reduce((sum, { kind, count }) => (kind === 'MENTION' ? sum + count : sum), 0),
});

const withFile = ({ name, columns }: FileTable, row: Row): Row => ({ ...row, ...Object.fromEntries(columns.filter(({ treatment }) => treatment === 'FILE').map(column => [column.name, fileName(name, row)])) });

function pageOf(places: { name: string | null; tables: { table: FileTable; rows: Row[] }[] }[], counts: readonly RecordCount[], number: string, tongue: Tongue, operator: Operator, now: Date): string {
  const texts = TEXTS[tongue];
  const day = now.toLocaleDateString(tongue === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' });
  const { restricted, mentions } = elsewhere(counts);
  const tableOf = ({ table, rows }: { table: FileTable; rows: Row[] }) => `<h3>${escaped(tableTitle(table.name, tongue))}</h3>
<dl>${aboutTable(table, tongue).map(([what, text]) => `<dt>${what}</dt><dd>${escaped(text)}</dd>`).join('')}</dl>
<div class="wide"><table><thead><tr>${table.columns.map(({ name }) => `<th>${escaped(columnTitle(name, tongue))}</th>`).join('')}</tr></thead><tbody>
${rows.map(row => `<tr>${table.columns.map(column => `<td>${cell(table, column, row, tongue)}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div>`;
  return `<!doctype html>\n<html lang="${tongue}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${texts.title}</title><style>${STYLE}</style></head><body>
<h1>${texts.title}</h1><p>${texts.number}: ${number}. ${texts.made} ${day}. ${texts.json}</p><p>${texts.lead}</p>
<p>${texts.responsible}: ${escaped([operator.name, operator.address, operator.email].filter(part => part !== null).join(', '))}</p><p>${texts.rights}</p>
${restricted ? `<p>${texts.restricted} ${restricted}</p>` : ''}${mentions ? `<p>${texts.mentions} ${mentions}</p>` : ''}
${places.map(({ name, tables }) => `<h2>${name === null ? texts.nobodys : `${texts.at} ${escaped(name)}`}</h2>${tables.map(tableOf).join('\n')}`).join('\n')}</body></html>\n`;
}
