import { fileTypeFromBuffer } from 'file-type';
import { endingOf, FILE_KINDS } from './file-names.ts';

/** Of which kind a file is by what is in it, and not by what it is called; null when it is of none that is taken, or when its name says another. */
export async function kindOf(content: Buffer, fileName: string): Promise<string | null> {
  const ending = endingOf(fileName);
  const found = (await fileTypeFromBuffer(content))?.mime ?? (isText(content) ? textKind(ending) : null);
  return found && FILE_KINDS[found]?.includes(ending) ? found : null;
}

/** Text says nothing of its kind: its name does, and what could be a page is none of them. */
const textKind = (ending: string): string | null => (ending === 'txt' ? 'text/plain' : ending === 'csv' ? 'text/csv' : null);

function isText(content: Buffer): boolean {
  if (content.includes(0)) return false;
  try {
    return !/^\s*<(?:!doctype|\?xml|html|svg|script)/i.test(new TextDecoder('utf-8', { fatal: true }).decode(content).slice(0, 1000));
  } catch {
    // Older programs write German texts in Latin letters of one byte.
    return !/^\s*</.test(content.subarray(0, 1000).toString('latin1'));
  }
}
