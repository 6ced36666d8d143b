import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';
import { Transfer } from '../../instructions/instruction.entity.ts';
import type { SecretaryActor } from '../../identity/actor.ts';
import { callActs } from '../call-acts.ts';
import type { Desk } from '../desk.ts';
import type { Service } from '../product/service.ts';
import { target, type Telephony } from './harness.ts';
import { headers, type SipMessage } from './messages.ts';

/** What the two at the ends of a call do; drawn for each call. */
const STORIES = ['GIVES_UP', 'TALKS', 'SECRETARY_ENDS', 'PUT_THROUGH', 'PUT_THROUGH', 'PUT_THROUGH', 'GIVES_UP_MEANWHILE'] as const;
type Story = (typeof STORIES)[number];

/** Plans of customers: whom their callers are put through to, one after the other. */
const PLANS: { numbers: string[]; transfer: Transfer; ringSeconds?: number }[] = [
  { numbers: [target('answers')], transfer: Transfer.ANNOUNCED },
  { numbers: [target('busy'), target('answers', 1)], transfer: Transfer.ANNOUNCED },
  { numbers: [target('notFound'), target('declines'), target('answers', 2)], transfer: Transfer.ANNOUNCED },
  { numbers: [target('overloaded'), target('pressesOne')], transfer: Transfer.BLIND },
  { numbers: [target('pressesOneByInfo', 1)], transfer: Transfer.BLIND },
  { numbers: [target('busy', 1), target('unavailable')], transfer: Transfer.ANNOUNCED },
  { numbers: [target('rings', 3), target('answers', 3)], transfer: Transfer.ANNOUNCED, ringSeconds: 5 },
];
const SECRETARIES = 24;
const CUSTOMERS = 14;

/** The telephones that a soak needs, as settings of the world. */
export const soakDesks = () => ({ desks: Array.from({ length: SECRETARIES }, (_, n) => ({ name: agent(n), contact: '127.0.0.3:15080' })) });
const agent = (n: number) => `agent${String(n).padStart(2, '0')}-200`;

/** How a call went, in the words of the history. */
interface Tale {
  end: 'CALLER' | 'OURS';
  /** Null: a secretary picked up in the very moment in which the caller put the receiver down, so both are right. */
  answered: boolean | null;
  /** Number and outcome; CROSSED: picked up in the very moment in which it was called off. */
  attempts: string[];
}

function agree(history: Tale | null, wire: Tale): boolean {
  if (!history || history.end !== wire.end || (wire.answered !== null && history.answered !== wire.answered)) return false;
  // An attempt that the caller did not wait for may have ended before it was dialled.
  const told = history.attempts.length > wire.attempts.length && wire.end === 'CALLER' && history.attempts.at(-1)!.endsWith(' CALLED_OFF') ? history.attempts.slice(0, -1) : history.attempts;
  return told.length === wire.attempts.length && wire.attempts.every((seen, place) => seen === told[place] || (seen.endsWith(' CROSSED') && told[place]!.startsWith(`${seen.split(' ')[0]!} `)));
}

export interface SoakReport {
  calls: number;
  seconds: number;
  /** Calls whose history is not what SIPp saw, with both. */
  different: { caller: string; story: Story; history: Tale | null; wire: Tale }[];
  /** How often each story was told. */
  stories: Record<string, number>;
  /** From the first ringing of the caller to the secretary's answer, in milliseconds. */
  taken: number[];
  attempts: number;
  /** Kilobytes of Asterisk and of the service after each tenth of the calls. */
  memory: { asterisk: number; service: number }[];
}

const residentOf = (pid: number) => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

