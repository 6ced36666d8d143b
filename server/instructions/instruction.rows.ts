import type { Batch } from '../context.ts';
import type { Stretch } from '../customers/customer.rows.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import type { ForwardingSituation, PutThroughRule, Transfer } from './instruction.entity.ts';
import { canSeeInstruction } from './instruction.policy.ts';
import type { ScheduledInstruction, WeeklyHours } from './schedule.ts';

/** A forwarding number as the API shows one. */
export interface ForwardingNumberRow {
  id: string;
  number: string;
  label: string | null;
  situation: `${ForwardingSituation}`;
  ringSeconds: number;
}

/** An instruction as the API shows one, with its hours by day and its numbers in order: all that deciding needs. */
export interface InstructionRow extends ScheduledInstruction {
  __typename: 'Instruction';
  customerId: string;
  title: string;
  weeklyHours: WeeklyHours[];
  greeting: string;
  putThrough: `${PutThroughRule}`;
  message: string | null;
  remarks: string | null;
  transfer: `${Transfer}`;
  isPreset: boolean;
  forwardingNumbers: ForwardingNumberRow[];
  updatedAt: Date;
  version: number;
}

/** A stretch of one customer's instructions. */
export interface InstructionPage extends Stretch {
  customerId: string;
  includeEnded: boolean;
}

/** The hours of an instruction `i`, by day. */
export const HOURS_OF_INSTRUCTION = `coalesce((
    select json_agg(json_build_object('weekday', h.weekday, 'from', h.opens, 'until', h.closes)
      order by array_position(array['MONDAY','TUESDAY','WEDNESDAY','THURSDAY','FRIDAY','SATURDAY','SUNDAY'], h.weekday), h.opens)
    from weekly_hours h where h.customer_id = i.customer_id and h.instruction_id = i.id), '[]')`;
/** The numbers of an instruction `i`, in order. */
export const NUMBERS_OF_INSTRUCTION = `coalesce((
    select json_agg(json_build_object('id', f.id, 'number', f.number, 'label', f.label, 'situation', f.situation, 'ringSeconds', f.ring_seconds) order by f.position)
    from forwarding_number f where f.customer_id = i.customer_id and f.instruction_id = i.id), '[]')`;
/** What is read of an instruction `i`. */
export const INSTRUCTION_COLUMNS = `'Instruction' as "__typename", i.id, i.customer_id as "customerId", i.title, i.valid_from as "validFrom", i.valid_until as "validUntil",
  ${HOURS_OF_INSTRUCTION} as "weeklyHours",
  i.except_public_holidays as "exceptPublicHolidays", i.greeting, i.put_through as "putThrough", i.message, i.remarks, i.transfer, i.is_preset as "isPreset",
  ${NUMBERS_OF_INSTRUCTION} as "forwardingNumbers",
  i.created_at as "createdAt", i.updated_at as "updatedAt", i.version`;

const INSTRUCTIONS_BY_ID = statement<InstructionRow>('instructions-by-id', `select ${INSTRUCTION_COLUMNS} from instruction i where i.id = any($1::uuid[])`);
const INSTRUCTION_PAGE = statement<InstructionRow>(
  'instruction-page',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${INSTRUCTION_COLUMNS} from instruction i
     where i.customer_id = parent.id and (i.created_at, i.id) < ($3::timestamptz, $4::uuid) and ($5 or i.valid_until is null or i.valid_until > $6)
     order by i.created_at desc, i.id desc limit $2
   ) page order by page."createdAt" desc, page.id desc`,
);

/** The place after all times; see BEFORE_ALL_NAMES. */
const AFTER_ALL_TIMES = { key: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** The instructions, whoever asks; what is missing is left out. */
export const readInstructions = (sql: Pick<Sql, 'query'>, ids: readonly string[]): Promise<InstructionRow[]> => sql.query(INSTRUCTIONS_BY_ID, [ids.filter(isUuid)]);

/** Instructions that the actor sees, null for the others. */
export const loadInstructions: Batch<string, InstructionRow | null> = async ({ sql, actor }, ids) => {
  const rows = new Map((await readInstructions(sql, ids)).map(row => [row.id, row]));
  return ids.map(id => {
    const row = rows.get(id);
    return row && canSeeInstruction(actor, row.customerId) ? row : null;
  });
};

/** Stretches of customers' instructions, newest first; those of several customers in one read. Nothing for customers that the actor does not see. */
export const loadInstructionPages: Batch<InstructionPage, InstructionRow[]> = async ({ sql, actor, now }, pages) => {
  const read = new Map<InstructionPage, InstructionRow[]>();
  for (const alike of Map.groupBy(pages, ({ customerId: _, ...rest }) => JSON.stringify(rest)).values()) {
    const { limit, after, includeEnded } = alike[0] as InstructionPage;
    const { key, id } = after ?? AFTER_ALL_TIMES;
    const customerIds = alike.map(page => page.customerId).filter(customerId => canSeeInstruction(actor, customerId));
    const ofCustomer = Map.groupBy(await sql.query(INSTRUCTION_PAGE, [customerIds, limit, key, id, includeEnded, now()]), row => row.customerId);
    for (const page of alike) read.set(page, ofCustomer.get(page.customerId) ?? []);
  }
  return pages.map(page => read.get(page) as InstructionRow[]);
};
