import type { Context } from '../context.ts';
import { countAttempt } from '../credentials/throttle.ts';
import { person } from '../customers/customer.policy.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { statement } from '../database/sql.ts';
import { isUuid, uuidAt } from '../database/uuid.ts';
import { kindOf } from '../documents/file-kinds.ts';
import { Forbidden, TooManyRequests } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import type { Person } from '../identity/actor.ts';
import { canReadAppFeedback, canSendAppFeedback } from './app-feedback.policy.ts';
import { APP_FEEDBACK, type AppFeedbackRow, readAppFeedback } from './app-feedback.rows.ts';

/** How large a picture may be. */
export const MOST_IMAGE_BYTES = 5 * 1024 * 1024;
const PER_HOUR = 20;
/** How long a picture may follow the words that it belongs to. */
const HOURS_FOR_IMAGE = 24;

/** What somebody says about the app; the technical data are there when they leave them in. */
export interface AppFeedbackInput { kind: 'PROBLEM' | 'WISH' | 'PRAISE'; text: string; page?: string | null; appVersion?: string | null; browser?: string | null; screen?: string | null }

/** It has arrived. */
export interface AppFeedbackSent { __typename: 'AppFeedbackSent'; id: string; sentAt: Date; imagePath: string }

const INSERT = statement<{ customerId: string | null }>(
  'app-feedback-insert',
  `insert into app_feedback (id, customer_id, kind, text, sent_at, secretary_id, customer_user_id, sender_name, page, app_version, browser, screen)
   select $2, a.customer_id, $3, $4, $5, a.secretary_id, a.customer_user_id, coalesce(s.name, u.name), $6, $7, $8, $9
   from account a left join secretary s on s.id = a.secretary_id left join customer_user u on u.id = a.customer_user_id where a.id = $1
   returning customer_id as "customerId"`,
);
const ADD_IMAGE = statement<{ id: string }>(
  'app-feedback-add-image',
  // The first that came stays: the same again, after a lost answer, changes nothing.
  `update app_feedback set image = coalesce(image, $4), image_type = coalesce(image_type, $5)
   where id = $1 and sent_at > $6 and (secretary_id = $2 or customer_user_id = $3) returning id`,
);
const SET_DONE = statement<AppFeedbackRow>('app-feedback-done-set', `update app_feedback f set done_at = $2, done_by = $3 where f.id = $1 returning ${APP_FEEDBACK}`);

/** Takes in what somebody says about the app. */
export async function sendAppFeedback(ctx: Context, input: AppFeedbackInput): Promise<AppFeedbackSent | Invalid<'AppFeedbackInvalid'>> {
  const sender = person(ctx.actor);
  if (!canSendAppFeedback(sender) || sender.kind === 'API_KEY') throw new Forbidden();
  const check = new InputCheck();
  const text = check.requiredText('text', input.text, 5000);
  // Addresses of pages are told without what stands for a row in them.
  const page = check.text('page', input.page?.split(/[?#]/)[0], 200)?.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '…') ?? null;
  const [appVersion, browser, screen] = [check.text('appVersion', input.appVersion, 40), check.text('browser', input.browser, 300), check.text('screen', input.screen, 40)];
  if (check.problems.length) return invalid('AppFeedbackInvalid', check.problems);
  const wait = await countAttempt(ctx.service, [{ name: 'app-feedback', of: sender.accountId, limits: [{ attempts: PER_HOUR, seconds: 3600 }] }], ctx.now());
  if (wait !== null) throw new TooManyRequests(`At most ${PER_HOUR} times an hour.`, wait);
  const id = uuidAt(ctx.now());
  await ctx.service.transaction(async sql => {
    if (!(await sql.one(INSERT, [sender.accountId, id, input.kind, text, ctx.now(), page, appVersion, browser, screen]))) throw new Forbidden();
    await appendEvent(sql, 'APP_FEEDBACK_CHANGED', null, id);
  });
  return { __typename: 'AppFeedbackSent', id, sentAt: ctx.now(), imagePath: `/app-feedback/${id}/image` };
}

/** Adds a picture to what the same person has said; why not, or null. */
export async function addAppFeedbackImage(ctx: Context, sender: Person, id: string, image: Buffer): Promise<'NOT_YOURS' | 'NO_PICTURE' | null> {
  if (!isUuid(id)) return 'NOT_YOURS';
  const kind = await pictureKindOf(image);
  if (kind === null || image.length > MOST_IMAGE_BYTES) return 'NO_PICTURE';
  const by = sender.kind === 'SECRETARY' ? [sender.secretaryId, null] : [null, sender.customerUserId];
  return ctx.service.transaction(async sql => {
    if (!(await sql.one(ADD_IMAGE, [id, ...by, image, kind, new Date(ctx.now().getTime() - HOURS_FOR_IMAGE * 3_600_000)]))) return 'NOT_YOURS';
    await appendEvent(sql, 'APP_FEEDBACK_CHANGED', null, id);
    return null;
  });
}

/** By what is in it, whatever it is called. */
async function pictureKindOf(image: Buffer): Promise<string | null> {
  for (const ending of ['png', 'jpg', 'webp']) {
    const kind = await kindOf(image, `picture.${ending}`);
    if (kind) return kind;
  }
  return null;
}

/** What was said about the app: what is open, what was dealt with, or for null both. */
export async function listAppFeedback(ctx: Context, isDone: boolean | null, limit: number, after: { key: string; id: string } | null): Promise<AppFeedbackRow[]> {
  if (!canReadAppFeedback(person(ctx.actor))) throw new Forbidden();
  return readAppFeedback(ctx.sql, isDone, limit, after);
}

/** Says that something was dealt with, or that it was not. */
export async function setAppFeedbackDone(ctx: Context, id: string, isDone: boolean): Promise<AppFeedbackRow> {
  const actor = person(ctx.actor);
  if (!canReadAppFeedback(actor) || actor.kind !== 'SECRETARY' || !isUuid(id)) throw new Forbidden();
  return ctx.sql.transaction(async sql => {
    const row = await sql.one(SET_DONE, [id, isDone ? ctx.now() : null, isDone ? actor.secretaryId : null]);
    if (!row) throw new Forbidden();
    await appendEvent(sql, 'APP_FEEDBACK_CHANGED', null, id);
    return row;
  });
}
