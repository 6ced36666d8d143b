import { BASES, ENDINGS, KINDS, ORIGINS, PURPOSES, type Purpose, RECIPIENTS, type StoredDeclaration, storedDeclarationOf, TERMS, WHOSE } from '../privacy/declaration.ts';
import { storedData } from '../privacy/stored-data.ts';
import { storedFiles } from '../privacy/stored-files.ts';

interface Row extends StoredDeclaration { table: string; column: string }

const rows: Row[] = Object.entries(storedData).flatMap(([table, declared]) => Object.entries(declared.columns).map(([column, part]) => ({ table, column, ...storedDeclarationOf(declared, part) })));

const listed = (lines: Iterable<string>) => [...new Set(lines)].toSorted().map(line => `- ${line}`).join('\n');

function activity(purpose: Purpose): string {
  const ours = rows.filter(row => row.purpose === purpose);
  if (!ours.length) return '';
  const { says, basis } = PURPOSES[purpose];
  const kinds = new Map(ours.map(({ is }) => [is, [...new Set(ours.filter(row => row.is === is).map(({ table }) => table))]]));
  const terms = new Map(ours.map(({ kept, ending }) => [`${kept} ${ending}`, { kept, ending, tables: [...new Set(ours.filter(row => row.kept === kept && row.ending === ending).map(({ table }) => table))] }]));
  return `## ${says}

**Legal basis.** ${BASES[basis]}

**Whose data.**
${listed(ours.map(({ of }) => WHOSE[of]))}

**What data.**
${[...kinds].map(([kind, tables]) => `- ${KINDS[kind]} (${tables.map(table => `\`${table}\``).join(', ')})`).join('\n')}

**Where from.**
${listed(ours.map(({ origin }) => ORIGINS[origin]))}

**Recipients outside of the service.**
${listed(ours.flatMap(({ recipients }) => recipients.map(recipient => RECIPIENTS[recipient]))) || 'None.'}

**For how long, and what happens then.**
${[...terms.values()].map(({ kept, ending, tables }) => `- ${TERMS[kept].says} ${ENDINGS[ending]} (${tables.map(table => `\`${table}\``).join(', ')})`).join('\n')}
`;
}

/** The record of processing activities as Markdown: what the declarations say, ordered by purpose. */
export const processingRecord = (): string => `# Record of processing activities

Verzeichnis von Verarbeitungstätigkeiten, Art. 30 (1) GDPR, as far as the software knows it: written by \`npm run processing-record\` from the declarations in
\`server/privacy/stored-data.ts\`, and checked by a test. The operator adds who they are, their representative and their data protection officer. No data are transferred to third
countries by the software. The measures of Art. 32 GDPR are those of the README. What belongs to a customer goes with that customer’s contract at the latest; see
[retention.md](retention.md) for how, and for what lies outside of the tables: logs, backups, and what PostgreSQL keeps physically.

${(Object.keys(PURPOSES) as Purpose[]).map(activity).filter(text => text !== '').join('\n')}
## Outside of the tables

| where | what | why | how long |
|---|---|---|---|
${Object.entries(storedFiles).map(([where, { holds, purpose, kept }]) => `| ${where} | ${holds} | ${PURPOSES[purpose].says} | ${kept} |`).join('\n')}
`;
