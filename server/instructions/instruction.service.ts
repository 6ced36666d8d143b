import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { changedMeanwhile, type ChangedMeanwhile, invalid, type Invalid } from '../customers/input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { claimId, idFrom } from '../customers/made-id.ts';
import { sqlOf } from '../database/em-sql.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { holdActiveInstruction, refreshActiveInstruction, tellInstructions } from './active-instruction.ts';
import { type InstructionInput, readInstructionInput, type WrittenInstruction } from './instruction-input.ts';
import { ForwardingNumber, Instruction, WeeklyHours } from './instruction.entity.ts';
import { canWriteInstruction } from './instruction.policy.ts';
import { INSTRUCTION_COLUMNS, type InstructionRow, readInstructions } from './instruction.rows.ts';
import { type InstructionVersionRow, keepBefore, keepVersion, readLatestVersion, readVersion, type VersionAct } from './instruction-version.rows.ts';

type InstructionInvalid = Invalid<'InstructionInvalid'>;
type InstructionChangedMeanwhile = ChangedMeanwhile<'InstructionChangedMeanwhile', InstructionRow>;

/** What was done to which instruction in one act. */
interface Done { id: string; act: VersionAct }

const DECIDABLE = statement<InstructionRow>(
  'instructions-decidable',
  `select ${INSTRUCTION_COLUMNS} from instruction i where i.customer_id = any($1::uuid[]) and (i.valid_until is null or i.valid_until > $2)`,
);

/** The instructions of each customer that can be in force at the moment or later, with all that deciding needs. */
export const loadDecidableInstructions = async (sql: Pick<Sql, 'query'>, customerIds: readonly string[], at: Date): Promise<Map<string, InstructionRow[]>> =>
  Map.groupBy(await sql.query(DECIDABLE, [customerIds, at]), row => row.customerId);

/** Says what to do with the customer's calls in a time frame; the same again under an id that the client made is the instruction that is there. Forbidden when that is deleted by now. */
export async function createInstruction(ctx: Context, customerId: string, input: InstructionInput, madeId: string | null): Promise<InstructionRow | InstructionInvalid> {
  if (!canWriteInstruction(person(ctx.actor), customerId) || !isUuid(customerId)) throw new Forbidden();
  const now = ctx.now();
  const { problems, written } = await readInstructionInput(ctx.sql, input, null, now);
  if (problems.length) return invalid('InstructionInvalid', problems);

  const id = madeId === null ? crypto.randomUUID() : idFrom('id', madeId);
  let isNew: boolean;
  try {
    isNew = await ctx.em.transactional(async em => {
      await holdActiveInstruction(sqlOf(em), customerId);
      if (madeId !== null && !(await claimId(sqlOf(em), customerId, id, now))) return false;
      const replaced = written.fields.isPreset ? await freePresetSlot(em, ctx, customerId, now) : [];
      await em.insert(Instruction, { id, customerId, ...written.fields, createdAt: now, updatedAt: now, version: 1 });
      await writeParts(em, customerId, id, written);
      await finish(em, ctx, customerId, [...replaced, { id, act: 'CREATED' }], now);
      return true;
    });
  } catch (error) {
    return refusedByDatabase(error);
  }
  const [row] = await readInstructions(ctx.sql, [id]);
  if (!isNew && row?.customerId !== customerId) throw new Forbidden();
  // Gone already, when somebody else's took its place in the one-tap slot at the same moment: it was made all the same.
  return row ?? { __typename: 'Instruction', id, customerId, ...written.fields, weeklyHours: [...written.hours], forwardingNumbers: written.numbers, createdAt: now, updatedAt: now, version: 1 };
}

/** Changes an instruction; refused when the version is not the expected one, or somebody else is quicker. */
export async function updateInstruction(
  ctx: Context, id: string, input: InstructionInput, expectedVersion: number | null,
): Promise<InstructionRow | InstructionInvalid | InstructionChangedMeanwhile> {
  const before = await writable(ctx, id);
  const { problems, written } = await readInstructionInput(ctx.sql, input, before, ctx.now());
  if (problems.length) return invalid('InstructionInvalid', problems);
  return replace(ctx, before, written, expectedVersion, 'CHANGED');
}

