import { type CallNoteRow, readCall } from '../calls/call.rows.ts';
import type { Context } from '../context.ts';
import type { Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { decodeTimeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { nameOfActor } from '../identity/actor-name.ts';
import { canSeeTrash, canUseTrash } from './trash.policy.ts';
import { emptyCalls, holdNote, holdTrash, type HeldCall, moveToTrash, readTrash, readTrashed, takeOutOfTrash, type TrashedNoteRow } from './trash.rows.ts';

interface NoteNotInTrash { __typename: 'NoteNotInTrash'; message: string }
interface CallNotOver { __typename: 'CallNotOver'; message: string }

const FROM_THE_NEWEST = { key: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
/** So many are deleted at once, so that nobody waits long for the events of them. */
const PORTION = 100;

/** What is in the customer's trash, what was moved there last first; null when it is not the actor's to see. */
export async function listTrash(ctx: Context, customerId: string, page: { first: number; after?: string | null }) {
  const limit = pageLimit(page);
  const after = decodeTimeCursor(page.after) ?? FROM_THE_NEWEST;
  if (!isUuid(customerId) || !canSeeTrash(ctx.actor, customerId)) return null;
  // No connection of a customer reaches what is in the trash.
  return toConnection(await readTrash(ctx.service, customerId, after, limit), page.first, row => encodeCursor(row.trashedAt, row.callId));
}

/** Works on the call of a note, held, when it is the actor's to move. */
async function onNote<Result>(ctx: Context, noteId: string, work: (sql: Sql, call: HeldCall) => Promise<Result>): Promise<Result> {
  if (!isUuid(noteId)) throw new Forbidden();
  return ctx.service.transaction(async sql => {
    const call = await holdNote(sql, noteId);
    if (!call || !canUseTrash(ctx.actor, call.customerId)) throw new Forbidden();
    return work(sql, call);
  });
}

/** Moves a note to the trash, and its call out of the history with it. One that is there stays there. */
export async function moveNoteToTrash(ctx: Context, noteId: string): Promise<TrashedNoteRow> {
  const by = await nameOfActor(ctx);
  await onNote(ctx, noteId, async (sql, { callId, customerId, isInTrash }) => {
    if (isInTrash) return;
    await moveToTrash(sql, callId, ctx.now(), by);
    await appendEvent(sql, 'CALL_CHANGED', customerId, callId);
  });
  const moved = await readTrashed(ctx.service, noteId);
  if (!moved) throw new Forbidden();
  return moved;
}

/** Brings a note back from the trash, with its call. One that is not there is as it was. */
export async function restoreNote(ctx: Context, noteId: string): Promise<CallNoteRow> {
  const callId = await onNote(ctx, noteId, async (sql, { callId, customerId, isInTrash }) => {
    if (isInTrash) {
      await takeOutOfTrash(sql, callId);
      await appendEvent(sql, 'CALL_CHANGED', customerId, callId);
    }
    return callId;
  });
  const note = (await readCall(ctx.service, callId))?.note;
  if (!note) throw new Forbidden();
  return note;
}

/** Deletes a note in the trash for good, with everything that was said in the call and who called. */
export const deleteNoteForGood = (ctx: Context, noteId: string): Promise<{ __typename: 'Deleted'; id: string } | NoteNotInTrash | CallNotOver> =>
  onNote(ctx, noteId, async (sql, { callId, isInTrash, isOver }) => {
    if (!isInTrash) return { __typename: 'NoteNotInTrash', message: 'The note is not in the trash.' };
    if (!isOver) return { __typename: 'CallNotOver', message: 'The call is not over.' };
    await emptyCalls(sql, [callId], ctx.now());
    return { __typename: 'Deleted', id: noteId };
  });

/** Deletes everything in the customer's trash for good; returns how many notes that were. Broken off, it is finished by the next. */
export async function emptyTrash(ctx: Context, customerId: string): Promise<number> {
  if (!isUuid(customerId) || !canUseTrash(ctx.actor, customerId)) throw new Forbidden();
  let deleted = 0;
  for (let taken = PORTION; taken === PORTION; deleted += taken)
    taken = await ctx.service.transaction(async sql => {
      const callIds = await holdTrash(sql, customerId, PORTION);
      if (callIds.length) await emptyCalls(sql, callIds, ctx.now());
      return callIds.length;
    });
  return deleted;
}
