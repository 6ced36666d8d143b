import type { Logger } from 'pino';
import { answerResetRequests } from './accounts/reset.service.ts';
import { decideOpenCallsAnew } from './calls/deciding.ts';
import { reapSilentCalls } from './calls/reaper.ts';
import type { Ground } from './context.ts';
import { expireDesks, keepDesks, type OpenDesk } from './desk/lease.service.ts';
import type { Tail } from './events/tail.ts';
import { crossBoundaries } from './instructions/active-instruction.ts';
import { liftDue } from './restrictions/restriction.service.ts';

/** What the desk needs as time passes; what has outlived its term is the retention's. Each job is safe to run twice and in several processes at once. */
const jobs: { everySeconds: number; name: string; run(ground: Ground, desks: OpenDesk[]): Promise<unknown> }[] = [
  { everySeconds: 1, name: 'put calls of lost desks back', run: ({ sql, now }, desks) => expireDesks(sql, now(), desks) },
  { everySeconds: 1, name: 'cross the boundaries of instructions', run: ({ sql, now }) => crossBoundaries(sql, now()) },
  { everySeconds: 1, name: 'answer wishes for new passwords', run: ground => answerResetRequests(ground, ground.now()) },
  { everySeconds: 10, name: 'keep the desks of this process', run: ({ sql, now }, desks) => keepDesks(sql, desks, now()) },
  { everySeconds: 10, name: 'end silent calls', run: ({ sql, now }) => reapSilentCalls(sql, now()) },
  { everySeconds: 60, name: 'end restrictions whose end was announced', run: ground => liftDue(ground) },
];

/** Whatever can change decisions makes the open calls of its customer be decided anew; the returned function stops that and waits for what is under way. */
export function followChanges(ground: Ground, tail: Tail, log: Logger): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  const decide = (customerId: string | null) => {
    last = last
      .then(() => decideOpenCallsAnew(ground.sql, customerId, ground.now()))
      .catch((error: unknown) => log.error({ err: error }, 'open calls could not be decided anew'));
  };
  // What changed while no process ran.
  decide(null);
  const unlisten = tail.listen({
    gap: () => decide(null),
    events: batch => {
      const customers = new Set<string>();
      for (const { kind, customerId } of batch)
        if (customerId !== null && (kind === 'INSTRUCTION_CHANGED' || kind === 'CONTACT_CHANGED' || kind === 'CUSTOMER_CHANGED')) customers.add(customerId);
      for (const customerId of customers) decide(customerId);
    },
  });
  return async () => {
    unlisten();
    await last;
  };
}

/** Starts the jobs; the returned function stops them and waits for the ones that run. */
export function startHousekeeping(ground: Ground, tail: Tail, openDesks: () => OpenDesk[], log: Logger): () => Promise<void> {
  const running = new Set<Promise<void>>();
  const unfollow = followChanges(ground, tail, log);
  const timers = jobs.map(job => {
    let busy = false;
    return setInterval(() => {
      if (busy) return;
      busy = true;
      const run = job
        .run(ground, openDesks())
        .catch((error: unknown) => log.error({ err: error, job: job.name }, 'a job failed'))
        .then(() => {
          busy = false;
          running.delete(run);
        });
      running.add(run);
    }, job.everySeconds * 1000);
  });
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all([unfollow(), ...running]);
  };
}