/** Puts what is written in the place of what is stored; refused when that is not the version that is expected, or somebody else is quicker. */
async function replace(
  ctx: Context, before: InstructionRow, written: WrittenInstruction, expectedVersion: number | null, act: VersionAct,
): Promise<InstructionRow | InstructionInvalid | InstructionChangedMeanwhile> {
  const { id, customerId } = before;
  const now = ctx.now();
  if (before.version !== (expectedVersion ?? before.version)) return changedMeanwhile('InstructionChangedMeanwhile', before);

  let saved: boolean;
  try {
    saved = await ctx.em.transactional(async em => {
      await holdActiveInstruction(sqlOf(em), customerId);
      await keepBefore(sqlOf(em), [id]);
      // Not by flush: a change of hours or numbers alone has to raise the version as well. The slot is freed after the
      // version has been seen to be the one that was read, and nobody can change it in between.
      const claimed = await em.nativeUpdate(Instruction, { id, version: before.version }, { ...written.fields, isPreset: before.isPreset, updatedAt: now });
      if (!claimed) return false;
      const replaced = written.fields.isPreset && !before.isPreset ? await freePresetSlot(em, ctx, customerId, now) : [];
      if (written.fields.isPreset !== before.isPreset) await em.nativeUpdate(Instruction, { id }, { isPreset: written.fields.isPreset });
      await em.nativeDelete(WeeklyHours, { customerId, instructionId: id });
      await em.nativeDelete(ForwardingNumber, { customerId, instructionId: id, id: { $nin: written.numbers.map(number => number.id) } });
      await writeParts(em, customerId, id, written);
      await finish(em, ctx, customerId, [...replaced, { id, act }], now);
      return true;
    });
  } catch (error) {
    return refusedByDatabase(error);
  }
  const [after] = await readInstructions(ctx.sql, [id]);
  if (!after) throw new Forbidden();
  if (!saved) return changedMeanwhile('InstructionChangedMeanwhile', after);
  ctx.audit.corrects(before, after);
  return after;
}

/** Brings an instruction back to what an earlier version of it says, as a new version; one that was deleted comes back as itself. */
export async function restoreInstruction(
  ctx: Context, id: string, version: number, expectedVersion: number | null,
): Promise<InstructionRow | InstructionInvalid | InstructionChangedMeanwhile> {
  const actor = person(ctx.actor);
  const former = await readVersion(ctx.sql, id, version);
  if (!former || !canWriteInstruction(actor, former.customerId)) throw new Forbidden();
  const [present] = await readInstructions(ctx.sql, [id]);
  // A number that is gone since comes back as a new one; its rows are found by the instruction.
  const known = new Set(present?.forwardingNumbers.map(number => number.id));
  const input = { ...former, forwardingNumbers: former.forwardingNumbers.map(number => ({ ...number, id: known.has(number.id) ? number.id : null })) } as InstructionInput;
  const { problems, written } = await readInstructionInput(ctx.sql, input, present ?? null, ctx.now());
  if (problems.length) return invalid('InstructionInvalid', problems);
  return present ? replace(ctx, present, written, expectedVersion, 'RESTORED') : bringBack(ctx, former, written);
}

/** Puts an instruction that was deleted back into its place, with its old rank among the others. */
async function bringBack(ctx: Context, { instructionId: id, customerId, createdAt }: InstructionVersionRow, written: WrittenInstruction): Promise<InstructionRow | InstructionInvalid | InstructionChangedMeanwhile> {
  const now = ctx.now();
  let isBack: boolean;
  try {
    isBack = await ctx.em.transactional(async em => {
      await holdActiveInstruction(sqlOf(em), customerId);
      // Somebody else was quicker.
      if (await em.count(Instruction, { id })) return false;
      const replaced = written.fields.isPreset ? await freePresetSlot(em, ctx, customerId, now) : [];
      await em.insert(Instruction, { id, customerId, ...written.fields, createdAt, updatedAt: now, version: (await readLatestVersion(sqlOf(em), id)) + 1 });
      await writeParts(em, customerId, id, written);
      await finish(em, ctx, customerId, [...replaced, { id, act: 'RESTORED' }], now);
      return true;
    });
  } catch (error) {
    return refusedByDatabase(error);
  }
  const [row] = await readInstructions(ctx.sql, [id]);
  if (!row) throw new Forbidden();
  return isBack ? row : changedMeanwhile('InstructionChangedMeanwhile', row);
}

