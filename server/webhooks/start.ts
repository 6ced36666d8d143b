import type { GraphQLSchema } from 'graphql';
import type { Ground } from '../context.ts';
import type { Log, Tail } from '../events/tail.ts';
import { Courier, handOut } from './courier.ts';

/** Sends events to where customers want them, as they happen; the returned function stops that and waits for what is under way. */
export function startWebhooks(ground: Ground, schema: GraphQLSchema, tail: Pick<Tail, 'listen'>, log: Log, everyMs = 1000): () => Promise<void> {
  const courier = new Courier(ground, schema, log);
  let running: Promise<void> | undefined;
  let again = false;
  const work = async () => {
    do {
      again = false;
      while (await handOut(ground.sql, ground.now()));
      await courier.send();
    } while (again);
  };
  const wake = () => {
    again = true;
    running ??= work().catch((error: unknown) => log.error({ err: error }, 'webhooks cannot be sent')).finally(() => { running = undefined; });
  };
  const unlisten = tail.listen({ events: wake, gap: wake });
  // What is to be tried again, what other processes have left behind, and what happened while none ran.
  const timer = setInterval(wake, everyMs);
  return async () => {
    unlisten();
    clearInterval(timer);
    await running;
    await courier.stop();
  };
}