/** A random number from 0 to 1 that is the same in each run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// 1,000 numbers of those reserved for media; one for each caller, so that each call is found again on the wire.
const callerNumber = (n: number) => `+494066969${String(n).padStart(3, '0')}`;
const userOf = (message: SipMessage, header: string) => /sip:([^@;>]+)@/.exec(headers(message, header)[0] ?? '')?.[1] ?? '';

interface OpenCall { id: string; state: string; caller: string; secretary: string | null; attempt: string | null; pickedUp: boolean; tried: number; since: number }

const OPEN = `
  select c.id, c.state, c.caller_number as caller, c.taken_by as secretary, a.id as attempt, coalesce(a.announced and a.answered_at is not null, false) as "pickedUp",
    (select count(*)::int from attempt where call_id = c.id) as tried, extract(epoch from clock_timestamp() - c.state_since)::float8 as since
  from call c left join attempt a on a.call_id = c.id and a.outcome is null where c.state <> 'ENDED'`;
const ENDED_WITHOUT_NOTE = `
  select c.id, c.taken_by as secretary from call c where c.state = 'ENDED' and c.taken_by is not null and not exists (select from call_note n where n.call_id = c.id)`;

/**
 * Lets many calls run through the service at once, with secretaries who act through the API, and compares what its history
 * says with what SIPp saw of each call. The desk is on the service's database.
 */