/** Ends an instruction that has begun; one that is over stays as it is. */
export async function endInstruction(ctx: Context, id: string): Promise<InstructionRow> {
  const { customerId, validFrom } = await writable(ctx, id);
  const now = ctx.now();
  if (validFrom >= now) throw badInput('instructionId', 'The instruction has not begun: delete it.');
  await ctx.em.transactional(async em => {
    await holdActiveInstruction(sqlOf(em), customerId);
    await keepBefore(sqlOf(em), [id]);
    const goesOn = { id, validFrom: { $lt: now }, $or: [{ validUntil: null }, { validUntil: { $gt: now } }] };
    if (await em.nativeUpdate(Instruction, goesOn, { validUntil: now, updatedAt: now })) await finish(em, ctx, customerId, [{ id, act: 'ENDED' }], now);
  });
  return stored(ctx, id);
}

/** Deletes an instruction; decisions that it led to keep what they said. Refused when it is not the version that is expected. */
export async function deleteInstruction(ctx: Context, id: string, expectedVersion: number | null): Promise<{ __typename: 'Deleted'; id: string } | InstructionChangedMeanwhile> {
  const { customerId } = await writable(ctx, id);
  const now = ctx.now();
  const isDeleted = await ctx.em.transactional(async em => {
    await holdActiveInstruction(sqlOf(em), customerId);
    const found = await em.findOne(Instruction, { id }, { disableIdentityMap: true });
    if (!found) throw new Forbidden();
    if (found.version !== (expectedVersion ?? found.version)) return false;
    await remove(em, ctx, id, now);
    await finish(em, ctx, customerId, [{ id, act: 'DELETED' }], now);
    return true;
  });
  return isDeleted ? { __typename: 'Deleted', id } : changedMeanwhile('InstructionChangedMeanwhile', await stored(ctx, id));
}

/** Ends what is in the slot now, or deletes it when it has not begun; returns what was done to it. */
async function freePresetSlot(em: EntityManager, ctx: Context, customerId: string, now: Date): Promise<Done[]> {
  const preset = await em.findOne(Instruction, { customerId, isPreset: true }, { disableIdentityMap: true });
  if (!preset) return [];
  const { id, validFrom, validUntil } = preset;
  if (validFrom >= now) {
    await remove(em, ctx, id, now);
    return [{ id, act: 'DELETED' }];
  }
  await keepBefore(sqlOf(em), [id]);
  await em.nativeUpdate(Instruction, { id }, { isPreset: false, validUntil: validUntil && validUntil < now ? validUntil : now, updatedAt: now });
  return [{ id, act: 'REPLACED' }];
}

/** Deletes it, and keeps what it said. */
async function remove(em: EntityManager, ctx: Context, id: string, now: Date): Promise<void> {
  await keepBefore(sqlOf(em), [id]);
  await keepVersion(sqlOf(em), id, 'DELETED', person(ctx.actor), now);
  await em.nativeDelete(Instruction, { id });
}

async function writeParts(em: EntityManager, customerId: string, instructionId: string, { hours, numbers }: WrittenInstruction): Promise<void> {
  if (hours.length) await em.insertMany(WeeklyHours, hours.map(({ weekday, from, until }) => ({ customerId, instructionId, weekday, opens: from, closes: until })));
  if (numbers.length) await em.upsertMany(ForwardingNumber, numbers.map((number, position) => ({ customerId, instructionId, ...number, position })));
}

/** What ends each act: keeping the versions, noting what is in force, and telling of all instructions that were changed or whose turn has changed. */
async function finish(em: EntityManager, ctx: Context, customerId: string, done: readonly Done[], now: Date): Promise<void> {
  for (const { id, act } of done) if (act !== 'DELETED') await keepVersion(sqlOf(em), id, act, person(ctx.actor), now);
  const turned = await refreshActiveInstruction(sqlOf(em), customerId, now);
  const ids = [...new Set([...done.map(({ id }) => id), ...turned])];
  await tellInstructions(sqlOf(em), ids.map(() => customerId), ids);
}

function refusedByDatabase(error: unknown): InstructionInvalid {
  const constraint = violatedConstraint(error);
  // The customer was deleted since it was looked up.
  if (constraint?.endsWith('customer_id_fkey') || constraint === 'instruction_pkey') throw new Forbidden();
  if (constraint !== 'instruction_first_number') throw error;
  return invalid('InstructionInvalid', [{ field: 'forwardingNumbers', code: 'REQUIRED', message: 'Putting through needs a first number.' }]);
}

async function writable(ctx: Context, id: string): Promise<InstructionRow> {
  const actor = person(ctx.actor);
  const row = await stored(ctx, id);
  if (!canWriteInstruction(actor, row.customerId)) throw new Forbidden();
  return row;
}

async function stored(ctx: Context, id: string): Promise<InstructionRow> {
  const [row] = await readInstructions(ctx.sql, [id]);
  if (!row) throw new Forbidden();
  return row;
}
