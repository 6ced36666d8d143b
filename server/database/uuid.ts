/** A list of ids as PostgreSQL writes it, understood as `uuid[]` at every connection. */
export const uuidList = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** Whether it can be the id of a row: others are nobody's, and PostgreSQL refuses to compare them. */
export const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
