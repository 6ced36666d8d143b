import type { Batch } from '../context.ts';
import type { Stretch } from '../customers/customer.rows.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid, uuidList } from '../database/uuid.ts';
import type { ApiKeyActor, Person } from '../identity/actor.ts';
import type { PutThroughRule, Transfer } from './instruction.entity.ts';
import { canSeeInstruction } from './instruction.policy.ts';
import { type ForwardingNumberRow, HOURS_OF_INSTRUCTION, NUMBERS_OF_INSTRUCTION } from './instruction.rows.ts';
import type { WeeklyHours } from './schedule.ts';

/** What was done to an instruction. REPLACED: another one took its place in the one-tap slot. */
export const VERSION_ACTS = ['CREATED', 'CHANGED', 'ENDED', 'REPLACED', 'RESTORED', 'DELETED'] as const;
export type VersionAct = (typeof VERSION_ACTS)[number];
export type WriterKind = 'SECRETARY' | 'CUSTOMER_USER' | 'API_KEY';

/** An instruction as it was from one change to the next. */
export interface InstructionVersionRow {
  __typename: 'InstructionVersion';
  customerId: string;
  instructionId: string;
  version: number;
  act: VersionAct;
  writtenAt: Date;
  /** Null for what was there before versions were kept. */
  writerKind: WriterKind | null;
  writtenBy: string | null;
  title: string;
  validFrom: Date;
  validUntil: Date | null;
  weeklyHours: WeeklyHours[];
  exceptPublicHolidays: boolean;
  greeting: string;
  putThrough: `${PutThroughRule}`;
  message: string | null;
  remarks: string | null;
  transfer: `${Transfer}`;
  isPreset: boolean;
  forwardingNumbers: ForwardingNumberRow[];
  createdAt: Date;
}

type Said = Omit<InstructionVersionRow, '__typename' | 'customerId' | 'instructionId' | 'version' | 'act' | 'writtenAt' | 'writerKind' | 'writtenBy' | 'validFrom' | 'validUntil' | 'createdAt'>
  & { validFrom: string; validUntil: string | null; createdAt: string };
type Stored = Pick<InstructionVersionRow, 'customerId' | 'instructionId' | 'version' | 'act' | 'writtenAt' | 'writerKind' | 'writtenBy'> & { said: Said };

/** A stretch of the versions of one instruction. */
export interface VersionPage extends Stretch {
  instructionId: string;
}

const DAY = 86_400_000;
/** How long a version is kept after the next one came. */
const KEPT_AS_FORMER = 365 * DAY;
/** How long an instruction that was deleted can be brought back. */
const KEPT_AS_DELETED = 30 * DAY;
const MOST_DELETED = 20;

const SAID = `jsonb_build_object('title', i.title, 'validFrom', i.valid_from, 'validUntil', i.valid_until, 'weeklyHours', ${HOURS_OF_INSTRUCTION},
  'exceptPublicHolidays', i.except_public_holidays, 'greeting', i.greeting, 'putThrough', i.put_through, 'message', i.message, 'remarks', i.remarks, 'transfer', i.transfer,
  'isPreset', i.is_preset, 'forwardingNumbers', ${NUMBERS_OF_INSTRUCTION}, 'createdAt', i.created_at)`;
// What was stored before versions were kept, or by the demo, has none yet.
const KEEP_BEFORE = statement(
  'instruction-version-before',
  `insert into instruction_version (customer_id, instruction_id, version, act, written_at, said)
   select i.customer_id, i.id, i.version, case when i.version = 1 then 'CREATED' else 'CHANGED' end, i.updated_at, ${SAID} from instruction i where i.id = any($1::uuid[])
   on conflict do nothing`,
);
const KEEP = statement(
  'instruction-version-keep',
  `insert into instruction_version (customer_id, instruction_id, version, act, written_at, writer_kind, written_by, said)
   select i.customer_id, i.id, i.version + case when $2::text = 'DELETED' then 1 else 0 end, $2::text, $3::timestamptz, $4::text,
     coalesce((select name from secretary where id = $5::uuid), (select name from customer_user where id = $5::uuid), (select name from api_key where id = $5::uuid)), ${SAID}
   from instruction i where i.id = $1::uuid`,
);
const LET_GO = statement(
  'instruction-version-let-go',
  `update instruction_version v set expires_at = coalesce(expires_at, $2::timestamptz) where instruction_id = $1::uuid
     and exists (select from instruction_version later where later.customer_id = v.customer_id and later.instruction_id = v.instruction_id and later.version > v.version)`,
);
const LET_ALL_GO = statement('instruction-version-let-all-go', 'update instruction_version set expires_at = least(coalesce(expires_at, $2::timestamptz), $2::timestamptz) where instruction_id = $1::uuid');

