import { DatabaseUnusable } from '../database/open.ts';
import { statement, type Sql } from '../database/sql.ts';
import { SEALED_COLUMNS, type SealedColumn, type Secrets } from './secrets.ts';

/** One column of sealed secrets with its statements. */
interface Column { name: SealedColumn; keyIds: ReturnType<typeof keyIdsOf>; clear: ReturnType<typeof clearOf>; oldest: ReturnType<typeof underOtherKeys>; replace: ReturnType<typeof replaceIn> }

const BATCH = 100;
const IS_SEALED = (column: string) => `get_byte(${column}, 0) = 0`;
const KEY_ID = (column: string) => `encode(substring(${column} from 3 for 8), 'hex')`;

const keyIdsOf = (name: string, table: string, column: string) =>
  statement<{ keyId: string }>(`sealed-key-ids-${name}`, `select distinct ${KEY_ID(column)} as "keyId" from ${table} where ${IS_SEALED(column)}`);
const clearOf = (name: string, table: string, column: string, id: string) =>
  statement<{ id: string; stored: Buffer }>(`sealed-clear-${name}`, `select ${id} as id, ${column} as stored from ${table} where not ${IS_SEALED(column)} order by 1 limit ${BATCH}`);
const underOtherKeys = (name: string, table: string, column: string, id: string) =>
  statement<{ id: string; stored: Buffer }>(`sealed-other-${name}`, `select ${id} as id, ${column} as stored from ${table} where ${IS_SEALED(column)} and ${KEY_ID(column)} <> $1 order by 1 limit ${BATCH}`);
// Whoever has changed the secret meanwhile has sealed it, with the key of now.
const replaceIn = (name: string, table: string, column: string, id: string) =>
  statement(`sealed-replace-${name}`, `update ${table} set ${column} = $3 where ${id}::text = $1 and ${column} = $2`);

const COLUMNS: Column[] = Object.entries(SEALED_COLUMNS).map(([name, id]) => {
  const [table, column] = name.split('.') as [string, string];
  return {
    name: name as SealedColumn, keyIds: keyIdsOf(name, table, column), clear: clearOf(name, table, column, id), oldest: underOtherKeys(name, table, column, id), replace: replaceIn(name, table, column, id),
  };
});

/** Refuses to go on when something stored cannot be opened with the keys there are. */
export async function requireKeys(sql: Sql, secrets: Secrets): Promise<void> {
  const unknown = new Set<string>();
  for (const { keyIds } of COLUMNS) for (const { keyId } of await sql.query(keyIds)) if (!secrets.knownKeyIds.includes(keyId)) unknown.add(keyId);
  if (unknown.size)
    throw new DatabaseUnusable(
      `secrets in this database were sealed with another key (${[...unknown].join(', ')}) than VORZIMMER_SECRET_KEY (${secrets.currentKeyId}). Put the other one into VORZIMMER_SECRET_KEY_PREVIOUS, or the right one into VORZIMMER_SECRET_KEY.`,
    );
}

/** Seals what was stored in the clear before there was a key; safe to run twice and in several processes. */
export async function sealWhatIsClear(sql: Sql, secrets: Secrets): Promise<void> {
  for (const { name, clear, replace } of COLUMNS)
    for (let rows = await sql.query(clear); rows.length; rows = await sql.query(clear))
      for (const { id, stored } of rows) await sql.query(replace, [id, stored, secrets.seal(name, id, stored.toString())]);
}

/** Seals all data keys with the key of now and returns how many; safe to run twice, and beside processes that know both keys. */
export async function rewrapAll(sql: Sql, secrets: Secrets): Promise<number> {
  let count = 0;
  for (const { name, oldest, replace } of COLUMNS) {
    const others = () => sql.query(oldest, [secrets.currentKeyId]);
    for (let rows = await others(); rows.length; rows = await others())
      for (const { id, stored } of rows) {
        await sql.query(replace, [id, stored, secrets.rewrap(name, id, stored)]);
        count++;
      }
  }
  return count;
}
