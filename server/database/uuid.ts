/** A list of ids as PostgreSQL writes it, understood as `uuid[]` at every connection. */
export const uuidList = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** Whether it can be the id of a row: others are nobody's, and PostgreSQL refuses to compare them. */
export const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

/** A new id that sorts by its time, to the millisecond (UUID version 7). */
export function uuidAt(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}
