import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { changedMeanwhile, type ChangedMeanwhile, InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { canSuggestFaq, canWriteFaq } from './faq.policy.ts';
import { type FaqRow, readFaq } from './faq.rows.ts';

/** A question with its answer. */
export interface FaqInput { question: string; answer?: string | null }

type FaqInvalid = Invalid<'FaqInvalid'>;

/** More than anybody reads while somebody waits at the telephone. */
const MOST = 300;

// Whoever adds or moves holds the customer, so that no two have one place.
const HOLD = statement<{ id: string }>('faq-hold-customer', 'select id from customer where id = $1 for update');
const COUNT = statement<{ count: number; last: number }>('faq-count', 'select count(*)::int as count, coalesce(max(position), -1) as last from faq where customer_id = $1');
const ADD = statement(
  'faq-add',
  `insert into faq (customer_id, id, question, answer, position, suggested_by, suggested_at, created_at, updated_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $8, 1)`,
);
const UPDATE = statement<{ id: string }>(
  'faq-update',
  // Whoever writes an answer to a suggestion accepts it.
  `update faq set question = $3, answer = $4, suggested_by = null, suggested_at = null, updated_at = $5, version = version + 1 where id = $1 and version = $2 returning id`,
);
const DELETE = statement<{ id: string }>('faq-delete', 'delete from faq where id = $1 returning id');
const IN_ORDER = statement<{ id: string }>('faq-ids-in-order', 'select id from faq where customer_id = $1 and suggested_at is null order by position, id');
const ORDER = statement('faq-order', `update faq set position = place - 1 from unnest($1::uuid[]) with ordinality as wished(id, place) where faq.id = wished.id and position <> place - 1`);

/** Enters a question with its answer, behind the others. */
export async function createFaq(ctx: Context, customerId: string, input: FaqInput): Promise<FaqRow | FaqInvalid> {
  if (!canWriteFaq(person(ctx.actor), customerId) || !isUuid(customerId)) throw new Forbidden();
  return add(ctx, customerId, read(input, true), null);
}

/** Suggests a question that came up; the customer answers, accepts or declines it. */
export async function suggestFaq(ctx: Context, customerId: string, input: FaqInput): Promise<FaqRow | FaqInvalid> {
  const actor = person(ctx.actor);
  if (!canSuggestFaq(actor) || actor.kind !== 'SECRETARY' || !isUuid(customerId)) throw new Forbidden();
  return add(ctx, customerId, read(input, false), actor.secretaryId);
}

/** Changes a question and its answer, and accepts it where it was suggested; refused when somebody else was quicker. */
export async function updateFaq(ctx: Context, id: string, input: FaqInput, expectedVersion: number | null): Promise<FaqRow | FaqInvalid | ChangedMeanwhile<'FaqChangedMeanwhile', FaqRow>> {
  const before = await writable(ctx, id);
  const { check, question, answer } = read(input, true);
  if (check.problems.length) return invalid('FaqInvalid', check.problems);
  const saved = before.version === (expectedVersion ?? before.version) && (await ctx.sql.transaction(async sql => {
    if (!(await sql.one(UPDATE, [id, before.version, question, answer, ctx.now()]))) return false;
    await appendEvent(sql, 'FAQ_CHANGED', before.customerId, id);
    return true;
  }));
  const after = await stored(ctx, id);
  return saved ? after : changedMeanwhile('FaqChangedMeanwhile', after);
}

/** Deletes a question, or declines a suggested one. */
export async function deleteFaq(ctx: Context, id: string): Promise<{ __typename: 'Deleted'; id: string }> {
  const { customerId } = await writable(ctx, id);
  await ctx.sql.transaction(async sql => {
    if (!(await sql.one(DELETE, [id]))) throw new Forbidden();
    await appendEvent(sql, 'FAQ_CHANGED', customerId, id);
  });
  return { __typename: 'Deleted', id };
}

/** Puts a question behind another one; null: to the top. */
export async function moveFaq(ctx: Context, id: string, behindId: string | null): Promise<FaqRow> {
  const { customerId } = await writable(ctx, id);
  await ctx.sql.transaction(async sql => {
    await sql.one(HOLD, [customerId]);
    const others = (await sql.query(IN_ORDER, [customerId])).map(row => row.id).filter(other => other !== id);
    const at = behindId === null ? 0 : others.indexOf(behindId) + 1;
    if (behindId !== null && at === 0) throw badInput('behindFaqId', 'This is no question of the same customer.');
    await sql.query(ORDER, [[...others.slice(0, at), id, ...others.slice(at)]]);
    await appendEvent(sql, 'FAQ_CHANGED', customerId, id);
  });
  return stored(ctx, id);
}

async function add(ctx: Context, customerId: string, { check, question, answer }: ReturnType<typeof read>, suggestedBy: string | null): Promise<FaqRow | FaqInvalid> {
  if (check.problems.length) return invalid('FaqInvalid', check.problems);
  const id = crypto.randomUUID();
  try {
    const isFull = await ctx.sql.transaction(async (sql: Sql) => {
      await sql.one(HOLD, [customerId]);
      const { count, last } = (await sql.one(COUNT, [customerId]))!;
      if (count >= MOST) return true;
      await sql.query(ADD, [customerId, id, question, answer, last + 1, suggestedBy, suggestedBy && ctx.now(), ctx.now()]);
      await appendEvent(sql, 'FAQ_CHANGED', customerId, id);
      return false;
    });
    if (isFull) return invalid('FaqInvalid', [{ field: 'question', code: 'OUT_OF_RANGE', message: `There are ${MOST} questions already.` }]);
  } catch (error) {
    if (violatedConstraint(error) === 'faq_customer_id_fkey') throw new Forbidden();
    throw error;
  }
  return stored(ctx, id);
}

function read(input: FaqInput, needsAnswer: boolean) {
  const check = new InputCheck();
  return { check, question: check.requiredText('question', input.question, 500), answer: needsAnswer ? check.requiredText('answer', input.answer, 5000) : check.text('answer', input.answer, 5000) };
}

async function writable(ctx: Context, id: string): Promise<FaqRow> {
  const actor = person(ctx.actor);
  const row = await stored(ctx, id);
  if (!canWriteFaq(actor, row.customerId)) throw new Forbidden();
  return row;
}

async function stored(ctx: Context, id: string): Promise<FaqRow> {
  const row = await readFaq(ctx.sql, id);
  if (!row) throw new Forbidden();
  return row;
}
