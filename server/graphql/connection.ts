import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { isUuid } from '../database/uuid.ts';
import { badInput } from '../errors.ts';

@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is a page after this one.' }) hasNextPage!: boolean;
  @Field(() => String, { nullable: true, description: 'Ask for what comes after this; null when the page is empty.' }) endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: 50, description: 'How many to return, 1 to 200.' }) first!: number;
  @Field(() => String, { nullable: true, description: 'The cursor to continue from; without it, the beginning.' }) after?: string | null;
}

/** The connection type over `node`, as `<Node>Connection` with `<Node>Edge`. */
export function connectionOf<T extends object>(name: string, node: () => ClassType<T>) {
  @ObjectType(`${name}Edge`, { description: `A ${name} in a list.` })
  class Edge {
    @Field(node, { description: 'The item itself.' }) node!: T;
    @Field(() => String, { description: 'Its place in the list.' }) cursor!: string;
  }
  @ObjectType(`${name}Connection`, { description: `A page of items of the kind ${name}.` })
  class Connection {
    @Field(() => [Edge], { description: 'The items, in order.' }) edges!: Edge[];
    @Field(() => PageInfo, { description: 'Where this page stands.' }) pageInfo!: PageInfo;
  }
  return Connection;
}

/** How many rows a statement fetches for the page: one more than asked, to know whether there is a next. */
export function pageLimit({ first }: { first: number }): number {
  // Written so that an explicit null is refused as well.
  if (!(first >= 1 && first <= 200)) throw badInput('first', 'first must be between 1 and 200.');
  return first + 1;
}

/** A place in a list that is ordered by text or a time, then by id. */
export const encodeCursor = (key: string | Date, id: string): string =>
  Buffer.from(JSON.stringify([key instanceof Date ? key.toISOString() : key, id])).toString('base64url');

/** The place a cursor names; null for the beginning of the list. */
export function decodeCursor(after: string | null | undefined): { key: string; id: string } | null {
  if (after === null || after === undefined) return null;
  try {
    const [key, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [unknown, unknown];
    if (typeof key === 'string' && !key.includes('\0') && typeof id === 'string' && isUuid(id)) return { key, id };
  } catch {
    // Not one of ours: refused below like any other.
  }
  throw badInput('after', 'after is not a cursor of this list.');
}

/** The place a cursor names in a list that is ordered by a time. */
export function decodeTimeCursor(after: string | null | undefined): { key: string; id: string } | null {
  const place = decodeCursor(after);
  if (place && !(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(place.key) && Date.parse(place.key))) throw badInput('after', 'after is not a cursor of this list.');
  return place;
}

/** Rows fetched with `pageLimit`, as a connection. */
export function toConnection<T>(rows: readonly T[], first: number, cursor: (row: T) => string) {
  const edges = rows.slice(0, first).map(node => ({ node, cursor: cursor(node) }));
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}
