import type { Ground, SignedIn } from '../context.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { type Sql, statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { sendMail } from '../mail/mail.service.ts';
import { withdrawMails } from '../notifications/withdrawing.ts';
import { canLift, canRestrict, canSeeRestrictions } from './restriction.policy.ts';
import { announceLift, type Held, holdRestriction, holdSubject, insertRestriction, moveAside, moveBack, readDue, readRestriction, readRestrictions, type RestrictionRow } from './restriction.rows.ts';

/** How long before a restriction ends the customer is told, when it is not they who end it: Art. 18 (3) GDPR. */
const NOTICE_DAYS = 7;

/** So many of them are told to open pages one by one; of more than that, the newest. */
const TOLD_AT_MOST = 500;

type RestrictionInvalid = Invalid<'RestrictionInvalid'>;
interface CallNotOver { __typename: 'CallNotOver'; message: string }

const CALL_OF = statement<{ customerId: string }>('restriction-call-of', 'select customer_id as "customerId" from call where id = $1');
const CONTACT_OF = statement<{ customerId: string }>('restriction-contact-of', 'select customer_id as "customerId" from contact where id = $1');
const CUSTOMER = statement<{ customerId: string }>('restriction-customer', 'select id as "customerId" from customer where id = $1');
const NAME_OF = statement<{ name: string }>('restriction-name-of', 'select name from secretary where id = $1 union all select name from customer_user where id = $1');
const TELL = statement(
  'restriction-tell',
  `select append_event(kind, $1, id) from (
     select 'CONTACT_CHANGED' as kind, id from unnest($2::uuid[]) as contact (id) union all select 'MESSAGES_CHANGED', id from unnest($4::uuid[]) as thread (id)
     union all select 'DOCUMENT_CHANGED', id from unnest($5::uuid[]) as document (id) union all select 'FAQ_CHANGED', id from unnest($6::uuid[]) as faq (id)
     union all select distinct 'TASK_CHANGED', id from unnest($7::uuid[]) as task (id) union all select 'APPOINTMENT_CHANGED', id from unnest($8::uuid[]) as appointment (id)
     union all select 'CALL_CHANGED', id from unnest($3::uuid[]) as call (id)) changed limit ${TOLD_AT_MOST}`,
);
const MANAGERS = statement<{ accountId: string }>(
  'restriction-managers', `select a.id as "accountId" from account a join customer_user u on u.id = a.customer_user_id where u.customer_id = $1 and u."right" = 'MANAGE'`,
);

const SUBJECTS = { CALL: CALL_OF, CONTACT: CONTACT_OF, CUSTOMER };

/** What is restricted of a customer, the newest first; null when it is not the actor's to see. */
export const listRestrictions = async (ctx: SignedIn, customerId: string): Promise<RestrictionRow[] | null> =>
  canSeeRestrictions(ctx.actor, customerId) && isUuid(customerId) ? readRestrictions(ctx.sql, customerId) : null;

/**
 * Restricts a call, a contact with its calls, each with the tasks and appointments that are theirs, or all calls, contacts, tasks,
 * appointments, messages, documents and questions that a customer has at this moment: they stay stored and are shown to nobody.
 * A restricted contact is not found as a caller either, so it decides nothing; the time of a restricted appointment stays taken.
 */
export async function restrict(ctx: SignedIn, kind: RestrictionRow['kind'], subjectId: string, reason: string): Promise<RestrictionRow | RestrictionInvalid | CallNotOver> {
  const subject = isUuid(subjectId) ? await ctx.sql.one(SUBJECTS[kind], [subjectId]) : undefined;
  if (!subject || !canRestrict(ctx.actor, subject.customerId)) throw new Forbidden();
  const { customerId } = subject;
  const check = new InputCheck();
  const because = check.requiredText('reason', reason, 2000);
  if (check.problems.length) return invalid('RestrictionInvalid', check.problems);

  const requestedBy = await nameOf(ctx);
  // The people of customers delete no call themselves: from here on the service moves what they may restrict.
  return ctx.service.transaction(async sql => {
    const held = await holdSubject(sql, customerId, kind, subjectId);
    if (kind === 'CALL' && held.callIds.length === 0) {
      if (await sql.one(CALL_OF, [subjectId])) return { __typename: 'CallNotOver', message: 'The call is not over, or its note is not written yet.' };
      throw new Forbidden();
    }
    // Somebody else was quicker.
    if (kind === 'CONTACT' && held.contactIds.length === 0) throw new Forbidden();
    const restriction = await insertRestriction(sql, { customerId, kind, subjectId, reason: because, requestedAt: ctx.now(), requestedBy, requestedByStaff: ctx.actor.kind === 'SECRETARY' });
    await moveAside(sql, restriction, held);
    await withdrawMails(sql, [customerId], ctx.now());
    await tell(sql, customerId, held);
    return restriction;
  });
}

/**
 * Lifts a restriction. The customer's own wish ends at once by their own word. A supervisor announces it with the reason: the
 * customer is told by mail and in the portal, and it ends a week later.
 */
export async function lift(ctx: SignedIn, restrictionId: string, reason: string): Promise<RestrictionRow | RestrictionInvalid> {
  const found = await readRestriction(ctx.sql, restrictionId);
  if (!found || !canLift(ctx.actor, found)) throw new Forbidden();
  const check = new InputCheck();
  const because = check.requiredText('reason', reason, 2000);
  if (check.problems.length) return invalid('RestrictionInvalid', check.problems);

  const by = await nameOf(ctx);
  return ctx.service.transaction(async sql => {
    const held = await holdRestriction(sql, found.id);
    if (!held) throw new Forbidden();
    const isAtOnce = ctx.actor.kind === 'CUSTOMER_USER';
    // Announced already: it stays as it was announced, unless those whose wish it was do not want to wait.
    if (held.liftedAt || (held.liftsAt && !isAtOnce)) return held;
    const now = ctx.now();
    const liftsAt = new Date(now.getTime() + (isAtOnce ? 0 : NOTICE_DAYS * 86_400_000));
    await announceLift(sql, held.id, because, now, liftsAt, by);
    if (isAtOnce) await tell(sql, held.customerId, await moveBack(sql, held, now));
    else for (const { accountId } of await sql.query(MANAGERS, [held.customerId])) await sendMail({ sql, secrets: ctx.secrets }, { accountId, kind: 'RESTRICTION_ENDS', reason: because, at: liftsAt.toISOString() }, now);
    return (await readRestriction(sql, held.id)) as RestrictionRow;
  });
}

/** Ends the restrictions whose end was announced and has come. */
export async function liftDue({ sql, now }: Pick<Ground, 'sql' | 'now'>): Promise<void> {
  for (const { id } of await readDue(sql, now()))
    await sql.transaction(async sql => {
      const held = await holdRestriction(sql, id);
      if (held && !held.liftedAt) await tell(sql, held.customerId, await moveBack(sql, held, now()));
    });
}

async function nameOf({ actor, sql }: SignedIn): Promise<string> {
  const person = await sql.one(NAME_OF, [actor.kind === 'SECRETARY' ? actor.secretaryId : actor.customerUserId]);
  if (!person) throw new Forbidden();
  return person.name;
}

/** Ends the transaction's work: it appends the events. */
const tell = (sql: Sql, customerId: string, { callIds, contactIds, threadIds, documentIds, faqIds, taskIds, debtors, appointmentIds }: Held) =>
  sql.query(TELL, [customerId, contactIds, callIds, threadIds, documentIds, faqIds, [...taskIds, ...debtors.map(({ taskId }) => taskId)], appointmentIds]);