// What was deleted and is back has its former versions for as long as any other.
const LET_STAY = statement(
  'instruction-version-let-stay',
  `update instruction_version v set expires_at = $2::timestamptz where v.instruction_id = $1::uuid and v.expires_at < $2::timestamptz
     and (select d.act from instruction_version d where d.instruction_id = $1::uuid order by d.version desc offset 1 limit 1) = 'DELETED'`,
);

const COLUMNS = `v.customer_id as "customerId", v.instruction_id as "instructionId", v.version, v.act, v.written_at as "writtenAt", v.writer_kind as "writerKind", v.written_by as "writtenBy", v.said`;
const ONE = statement<Stored>('instruction-version', `select ${COLUMNS} from instruction_version v where v.instruction_id = $1 and v.version = $2`);
const LATEST = statement<{ version: number }>('instruction-version-latest', 'select max(version) as version from instruction_version where instruction_id = $1::uuid');
const PAGE = statement<Stored>(
  'instruction-version-page',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${COLUMNS} from instruction_version v where v.instruction_id = parent.id and v.version < $3 order by v.version desc limit $2
   ) page order by page.version desc`,
);
const DELETED = statement<Stored>(
  'instruction-version-deleted',
  `select gone.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${COLUMNS} from instruction_version v
     where v.customer_id = parent.id and v.act = 'DELETED' and v.expires_at > $2 and not exists (select from instruction i where i.id = v.instruction_id)
       and not exists (select from instruction_version later where later.customer_id = v.customer_id and later.instruction_id = v.instruction_id and later.version > v.version)
     order by v.written_at desc, v.instruction_id limit ${MOST_DELETED}
   ) gone`,
);

type Reader = Pick<Sql, 'query' | 'one'>;

/** Keeps what the instructions say before they are changed, where that is not kept yet. */
export const keepBefore = (sql: Reader, ids: readonly string[]): Promise<unknown> => sql.query(KEEP_BEFORE, [uuidList(ids)]);

/** Keeps what the instruction says after the act, or before it is deleted, with who did it. */
export async function keepVersion(sql: Reader, id: string, act: VersionAct, writer: Person | ApiKeyActor, at: Date): Promise<void> {
  const writerId = writer.kind === 'SECRETARY' ? writer.secretaryId : writer.kind === 'CUSTOMER_USER' ? writer.customerUserId : writer.apiKeyId;
  await sql.query(KEEP, [id, act, at, writer.kind, writerId]);
  if (act === 'DELETED') await sql.query(LET_ALL_GO, [id, new Date(at.getTime() + KEPT_AS_DELETED)]);
  else if (act === 'RESTORED') await sql.query(LET_STAY, [id, new Date(at.getTime() + KEPT_AS_FORMER)]);
  if (act !== 'DELETED') await sql.query(LET_GO, [id, new Date(at.getTime() + KEPT_AS_FORMER)]);
}

const asRow = ({ said, ...stored }: Stored): InstructionVersionRow => ({
  __typename: 'InstructionVersion', ...stored, ...said, validFrom: new Date(said.validFrom), validUntil: said.validUntil === null ? null : new Date(said.validUntil), createdAt: new Date(said.createdAt),
});

/** One version, whoever asks; null when it is not kept. */
export async function readVersion(sql: Reader, instructionId: string, version: number): Promise<InstructionVersionRow | null> {
  const stored = isUuid(instructionId) ? await sql.one(ONE, [instructionId, version]) : undefined;
  return stored ? asRow(stored) : null;
}

/** The newest version that is kept of an instruction; 0 for none. */
export const readLatestVersion = async (sql: Reader, instructionId: string): Promise<number> => (await sql.one(LATEST, [instructionId]))?.version ?? 0;

/** Stretches of the versions of instructions, the newest first. Nothing for those that the actor does not see. */
export const loadVersionPages: Batch<VersionPage, InstructionVersionRow[]> = async ({ sql, actor }, pages) => {
  const read = new Map<VersionPage, InstructionVersionRow[]>();
  for (const alike of Map.groupBy(pages, ({ instructionId: _, ...rest }) => JSON.stringify(rest)).values()) {
    const { limit, after } = alike[0] as VersionPage;
    const rows = (await sql.query(PAGE, [alike.map(({ instructionId }) => instructionId), limit, after === null ? 2_147_483_647 : Number(after.key)])).filter(({ customerId }) => canSeeInstruction(actor, customerId));
    const ofInstruction = Map.groupBy(rows.map(asRow), row => row.instructionId);
    for (const page of alike) read.set(page, ofInstruction.get(page.instructionId) ?? []);
  }
  return pages.map(page => read.get(page) as InstructionVersionRow[]);
};

/** What customers deleted and can still bring back, the latest first. Nothing for those that the actor does not see. */
export const loadDeleted: Batch<string, InstructionVersionRow[]> = async ({ sql, actor, now }, customerIds) => {
  const ofCustomer = Map.groupBy((await sql.query(DELETED, [customerIds.filter(id => canSeeInstruction(actor, id)), now()])).map(asRow), row => row.customerId);
  return customerIds.map(id => ofCustomer.get(id) ?? []);
};
