import type { Batch, SignedIn } from '../context.ts';
import { type Sql, statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput, Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { CONSENT_KINDS, type ConsentKind, CONSENTS } from './consent-kinds.ts';
import { canConsent, canSeeConsents } from './consent.policy.ts';

/** One answer, as it is kept. */
export interface ConsentAnswerRow {
  id: string;
  kind: ConsentKind;
  textVersion: string;
  answer: 'GIVEN' | 'DECLINED';
  answeredAt: Date;
  answeredBy: string;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
}

/** What there is to consent to, and what was answered so far, the newest answer first. */
export interface ConsentRow {
  __typename: 'Consent';
  customerId: string;
  kind: ConsentKind;
  answers: ConsentAnswerRow[];
}

const ANSWERS = statement<ConsentAnswerRow>(
  'consent-answers',
  `select id, kind, text_version as "textVersion", answer, answered_at as "answeredAt", answered_by as "answeredBy", withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy"
   from consent where customer_id = $1 order by answered_at desc, id desc`,
);
const HOLD = statement<object>('consent-hold-customer', 'select from customer where id = $1 for no key update');
const NAME = statement<{ name: string }>('consent-name', 'select name from customer_user where customer_id = $1 and id = $2');
const WITHDRAW = statement<{ id: string }>(
  'consent-withdraw',
  `update consent set withdrawn_at = $3, withdrawn_by = $4 where customer_id = $1 and kind = $2 and answer = 'GIVEN' and withdrawn_at is null returning id`,
);
const ANSWER = statement('consent-answer', 'insert into consent (customer_id, id, kind, text_version, answer, answered_at, answered_by) values ($1, $2, $3, $4, $5, $6, $7)');
const IN_FORCE = statement<{ customerId: string }>(
  'consent-in-force',
  `select customer_id as "customerId" from consent where customer_id = any($1::uuid[]) and kind = $2 and text_version = $3 and answer = 'GIVEN' and withdrawn_at is null`,
);

/** Whether the newest text is agreed to. */
export const isInForce = ({ kind, answers }: ConsentRow): boolean =>
  answers.some(({ answer, textVersion, withdrawnAt }) => answer === 'GIVEN' && withdrawnAt === null && textVersion === CONSENTS[kind].version);

/** Whether nobody has answered the newest text yet. */
export const isToBeAsked = ({ kind, answers }: ConsentRow): boolean => !answers.some(({ textVersion }) => textVersion === CONSENTS[kind].version);

/** Whether customers have agreed to the newest text of one kind, for whoever needs to know before it does something. */
export const loadConsentTo: Batch<{ customerId: string; kind: ConsentKind }, boolean> = async ({ sql }, asked) => {
  const given = new Set<string>();
  for (const [kind, alike] of Map.groupBy(asked, ({ kind }) => kind))
    for (const { customerId } of await sql.query(IN_FORCE, [alike.map(({ customerId }) => customerId), kind, CONSENTS[kind].version])) given.add(`${kind} ${customerId}`);
  return asked.map(({ customerId, kind }) => given.has(`${kind} ${customerId}`));
};

/** Whether one customer has agreed to the newest text. */
export const hasConsent = async (sql: Sql, customerId: string, kind: ConsentKind): Promise<boolean> => (await sql.one(IN_FORCE, [[customerId], kind, CONSENTS[kind].version])) !== undefined;

/** Everything that the customer can consent to, with what was answered; null when it is not the actor's to see. */
export const listConsents = async (ctx: SignedIn, customerId: string): Promise<ConsentRow[] | null> =>
  canSeeConsents(ctx.actor, customerId) && isUuid(customerId) ? readConsents(ctx.sql, customerId) : null;

/** Gives or declines a consent; the text must be the newest one, else the person has read another. What was given before is withdrawn by that. */
export async function answerConsent(ctx: SignedIn, customerId: string, kind: ConsentKind, textVersion: string, answer: 'GIVEN' | 'DECLINED'): Promise<ConsentRow | { __typename: 'ConsentTextChanged'; message: string; current: ConsentRow }> {
  const person = whoConsents(ctx, customerId);
  if (textVersion !== CONSENTS[kind].version) return { __typename: 'ConsentTextChanged', message: 'There is a newer text.', current: await readConsent(ctx.sql, customerId, kind) };
  return ctx.sql.transaction(async sql => {
    await sql.one(HOLD, [customerId]);
    const before = await readConsent(sql, customerId, kind);
    // Pressed twice: it is so already.
    if (answer === 'GIVEN' && isInForce(before)) return before;
    const name = await nameOf(sql, person);
    await sql.query(WITHDRAW, [customerId, kind, ctx.now(), name]);
    await sql.query(ANSWER, [customerId, crypto.randomUUID(), kind, textVersion, answer, ctx.now(), name]);
    return told(sql, customerId, kind);
  });
}

/** Takes back what was given; nothing happens when nothing is. */
export async function withdrawConsent(ctx: SignedIn, customerId: string, kind: ConsentKind): Promise<ConsentRow> {
  const person = whoConsents(ctx, customerId);
  return ctx.sql.transaction(async sql => {
    await sql.query(WITHDRAW, [customerId, kind, ctx.now(), await nameOf(sql, person)]);
    return told(sql, customerId, kind);
  });
}

function whoConsents({ actor }: SignedIn, customerId: string): { customerId: string; customerUserId: string } {
  if (actor.kind !== 'CUSTOMER_USER' || !canConsent(actor, customerId)) throw new Forbidden();
  return actor;
}

const nameOf = async (sql: Sql, { customerId, customerUserId }: { customerId: string; customerUserId: string }): Promise<string> => {
  const person = await sql.one(NAME, [customerId, customerUserId]);
  if (!person) throw new Forbidden();
  return person.name;
};

/** Ends the transaction's work: it appends the event. */
async function told(sql: Sql, customerId: string, kind: ConsentKind): Promise<ConsentRow> {
  const after = await readConsent(sql, customerId, kind);
  await appendEvent(sql, 'CUSTOMER_CHANGED', customerId, customerId);
  return after;
}

async function readConsents(sql: Sql, customerId: string): Promise<ConsentRow[]> {
  const answers = await sql.query(ANSWERS, [customerId]);
  return CONSENT_KINDS.map(kind => ({ __typename: 'Consent', customerId, kind, answers: answers.filter(answer => answer.kind === kind) }));
}

async function readConsent(sql: Sql, customerId: string, kind: ConsentKind): Promise<ConsentRow> {
  const found = (await readConsents(sql, customerId)).find(consent => consent.kind === kind);
  if (!found) throw badInput('kind', 'There is no such consent.');
  return found;
}