export async function soak(phones: Telephony, desk: Desk, service: Service, { calls, perSecond }: { calls: number; perSecond: number }): Promise<SoakReport> {
  const random = dice(20_260_615);
  const acts = callActs(desk);
  const { pool } = desk.sql;
  const join = (actor: SecretaryActor, callId: string) => desk.run(actor, 'mutation ($callId: ID!) { joinCaller(callId: $callId) { __typename } }', { callId });
  const secretaries = new Map<string, SecretaryActor>();
  for (let n = 0; n < SECRETARIES; n++) {
    const actor = await desk.secretary({ name: `Sekretärin ${n}` });
    await pool.query(`update secretary set presence = 'AVAILABLE', sip_endpoint = $2 where id = $1`, [actor.secretaryId, agent(n)]);
    secretaries.set(actor.secretaryId, actor);
  }
  await pool.query('update telephony_settings set dials_per_customer_and_hour = 10000');
  const customers: { number: string }[] = [];
  for (let n = 0; n < CUSTOMERS; n++) {
    const { numbers, transfer, ringSeconds } = PLANS[n % PLANS.length]!;
    const customerId = await desk.customer();
    const { number } = await desk.line(customerId);
    await desk.instruction(customerId, { forwardingNumbers: numbers.map(number => ({ number, ringSeconds: ringSeconds ?? 20 })), transfer });
    const own = [...secretaries.keys()][n]!;
    await pool.query('insert into secretary_preference (customer_id, secretary_id, weight) values ($1, $2, 100)', [customerId, own]);
    customers.push({ number });
  }

  const stories = new Map<string, Story>();
  const lines = ['SEQUENTIAL'];
  for (let n = 0; n < calls; n++) {
    stories.set(callerNumber(n), STORIES[Math.floor(random() * STORIES.length)]!);
    lines.push(`${customers[Math.floor(random() * CUSTOMERS)]!.number};${callerNumber(n)};`);
  }
  const injected = path.join(phones.folder, 'soak.csv');
  writeFileSync(injected, `${lines.join('\n')}\n`);
  const started = Date.now();
  const callers = phones.callers({ to: '[field0]', from: '[field1]' }, ['-inf', injected, '-r', String(perSecond), '-m', String(calls), '-l', String(calls)]);

  const memory: SoakReport['memory'] = [];
  const done = new Set<string>();
  const once = (what: string) => !done.has(what) && done.add(what) !== undefined;
  let isOver = false;
  void callers.ended.then(() => {
    isOver = true;
  });
  const tellCaller = async (number: string) => {
    const invite = callers.messages().find(message => message.method === 'INVITE' && userOf(message, 'P-Asserted-Identity') === number);
    if (invite) await callers.tell('HANGUP', invite.callId);
  };
  /** One look at all calls: whoever has something to do now does it. */
  const play = async () => {
    const { rows: open } = (await pool.query(OPEN)) as { rows: OpenCall[] };
    const steps = open.map(async ({ id, state, caller, secretary, attempt, pickedUp, tried, since }) => {
      const story = stories.get(caller)!;
      const actor = secretary === null ? undefined : secretaries.get(secretary);
      if (state === 'RINGING' && story === 'GIVES_UP' && since > 0.1 && once(`gone ${id}`)) await tellCaller(caller);
      if (state === 'TAKEN' && actor) {
        if (story === 'GIVES_UP' && since > 0.2 && once(`gone ${id}`)) await tellCaller(caller);
        if (story === 'TALKS' && since > 0.4 && once(`gone ${id}`)) await tellCaller(caller);
        if (story === 'SECRETARY_ENDS' && since > 0.4 && once(`end ${id}`)) await acts.end(actor, id);
        if (/^PUT|MEANWHILE$/.test(story) && since > 0.2) {
          if (tried === 0 && once(`put ${id}`)) await acts.putThrough(actor, id);
          // Nobody was reached: she takes a message.
          else if (tried > 0 && once(`end ${id}`)) await acts.end(actor, id);
        }
      }
      if (state === 'PUTTING_THROUGH' && actor) {
        if (story === 'GIVES_UP_MEANWHILE' && since > 0.25 && once(`gone ${id}`)) await tellCaller(caller);
        else if (story !== 'GIVES_UP_MEANWHILE' && pickedUp && once(`join ${attempt}`)) await join(actor, id);
      }
      if (state === 'PUT_THROUGH' && since > 0.3 && once(`gone ${id}`)) await tellCaller(caller);
    });
    const { rows: ended } = (await pool.query(ENDED_WITHOUT_NOTE)) as { rows: { id: string; secretary: string }[] };
    const notes = ended.filter(({ id }) => once(`note ${id}`)).map(({ id, secretary }) => acts.note(secretaries.get(secretary)!, id, { concern: 'Bittet um Rückruf.' }));
    await Promise.all([...steps, ...notes]);
  };
  const endOf = () => callers.messages().filter(({ method }) => method === 'INVITE').length;
  while (!isOver) {
    await play();
    if (endOf() >= ((memory.length + 1) * calls) / 10) memory.push({ asterisk: phones.asterisk.memory(), service: residentOf(service.process.pid!) });
    if (Date.now() - started > (calls / perSecond + 60) * 1000) throw new Error(`The calls do not end:\n${callers.report().slice(-4000)}\n${JSON.stringify((await pool.query(OPEN)).rows)}`);
    await new Promise(resolve => setTimeout(resolve, 40));
  }
  const seconds = (Date.now() - started) / 1000;
  await vi.waitFor(async () => {
    await play();
    const { rows } = await pool.query(OPEN);
    if (rows.length) throw new Error(`Calls that do not end: ${JSON.stringify(rows)}`);
  }, { timeout: 20_000, interval: 100 });
  await phones.nothingIsLeft();

  const wire = wireTales(callers.messages(), phones.odd.messages(), phones.targets.messages());
  const history = await historyTales(desk);
  const different = [...stories].flatMap(([caller, story]) => {
    const [told, seen] = [history.get(caller) ?? null, wire.get(caller)!];
    return agree(told, seen) ? [] : [{ caller, story, history: told, wire: seen }];
  });
  const taken = [...wireTimes(callers.messages())];
  const counts: Record<string, number> = {};
  for (const story of stories.values()) counts[story] = (counts[story] ?? 0) + 1;
  return { calls, seconds, different, stories: counts, taken, attempts: [...wire.values()].reduce((sum, { attempts }) => sum + attempts.length, 0), memory };
}

const byCall = (messages: SipMessage[]) => Map.groupBy(messages, ({ callId }) => callId);
const isInvite = ({ cseq }: SipMessage) => cseq.endsWith(' INVITE');

const OUTCOMES: Record<number, string> = { 486: 'BUSY', 480: 'UNREACHABLE', 404: 'UNREACHABLE', 603: 'DECLINED', 503: 'FAILED' };

/** Two ends that act within this time do so at once: either may be the first for the history, in milliseconds. */
const CROSSING = 1000;

const pickedUp = (call: SipMessage[]) => call.find(message => message.direction === 'sent' && message.status === 200 && isInvite(message));

