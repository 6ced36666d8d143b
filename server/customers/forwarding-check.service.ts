import type { Batch, SignedIn } from '../context.ts';
import { canCheckForwarding, canSeeCustomer, person } from './customer.policy.ts';
import { readLine, readForwardingLimits } from './customer.rows.ts';
import { InputCheck, invalid, type Invalid } from './input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { isFixedLine, parsePhoneNumber } from '../numbers/phone-number.ts';
import { type ArrivingCall, arrivalOf, type ExpectedCheck, type ForwardingCheckMethod, type ForwardingCheckResult, mainNumber } from './forwarding-check.entity.ts';

/** How many test calls a customer may start within an hour; each of them may cost us one. */
const CHECKS_PER_HOUR = 10;
const HOUR = 3_600_000;
/** How long a customer has to dial the number themselves. */
const YOU_CALL_SECONDS = 180;
/** How long we ring at most: the longest delay that networks allow before they forward, and a little for the way. */
const ringSecondsTo = (number: string): number => (isFixedLine(number) ? 75 : 45);
/** How long after the ringing a test call that we dial is given up, since dialling begins a moment late. */
const SLACK_SECONDS = 45;

/** A test call as the API shows one. */
export interface ForwardingCheckRow {
  __typename: 'ForwardingCheck';
  id: string;
  customerId: string;
  lineId: string;
  number: string;
  method: `${ForwardingCheckMethod}`;
  startedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  result: `${ForwardingCheckResult}` | null;
}

/** A test call that is to be dialled. */
export interface CheckToCall {
  id: string;
  /** E.164. */
  number: string;
  /** What the telephone that we call shows: the customer's own line. */
  presentedNumber: string;
  ringSeconds: number;
}

type ForwardingCheckInvalid = Invalid<'ForwardingCheckInvalid'>;
interface ForwardingCheckRunning { __typename: 'ForwardingCheckRunning'; message: string; forwardingCheck: ForwardingCheckRow }
interface TooManyForwardingChecks { __typename: 'TooManyForwardingChecks'; message: string; againAt: Date }

const COLUMNS = `'ForwardingCheck' as "__typename", id, customer_id as "customerId", line_id as "lineId", number, method, started_at as "startedAt",
  expires_at as "expiresAt", ended_at as "endedAt", result`;

