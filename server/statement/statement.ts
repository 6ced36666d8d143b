import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Marked } from 'marked';
import { TERMS, type TermName } from '../privacy/declaration.ts';
import { processingTable, recipientList } from './facts.ts';
import { termInWords, type Tongue } from './words.ts';

/** Who runs the service, as the settings name them; null for what is not filled in. */
export interface Operator {
  name: string | null;
  /** In lines. */
  address: string | null;
  email: string | null;
}

/** Every version of the privacy statement, the newest first; a text of each lies beside in each language. */
export const VERSIONS = [{ version: '2026-11', publishedOn: '2026-11-28' }] as const;

export const CURRENT = VERSIONS[0];

/** The texts: beside the sources, wherever the built server lies in the checkout. */
const folder = ['texts', '../../server/statement/texts', '../../../server/statement/texts'].map(way => path.join(import.meta.dirname, way)).find(existsSync);

const MISSING: Record<Tongue, string> = { de: '**[noch nicht eingetragen]**', en: '**[not filled in yet]**' };

// What is written in the texts is ours; a tag in them, or in a setting, is shown as it is and never one.
const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const markdown = new Marked({ renderer: { html: ({ text }) => escapeHtml(text) } });

/** One of our texts as Markdown, with the facts of the declarations and the settings in their places. */
export function fillIn(name: string, tongue: Tongue, operator: Operator): string {
  const source = readFileSync(path.join(folder ?? '', `${name}.${tongue}.md`), 'utf8');
  const settings: Record<string, string | null> = { name: operator.name, address: operator.address?.split(/\s*(?:\n|\\n|;)\s*/).join('  \n') ?? null, email: operator.email };
  return source.replaceAll(/\{\{(\w+)(?::(\w+))?\}\}/g, (whole, what: string, which: string | undefined) => {
    if (what === 'operator') return settings[which ?? ''] ?? MISSING[tongue];
    if (what === 'term' && which !== undefined && which in TERMS) return termInWords(which as TermName, tongue);
    if (what === 'processings') return processingTable(tongue);
    if (what === 'recipients') return recipientList(tongue);
    throw new Error(`${name}.${tongue}.md: nobody knows what ${whole} stands for`);
  });
}

/** One of our texts as a piece of HTML. */
export const render = (name: string, tongue: Tongue, operator: Operator): string => markdown.parse(fillIn(name, tongue, operator), { async: false });
