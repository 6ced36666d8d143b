import { PURPOSES, type Purpose, type Recipient, storedDeclarationOf, type TermName } from '../privacy/declaration.ts';
import { storedData } from '../privacy/stored-data.ts';
import { termInWords, type Tongue, WORDS } from './words.ts';

/** What is done with one kind of data for one purpose. */
interface Processing {
  kind: keyof (typeof WORDS)['de']['kinds'];
  purpose: Purpose;
  terms: TermName[];
}

const HEADS: Record<Tongue, readonly string[]> = {
  de: ['Daten', 'Zweck', 'Rechtsgrundlage', 'Aufbewahrung'],
  en: ['Data', 'Purpose', 'Legal basis', 'Kept'],
};

const everything = () => Object.values(storedData).flatMap(table => Object.values(table.columns).map(part => storedDeclarationOf(table, part)));

/** What is stored about customers, their people and their callers, by the declarations: each kind of data with each purpose once. Ids and versions say nothing by themselves and are left out. */
export function processings(): Processing[] {
  const found = new Map<string, Processing>();
  for (const { is, of, purpose, kept, ending } of everything()) {
    if (is === 'EDGE' || is === 'IDENTIFIER' || is === 'TECHNICAL' || is === 'CONFIGURATION' || of === 'SERVICE' || purpose === 'RUNNING') continue;
    const key = `${is} ${purpose}`;
    const one = found.get(key) ?? { kind: is, purpose, terms: [] };
    found.set(key, one);
    for (const term of [kept, ...(ending === 'KEPT_BY_LAW' ? (['BY_LAW'] as const) : [])]) if (!one.terms.includes(term)) one.terms.push(term);
  }
  return [...found.values()];
}

/** Who receives something outside of the service. */
export const recipients = (): Recipient[] => [...new Set(everything().flatMap(declared => declared.recipients))];

/** The declarations as a table of Markdown, for the statement. */
export function processingTable(tongue: Tongue): string {
  const words = WORDS[tongue];
  const rows = processings().map(({ kind, purpose, terms }) => [words.kinds[kind], words.purposes[purpose], words.bases[PURPOSES[purpose].basis], terms.map(term => termInWords(term, tongue)).join('; ')]);
  return [HEADS[tongue], HEADS[tongue].map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** The recipients as a list of Markdown. */
export const recipientList = (tongue: Tongue): string => recipients().map(recipient => `- ${WORDS[tongue].recipients[recipient]}`).join('\n');