const BY_ID = statement<ForwardingCheckRow>('forwarding-checks-by-id', `select ${COLUMNS} from forwarding_check where id = any($1::uuid[])`);
const LAST_OF = statement<ForwardingCheckRow>(
  'forwarding-check-last-of',
  `select found.* from unnest($1::uuid[]) as line (id),
     lateral (select ${COLUMNS} from forwarding_check where line_id = line.id order by started_at desc, id desc limit 1) found`,
);
const OPEN_OF = statement<ForwardingCheckRow>('forwarding-check-open-of', `select ${COLUMNS} from forwarding_check where line_id = $1 and result is null`);
const CAN_DIAL = statement<object>('forwarding-check-can-dial', 'select from exchange where connected_since is not null and lost_at is null limit 1');
const HOLD_CUSTOMER = statement<object>('forwarding-check-hold-customer', 'select from customer where id = $1 for no key update');
const LIMIT_REACHED = statement<{ startedAt: Date }>(
  'forwarding-check-limit',
  `select started_at as "startedAt" from forwarding_check where customer_id = $1 and started_at > $2 order by started_at desc offset ${CHECKS_PER_HOUR - 1} limit 1`,
);
const INSERT = statement<ForwardingCheckRow>(
  'forwarding-check-insert',
  `insert into forwarding_check (customer_id, id, line_id, number, method, started_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
);
const END = statement(
  'forwarding-check-end',
  `with over as (
     update forwarding_check set result = $2, ended_at = $3 where id = $1 and result is null returning id, customer_id
   )
   select id, append_event('FORWARDING_CHECK_CHANGED', customer_id, id) from over`,
);
// Nothing can have arrived of a call that nobody dialled.
const TIME_IS_OVER = `update forwarding_check set ended_at = $1, result = case when method = 'WE_CALL' and asked_at is null then 'FAILED' else 'NOT_ARRIVED' end`;
const EXPIRE = statement<{ id: string; customerId: string }>(
  'forwarding-check-expire',
  `${TIME_IS_OVER} where result is null and id in (select id from forwarding_check where result is null and expires_at <= $1 for update skip locked)
   returning id, customer_id as "customerId"`,
);
const OVER = statement<{ id: string }>('forwarding-check-over', 'select id from forwarding_check where id = any($1::uuid[]) and result is not null');
const EXPIRE_OF = statement<{ id: string }>('forwarding-check-expire-of', `${TIME_IS_OVER} where line_id = $2 and result is null and expires_at <= $1 returning id`);
const CLAIM = statement<{ id: string; number: string; lineNumber: string; isBlock: boolean }>(
  'forwarding-check-claim',
  `update forwarding_check f set asked_at = $1 from line l
   where l.id = f.line_id and f.method = 'WE_CALL' and f.result is null and f.asked_at is null and f.expires_at > $1
   returning f.id, f.number, l.number as "lineNumber", l.is_block as "isBlock"`,
);
const EXPECTED = statement<ExpectedCheck & { id: string; isOpen: boolean }>(
  'forwarding-check-expected',
  // Systems tell of a call twice: one that has arrived already is still the test call.
  `select f.id, f.number, f.method, f.result is null as "isOpen", l.number as "lineNumber", l.is_block as "isBlock"
   from forwarding_check f join line l on l.id = f.line_id
   where f.line_id = $1 and f.customer_id = $2 and f.expires_at > $3
     and (f.method = 'YOU_CALL' and f.result is null or f.method = 'WE_CALL' and f.asked_at is not null and coalesce(f.result, 'ARRIVED') = 'ARRIVED')
   order by f.started_at desc limit 1`,
);

/**
 * Begins a test call that shows whether the telephone with this number forwards to the line. Where a telephone system can
 * dial by itself we call that telephone, else the customer does. Staff start one for a customer.
 */
export async function startForwardingCheck(
  ctx: SignedIn, lineId: string, rawNumber: string,
): Promise<ForwardingCheckRow | ForwardingCheckInvalid | ForwardingCheckRunning | TooManyForwardingChecks> {
  const line = await readLine(ctx.sql, lineId);
  if (!line || !canCheckForwarding(person(ctx.actor), line.customerId)) throw new Forbidden();
  const { customerId } = line;
  const check = new InputCheck();
  const number = await readNumber(ctx.sql, check, rawNumber);
  if (check.problems.length) return invalid('ForwardingCheckInvalid', check.problems);

  const now = ctx.now();
  try {
    return await ctx.sql.transaction(async sql => {
      // Whoever holds the customer counts alone, so that no limit is passed by pressing twice.
      if (!(await sql.one(HOLD_CUSTOMER, [customerId]))) throw new Forbidden();
      const expired = await sql.query(EXPIRE_OF, [now, line.id]);
      const running = await sql.one(OPEN_OF, [line.id]);
      const most = running ? undefined : await sql.one(LIMIT_REACHED, [customerId, new Date(now.getTime() - HOUR)]);
      let started: ForwardingCheckRow | undefined;
      if (!running && !most) {
        const method = (await sql.one(CAN_DIAL)) ? 'WE_CALL' : 'YOU_CALL';
        const seconds = method === 'WE_CALL' ? ringSecondsTo(number) + SLACK_SECONDS : YOU_CALL_SECONDS;
        started = await sql.one(INSERT, [customerId, crypto.randomUUID(), line.id, number, method, now, new Date(now.getTime() + seconds * 1000)]);
      }
      for (const { id } of expired) await appendEvent(sql, 'FORWARDING_CHECK_CHANGED', customerId, id);
      if (started) await appendEvent(sql, 'FORWARDING_CHECK_CHANGED', customerId, started.id);
      if (running) return { __typename: 'ForwardingCheckRunning', message: 'A test call to this line is under way.', forwardingCheck: running };
      if (most) return { __typename: 'TooManyForwardingChecks', message: `More than ${CHECKS_PER_HOUR} test calls within an hour.`, againAt: new Date(most.startedAt.getTime() + HOUR) };
      return started as ForwardingCheckRow;
    });
  } catch (error) {
    // The line was deleted since it was looked up.
    if (violatedConstraint(error)?.startsWith('forwarding_check_customer_id')) throw new Forbidden();
    throw error;
  }
}

async function readNumber(sql: Sql, check: InputCheck, raw: string): Promise<string> {
  const readable = parsePhoneNumber(raw);
  const limits = await readForwardingLimits(sql, readable === null ? [] : [readable]);
  if (!raw.trim()) check.add('number', 'REQUIRED', 'It is missing.');
  return check.forwardingNumber('number', raw, limits) ?? '';
}

/** Test calls that the actor sees, null for the others. */
export const loadForwardingChecks: Batch<string, ForwardingCheckRow | null> = async ({ sql, actor }, ids) => {
  const rows = new Map((await sql.query(BY_ID, [ids.filter(isUuid)])).map(row => [row.id, row]));
  return ids.map(id => {
    const row = rows.get(id);
    return row && canSeeCustomer(actor, row.customerId) ? row : null;
  });
};

/** The newest test call of each line; null where there was none, or it is not the actor's. */
export const loadLastForwardingChecks: Batch<string, ForwardingCheckRow | null> = async ({ sql, actor }, lineIds) => {
  const rows = new Map((await sql.query(LAST_OF, [lineIds])).map(row => [row.lineId, row]));
  return lineIds.map(id => {
    const row = rows.get(id);
    return row && canSeeCustomer(actor, row.customerId) ? row : null;
  });
};

/**
 * Notices that a call which comes to a line belongs to a test. TEST_CALL: it is the one that we dialled, and no call is to
 * be made of it; ARRIVED_TOO: the forwarding works, and there is a caller to be served; null: an ordinary call.
 */
export async function noticeTestCall(
  sql: Sql, { customerId, lineId, callerNumber, divertedBy }: ArrivingCall & { customerId: string; lineId: string }, now: Date,
): Promise<'TEST_CALL' | 'ARRIVED_TOO' | null> {
  const check = await sql.one(EXPECTED, [lineId, customerId, now]);
  const arrival = check ? arrivalOf(check, { callerNumber, divertedBy }) : null;
  if (!check || arrival === null) return null;
  if (check.isOpen) await endCheck(sql, check.id, 'ARRIVED', now);
  return arrival;
}

/** Hands out the test calls that we dial and that nobody has been asked to dial yet; each is handed out once. */
export async function claimChecksToCall(sql: Sql, now: Date): Promise<CheckToCall[]> {
  const claimed = await sql.query(CLAIM, [now]);
  return claimed.map(({ id, number, lineNumber, isBlock }) => ({ id, number, presentedNumber: mainNumber(lineNumber, isBlock), ringSeconds: ringSecondsTo(number) }));
}

/** Says what came of a test call; the first to say so is right. */
export async function endCheck(sql: Sql, id: string, result: `${ForwardingCheckResult}`, now: Date): Promise<void> {
  await sql.query(END, [id, result, now]);
}

/** Those of the test calls that are over. */
export const endedChecks = async (sql: Sql, ids: readonly string[]): Promise<string[]> => (await sql.query(OVER, [ids])).map(({ id }) => id);

/** Ends the test calls whose time is over. */
export async function expireChecks(sql: Sql, now: Date): Promise<void> {
  await sql.transaction(async sql => {
    // All rows before the first event: from there on nobody may wait for a row.
    const expired = await sql.query(EXPIRE, [now]);
    for (const { id, customerId } of expired) await appendEvent(sql, 'FORWARDING_CHECK_CHANGED', customerId, id);
  });
}
