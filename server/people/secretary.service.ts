import { issueTemporaryPassword } from '../accounts/password.service.ts';
import { accountChanged, endAllSessions } from '../accounts/session.service.ts';
import type { Batch, SignedIn } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { invalid, InputCheck, type Invalid } from '../customers/input-check.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { addSecretary as insertSecretary, loadSecretaries, movePresence, type SecretaryRow } from '../identity/identity.service.ts';
import { canManageSecretaries } from './people.policy.ts';
import { isEmailTaken, NO_PASSWORD, type PersonInput, readPerson } from './people.service.ts';

type SecretaryInvalid = Invalid<'SecretaryInvalid'>;
interface LastSupervisor { __typename: 'LastSupervisor'; message: string }
/** Somebody new, with the password that is told this once. */
export interface SecretaryAdded { __typename: 'SecretaryAdded'; secretary: SecretaryRow; temporaryPassword: string }

// Whoever changes who is a supervisor holds all of them, so that two cannot make each other none at once.
const HOLD_SUPERVISORS = statement<{ id: string }>('secretary-hold-supervisors', 'select id from secretary where is_supervisor and left_at is null order by id for update');
const ACCOUNT = statement<{ id: string }>('secretary-account', 'select a.id from account a join secretary s on s.id = a.secretary_id where s.id = $1 and s.left_at is null');
const ADDRESSES = statement<{ id: string; email: string }>('secretary-addresses', 'select secretary_id as id, email from account where secretary_id = any($1::uuid[])');
const CHANGE = statement('secretary-change', 'update secretary set name = $2, is_supervisor = $3 where id = $1');
const LEAVE = statement('secretary-leave', 'update secretary set left_at = $2, is_supervisor = false, sip_endpoint = null, phone_number = null where id = $1');
const DROP_ACCOUNT = statement('secretary-drop-account', 'delete from account where id = $1');

// What they had to do waits for whoever is free.
const HAND_BACK = statement('secretary-hand-back', 'update task set assigned_to = null, version = version + 1, updated_at = $2 where assigned_to = $1 and finished_at is null');
const END_WORK = statement('secretary-end-work', 'update task_work set minutes = least(1440, greatest(1, ceil(extract(epoch from $2::timestamptz - began_at) / 60)::int)) where secretary_id = $1 and minutes is null');

const LAST_SUPERVISOR: LastSupervisor = { __typename: 'LastSupervisor', message: 'There would be no supervisor any more.' };

/** Lets a new secretary sign in, with a temporary password that is told this once. */
export async function addSecretary(ctx: SignedIn, input: PersonInput, isSupervisor: boolean): Promise<SecretaryAdded | SecretaryInvalid> {
  if (!canManageSecretaries(person(ctx.actor))) throw new Forbidden();
  const { check, name, email } = readPerson(input);
  if (check.problems.length) return invalid('SecretaryInvalid', check.problems);
  let made: { id: string; accountId: string };
  try {
    made = await ctx.sql.transaction(async sql => {
      const added = await insertSecretary(sql, { name, email, passwordHash: NO_PASSWORD, isSupervisor }, ctx.now());
      await appendEvent(sql, 'PRESENCE_CHANGED', null, added.id);
      return added;
    });
  } catch (error) {
    if (isEmailTaken(error)) return invalid('SecretaryInvalid', [{ field: 'email', code: 'TAKEN', message: 'Somebody else signs in with this address.' }]);
    throw error;
  }
  const temporaryPassword = await issueTemporaryPassword(ctx.service, made.accountId, ctx.now());
  return { __typename: 'SecretaryAdded', secretary: await stored(ctx, made.id), temporaryPassword };
}

/** Changes a secretary's name, and whether they manage; it counts at once, also for what they have open. */
export async function updateSecretary(ctx: SignedIn, secretaryId: string, rawName: string, isSupervisor: boolean): Promise<SecretaryRow | SecretaryInvalid | LastSupervisor> {
  const accountId = await manageable(ctx, secretaryId);
  const check = new InputCheck();
  const name = check.requiredText('name', rawName, 200);
  if (check.problems.length) return invalid('SecretaryInvalid', check.problems);
  const changed = await ctx.sql.transaction(async sql => {
    const supervisors = await sql.query(HOLD_SUPERVISORS);
    if (!isSupervisor && supervisors.every(({ id }) => id === secretaryId)) return false;
    await sql.query(CHANGE, [secretaryId, name, isSupervisor]);
    await accountChanged(sql, accountId);
    await appendEvent(sql, 'PRESENCE_CHANGED', null, secretaryId);
    return true;
  });
  return changed ? stored(ctx, secretaryId) : LAST_SUPERVISOR;
}

/** Hands over a new temporary password; the old one counts no longer, and all sessions end. */
export async function renewSecretaryPassword(ctx: SignedIn, secretaryId: string): Promise<SecretaryAdded> {
  const accountId = await manageable(ctx, secretaryId);
  const temporaryPassword = await issueTemporaryPassword(ctx.service, accountId, ctx.now());
  return { __typename: 'SecretaryAdded', secretary: await stored(ctx, secretaryId), temporaryPassword };
}

/** The addresses that secretaries sign in with, for supervisors; null for those who have left. */
export const loadSecretaryAddresses: Batch<string, string | null> = async ({ actor, service }, ids) => {
  if (!canManageSecretaries(actor)) throw new Forbidden();
  const addresses = new Map((await service.query(ADDRESSES, [ids])).map(({ id, email }) => [id, email]));
  return ids.map(id => addresses.get(id) ?? null);
};

/** Takes a secretary's account away and ends all that they have open; their name stays at what they did. */
export async function removeSecretary(ctx: SignedIn, secretaryId: string): Promise<{ __typename: 'Deleted'; id: string } | LastSupervisor> {
  const accountId = await manageable(ctx, secretaryId);
  const removed = await ctx.sql.transaction(async sql => {
    const supervisors = await sql.query(HOLD_SUPERVISORS);
    if (supervisors.every(({ id }) => id === secretaryId)) return false;
    await endAllSessions(sql, accountId, null);
    await sql.query(LEAVE, [secretaryId, ctx.now()]);
    await sql.query(DROP_ACCOUNT, [accountId]);
    await sql.query(END_WORK, [secretaryId, ctx.now()]);
    await sql.query(HAND_BACK, [secretaryId, ctx.now()]);
    const hasMoved = await movePresence(sql, secretaryId, ['AVAILABLE', 'BUSY', 'WRAP_UP', 'BREAK'], 'OFFLINE', ctx.now());
    if (!hasMoved) await appendEvent(sql, 'PRESENCE_CHANGED', null, secretaryId);
    return true;
  });
  return removed ? { __typename: 'Deleted', id: secretaryId } : LAST_SUPERVISOR;
}

const stored = async (ctx: SignedIn, id: string): Promise<SecretaryRow> => (await loadSecretaries(ctx, [id]))[0] as SecretaryRow;

/** The account of a secretary who has not left. */
async function manageable(ctx: SignedIn, secretaryId: string): Promise<string> {
  if (!canManageSecretaries(person(ctx.actor))) throw new Forbidden();
  const account = isUuid(secretaryId) ? await ctx.service.one(ACCOUNT, [secretaryId]) : undefined;
  if (!account) throw new Forbidden();
  return account.id;
}
