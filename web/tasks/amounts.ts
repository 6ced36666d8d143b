import { formatTag } from '../ui/zoned-time.ts';

/** An amount in euro cents as people write it here: 1.234,56 €. */
export const formatCents = (cents: number, language: string): string => new Intl.NumberFormat(formatTag(language), { style: 'currency', currency: 'EUR' }).format(cents / 100);

/** The euro cents of an amount as it is typed, also with points between thousands; null for what is none. */
export function centsOf(typed: string): number | null {
  const text = typed.replace(/€|EUR|\s/gi, '').replace(/,-+$/, '');
  const isGerman = text.includes(',') ? text.lastIndexOf(',') > text.lastIndexOf('.') : /^\d{1,3}(\.\d{3})+$/.test(text);
  const plain = isGerman ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
  if (!/^\d{1,8}(\.\d{1,2})?$/.test(plain)) return null;
  const cents = Math.round(Number(plain) * 100);
  return cents > 0 ? cents : null;
}