/** What each caller went through, as their own SIPp, the secretaries' and that of the numbers outside wrote it down. */
function wireTales(callers: SipMessage[], telephones: SipMessage[], targets: SipMessage[]): Map<string, Tale> {
  const tales = new Map<string, Tale>();
  const secretaries = new Set([...byCall(telephones).values()].filter(pickedUp).map(call => userOf(call[0]!, 'From')));
  for (const call of byCall(callers).values()) {
    const invite = call.find(({ method }) => method === 'INVITE');
    if (!invite) continue;
    const caller = userOf(invite, 'P-Asserted-Identity');
    const leaves = call.find(({ method }) => method === 'BYE' || method === 'CANCEL');
    const answered = call.some(message => message.status === 200 && isInvite(message));
    tales.set(caller, { end: leaves?.direction === 'sent' ? 'CALLER' : 'OURS', answered: answered || (secretaries.has(caller) ? null : false), attempts: [] });
  }
  const leftAt = new Map([...byCall(callers).values()].flatMap(call => {
    const left = call.find(message => message.direction === 'sent' && (message.method === 'BYE' || message.method === 'CANCEL'));
    return left ? [[userOf(call[0]!, 'P-Asserted-Identity'), left.at.getTime()] as const] : [];
  }));
  const attempts = [...byCall(targets).values()].filter(call => call[0]?.method === 'INVITE').toSorted((a, b) => a[0]!.at.getTime() - b[0]!.at.getTime());
  for (const call of attempts) tales.get(userOf(call[0]!, 'From'))?.attempts.push(`${/sip:([^@]+)@/.exec(call[0]!.first)![1]!} ${outcomeOf(call, leftAt.get(userOf(call[0]!, 'From')) ?? null)}`);
  return tales;
}

function outcomeOf(call: SipMessage[], callerLeftAt: number | null): string {
  const final = call.find(message => message.direction === 'sent' && isInvite(message) && (message.status ?? 0) >= 200 && message.status !== 487);
  if (final && callerLeftAt !== null && Math.abs(callerLeftAt - final.at.getTime()) < CROSSING) return 'CROSSED';
  const answer = pickedUp(call);
  const letGo = call.find(message => message.direction === 'received' && (message.method === 'BYE' || message.method === 'CANCEL'));
  if (answer) return letGo && letGo.at.getTime() - answer.at.getTime() < CROSSING ? 'CROSSED' : 'PICKED_UP';
  const status = call.findLast(message => message.direction === 'sent' && isInvite(message) && (message.status ?? 0) >= 200)?.status;
  // Whether the ring time or the caller called it off is not on this wire: the caller's own end tells it.
  return status === 487 || (status === undefined && letGo) ? 'CALLED_OFF' : (OUTCOMES[status ?? 0] ?? 'FAILED');
}

function* wireTimes(callers: SipMessage[]): Generator<number> {
  for (const call of byCall(callers).values()) {
    const [ringing, answer] = [180, 200].map(status => call.find(message => message.status === status && isInvite(message) && message.direction === 'received'));
    if (ringing && answer) yield answer.at.getTime() - ringing.at.getTime();
  }
}

/** The same as the history of calls has it. For whom nobody is free there is the announcement, which answers. */
async function historyTales(desk: Desk): Promise<Map<string, Tale>> {
  const { rows } = await desk.sql.pool.query(`
    select c.caller_number as caller, c.end_reason as reason, (c.answered_at is not null or c.end_reason = 'NOBODY_FREE') as answered,
      coalesce((select json_agg(json_build_object('number', a.number, 'outcome', a.outcome, 'pickedUp', a.answered_at is not null) order by a.position) from attempt a where a.call_id = c.id), '[]') as attempts
    from call c`);
  return new Map(
    rows.map(({ caller, reason, answered, attempts }) => [
      caller,
      {
        end: reason === 'CALLER_HUNG_UP' ? 'CALLER' : 'OURS',
        answered,
        attempts: attempts.map(({ number, outcome, pickedUp }: { number: string; outcome: string; pickedUp: boolean }) =>
          `${number} ${pickedUp || outcome === 'ANSWERED' ? 'PICKED_UP' : outcome === 'NO_ANSWER' || outcome === 'CANCELLED' ? 'CALLED_OFF' : outcome}`),
      },
    ]),
  );
}
