const MOST_OCTETS = 75;

/** A line of a vCard or of a calendar (RFC 6350, RFC 5545), folded where it is too long for readers that count octets. */
export function contentLine(name: string, value: string): string {
  let line = '';
  let octets = 0;
  for (const character of `${name}:${value}`) {
    const size = Buffer.byteLength(character);
    if (octets + size > MOST_OCTETS) {
      line += '\r\n ';
      octets = 1;
    }
    line += character;
    octets += size;
  }
  return `${line}\r\n`;
}

/** A text as a value: what has a meaning between values is told apart from what somebody has written. */
export const textValue = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '').replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
