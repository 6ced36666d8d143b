import type { Batch } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { canSeeInstruction } from '../instructions/instruction.policy.ts';
import type { PutThroughRule } from '../instructions/instruction.entity.ts';
import type { ForwardingNumberRow } from '../instructions/instruction.rows.ts';

export const PRESET_SYMBOLS = ['MEETING', 'LUNCH', 'APPOINTMENT', 'CLOSING', 'HOLIDAY', 'REACHABLE', 'TRAVEL', 'HOME', 'ILLNESS'] as const;
export const PRESET_ENDINGS = ['AFTER_MINUTES', 'NEXT_OPENING', 'DAYS'] as const;

/** A change of what happens with calls that is one tap away. */
export interface PresetRow {
  id: string;
  title: string;
  symbol: (typeof PRESET_SYMBOLS)[number];
  ending: (typeof PRESET_ENDINGS)[number];
  minutes: number;
  isAsked: boolean;
  putThrough: `${PutThroughRule}`;
  message: string | null;
  forwardingNumbers: ForwardingNumberRow[];
}

/** The changes of one customer, in order; without any of their own: none, and version 0. */
export interface PresetListRow {
  __typename: 'PresetList';
  customerId: string;
  presets: PresetRow[];
  version: number;
}

const LISTS = statement<Omit<PresetListRow, '__typename'>>('preset-lists', `select customer_id as "customerId", said -> 'presets' as presets, version from preset_list where customer_id = any($1::uuid[])`);

/** The customer's list, whoever asks. */
export async function readPresets(sql: Pick<Sql, 'query'>, customerId: string): Promise<PresetListRow> {
  const [row] = await sql.query(LISTS, [[customerId]]);
  return { __typename: 'PresetList', customerId, presets: [], version: 0, ...row };
}

/** The lists of customers; null for those that the actor does not see. */
export const loadPresets: Batch<string, PresetListRow | null> = async ({ sql, actor }, customerIds) => {
  const seen = customerIds.filter(id => canSeeInstruction(actor, id));
  const rows = new Map((await sql.query(LISTS, [seen])).map(row => [row.customerId, row]));
  return customerIds.map(customerId => (seen.includes(customerId) ? { __typename: 'PresetList', customerId, presets: [], version: 0, ...rows.get(customerId) } : null));
};
