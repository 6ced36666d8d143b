import type { DocumentNode } from 'graphql';
import { coded } from '../errors.ts';
import { shapeOf, type DocumentShape } from './document-shape.ts';
import type { DocumentLimits } from './limits.ts';

const TOO_MUCH: { [Part in keyof DocumentShape]: (most: number) => { code: string; message: string } } = {
  definitions: most => ({ code: 'DOCUMENT_TOO_LONG', message: `A document has at most ${most} operations and fragments.` }),
  depth: most => ({ code: 'DOCUMENT_TOO_DEEP', message: `Fields and values stand at most ${most} levels below one another.` }),
  fields: most => ({ code: 'TOO_MANY_FIELDS', message: `An operation asks for at most ${most} fields, those of its fragments counted wherever they are used.` }),
  repeats: most => ({ code: 'TOO_MANY_FIELDS', message: `A selection asks for the same name at most ${most} times.` }),
  queryFields: most => ({ code: 'TOO_MANY_ROOT_FIELDS', message: `A query has at most ${most} fields at its root.` }),
  acts: most => ({ code: 'TOO_MANY_ROOT_FIELDS', message: `A mutation has at most ${most} acts.` }),
};

const refusal = (part: keyof DocumentShape, limits: DocumentLimits) => {
  const { code, message } = TOO_MUCH[part](limits[part]);
  return coded(message, code);
};

/** Refuses a text that is too long to be read. */
export const tooLong = (text: string, { characters }: DocumentLimits) =>
  text.length > characters ? coded(`A document has at most ${characters} characters.`, 'DOCUMENT_TOO_LONG') : undefined;

/** What is said of a document with too many words. */
export const tooManyTokens = ({ tokens }: DocumentLimits) => coded(`A document has at most ${tokens} words, numbers and signs.`, 'DOCUMENT_TOO_LONG');

/** What is said of a document that is nested too deeply even to be read. */
export const tooDeep = (limits: DocumentLimits) => refusal('depth', limits);

/** Refuses a document that would take long to validate or to run. Cheap for whatever parses, so it comes before validation. */
export function tooLarge(document: DocumentNode, limits: DocumentLimits) {
  const shape = shapeOf(document);
  const part = (Object.keys(TOO_MUCH) as (keyof DocumentShape)[]).find(part => shape[part] > limits[part]);
  return part && refusal(part, limits);
}

/** Refuses an operation whose answer could be too large. */
export const tooExpensive = (cost: number, limits: DocumentLimits) =>
  cost > limits.cost ? coded(`The answer could hold ${Math.round(cost)} values; ${limits.cost} are allowed. Ask for shorter pages.`, 'OPERATION_TOO_EXPENSIVE') : undefined;
