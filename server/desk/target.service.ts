import type { SignedIn } from '../context.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { type Sql, statement } from '../database/sql.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { isSupervisor } from '../identity/actor.ts';

/** What the service wants to reach: so many percent of the calls taken within so many seconds. */
export interface ServiceTarget { __typename: 'ServiceTarget'; seconds: number; percent: number }

type ServiceTargetInvalid = Invalid<'ServiceTargetInvalid'>;

const TARGET = `'ServiceTarget' as "__typename", seconds, percent`;
const READ = statement<ServiceTarget>('service-target', `select ${TARGET} from service_target`);
const SET = statement<ServiceTarget>('service-target-set', `update service_target set seconds = $1, percent = $2 returning ${TARGET}`);

// There is one row, which has no id.
const SUBJECT = '00000000-0000-4000-8000-000000000003';

/** What the service wants to reach. */
export async function readTarget(sql: Pick<Sql, 'one'>): Promise<ServiceTarget> {
  const target = await sql.one(READ);
  if (!target) throw new Error('the service has no target');
  return target;
}

/** Says what the service wants to reach from now on. Two numbers that are set together: of two who set them, the later one counts. */
export async function setTarget(ctx: SignedIn, seconds: number, percent: number): Promise<ServiceTarget | ServiceTargetInvalid> {
  if (!isSupervisor(ctx.actor)) throw new Forbidden();
  const check = new InputCheck();
  check.within('seconds', seconds, 5, 300);
  check.within('percent', percent, 1, 100);
  if (check.problems.length) return invalid('ServiceTargetInvalid', check.problems);
  return ctx.sql.transaction(async sql => {
    const target = (await sql.one(SET, [seconds, percent])) as ServiceTarget;
    await appendEvent(sql, 'TELEPHONY_CHANGED', null, SUBJECT);
    return target;
  });
}
