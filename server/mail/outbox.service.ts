import type { Context } from '../context.ts';
import { statement } from '../database/sql.ts';
import { Forbidden, PasswordChangeDue, Unauthenticated } from '../errors.ts';
import { isSupervisor } from '../identity/actor.ts';
import { type MailContent, renderMail, subjectOf } from './render.ts';

/** A mail as the outbox shows it; `text` null where it is not for the eyes of who asks, and once it was sent. */
export interface OutboxMailRow {
  __typename: 'OutboxMail'; id: string; toName: string; toAddress: string; subject: string; text: string | null; createdAt: Date; sentAt: Date | null; givenUpAt: Date | null; lastProblem: string | null;
}

const NEWEST = statement<Omit<MailContent, 'details'> & { details: Buffer | null } & Omit<OutboxMailRow, '__typename' | 'subject' | 'text'>>(
  'outbox-newest',
  `select id, kind, language, to_name as "toName", to_address as "toAddress", details, created_at as "createdAt", sent_at as "sentAt", given_up_at as "givenUpAt", last_problem as "lastProblem"
   from mail order by created_at desc, id limit 50`,
);

/**
 * The newest mails. Supervisors see that they are there and what became of them. Where the demo shows its outbox to whoever
 * sits at this computer, it takes the place of a mailbox: then everybody reads everything.
 */
export async function readOutbox(ctx: Context): Promise<OutboxMailRow[]> {
  const { url, isOutboxOpen } = ctx.site;
  if (!isOutboxOpen && !isSupervisor(ctx.actor)) throw ctx.actor ? new Forbidden() : ctx.session?.due ? new PasswordChangeDue() : new Unauthenticated();
  return (await (ctx.site.isOutboxOpen ? ctx.service : ctx.sql).query(NEWEST)).map(({ kind, language, details, ...mail }) => {
    const letter = isOutboxOpen && details ? renderMail({ kind, language, details: JSON.parse(ctx.secrets.open('mail.details', mail.id, details)), toName: mail.toName }, url) : null;
    return { __typename: 'OutboxMail', ...mail, subject: letter?.subject ?? subjectOf({ kind, language }), text: letter?.text ?? null };
  });
}
