import { clearMail, type PostGround, sendDueMail } from './sending.ts';

/** Sends what is due, again and again, and clears what is old; the returned function stops that and waits for what is under way. Without a carrier it only clears. */
export function startPost({ carrier, ...ground }: Omit<PostGround, 'carrier'> & { carrier: PostGround['carrier'] | null }, everyMs = 1000): () => Promise<void> {
  const { sql, now, log } = ground;
  const again = (ms: number, name: string, work: () => Promise<unknown>) => {
    let running: Promise<unknown> | undefined;
    const timer = setInterval(() => {
      running ??= work().catch((error: unknown) => log.error({ err: error, job: name }, 'a job failed')).finally(() => { running = undefined; });
    }, ms);
    return async () => {
      clearInterval(timer);
      await running;
    };
  };
  const stops = [again(600_000, 'clear mail', () => clearMail(sql, now(), log))];
  if (carrier) stops.push(again(everyMs, 'send mail', () => sendDueMail({ ...ground, carrier })));
  return async () => {
    await Promise.all(stops.map(stop => stop()));
    carrier?.close();
  };
}
