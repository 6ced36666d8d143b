/** Larger files are no address books. */
export const MOST_BYTES = 20 * 1024 * 1024;

/**
 * The text of a file, in whichever way it was written: what says so itself, else UTF-8, and what is no UTF-8 is
 * Windows-1252, in which Outlook and older programs write. Null when it is no text, as a workbook of Excel or a picture.
 */
export function fileText(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
