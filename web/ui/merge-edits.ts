/** The fields that are decided together, by the name of their part. */
export type Parts<Values> = Readonly<Record<string, readonly (keyof Values)[]>>;

/** Values as text, without the keys that only keep rows in their places. */
export const textOf = (values: unknown): string => JSON.stringify(values, (name, value: unknown) => (name === 'key' ? undefined : value));

const partOf = <Values extends object>(values: Values, fields: readonly (keyof Values)[]) => textOf(fields.map(field => values[field]));

/**
 * Brings two people's changes of the same thing together: where only one of them changed a part, that one counts; parts that both changed to
 * different ends stay as they were typed and are named as conflicts.
 */
export function mergeEdits<Values extends object>(base: Values, mine: Values, theirs: Values, parts: Parts<Values>): { merged: Values; taken: string[]; conflicts: string[] } {
  const merged = { ...mine };
  const taken: string[] = [];
  const conflicts: string[] = [];
  for (const [part, fields] of Object.entries(parts)) {
    const [before, here, there] = [partOf(base, fields), partOf(mine, fields), partOf(theirs, fields)];
    if (there === before || there === here) continue;
    if (here !== before) { conflicts.push(part); continue; }
    taken.push(part);
    for (const field of fields) merged[field] = theirs[field];
  }
  return { merged, taken, conflicts };
}

/** The values with one part taken over from another version. */
export function withPart<Values extends object>(values: Values, from: Values, fields: readonly (keyof Values)[]): Values {
  return { ...values, ...Object.fromEntries(fields.map(field => [field, from[field]])) };
}
