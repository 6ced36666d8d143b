import type { Tail } from '../events/tail.ts';
import { collect } from './collecting.ts';
import { type NotifierGround, sendDueEmails, sendDuePushes } from './sending.ts';

/** Collects what people are to be told of and sends what is due, once. */
export async function notify(ground: NotifierGround): Promise<void> {
  await collect(ground);
  await Promise.all([sendDuePushes(ground), sendDueEmails(ground)]);
}

/** Tells people as things happen and as time passes; the returned function stops that and waits for what is under way. */
export function startNotifier(ground: NotifierGround, tail: Tail, everyMs = 1000): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  let isOver = false;
  const wake = (): void => {
    if (isOver) return;
    if (running) {
      again = true;
      return;
    }
    running = notify(ground)
      .catch((error: unknown) => ground.log.error({ err: error, job: 'notifications' }, 'a job failed'))
      .finally(() => {
        running = undefined;
        if (again) {
          again = false;
          wake();
        }
      });
  };
  const timer = setInterval(wake, everyMs);
  const unlisten = tail.listen({
    gap: wake,
    events: batch => {
      if (batch.some(({ kind }) => kind === 'CALL_CHANGED' || kind === 'MESSAGES_CHANGED')) wake();
    },
  });
  return async () => {
    isOver = true;
    clearInterval(timer);
    unlisten();
    await running;
  };
}
