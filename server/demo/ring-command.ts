import { setTimeout as wait } from 'node:timers/promises';
import { doorPath } from '../telephony/door.service.ts';
import { genericPush, type SimulatedEvent } from '../telephony/simulator.ts';
import { readDoorSecret } from './door-secret.ts';
import { readRingArguments, RING_HELP, type RingOptions } from './ring-arguments.ts';

/** What the command works with besides its arguments. */
export interface RingGround {
  /** The service's data folder, asked for only when the door is not named. */
  dataFolder(): string;
  say(line: string): void;
  complain(line: string): void;
  /** Aborted by Ctrl+C: what still rings is hung up. */
  stop: AbortSignal;
}

/** How long the service may take to answer a push. */
const PATIENCE_MS = 10_000;

/** Why a push did not arrive, in words for who rings. */
class PushFailed extends Error {}

/** Runs `npm run ring`. Returns the exit code: 0 when all went well, 1 when the service could not be reached or refused, 2 for wrong arguments. */
export async function ring(argv: readonly string[], ground: RingGround): Promise<number> {
  const options = readRingArguments(argv);
  if (options === 'HELP') {
    ground.say(RING_HELP);
    return 0;
  }
  if ('problem' in options) {
    ground.complain(`${options.problem}\nSee npm run ring -- --help.`);
    return 2;
  }
  const door = await findDoor(options, ground);
  if (door === null) return 1;
  const push = pusher(`${options.url}${door}`);
  const failed = new AbortController();
  // One call that cannot get through ends the others: they would fail alike.
  const stop = AbortSignal.any([ground.stop, failed.signal]);
  const calls = Array.from({ length: options.count }, async (_, place) => {
    try {
      await call(place, options, { ...ground, stop }, push);
    } catch (error) {
      if (!(error instanceof PushFailed)) throw error;
      if (!failed.signal.aborted) ground.complain(error.message);
      failed.abort();
    }
  });
  await Promise.all(calls);
  return failed.signal.aborted ? 1 : 0;
}

async function findDoor({ door }: RingOptions, { dataFolder, complain }: RingGround): Promise<string | null> {
  if (door !== null) return door;
  const folder = dataFolder();
  const secret = await readDoorSecret(folder);
  if (secret !== null) return doorPath(secret);
  complain(`There is no demo in ${folder}: start it with npm start, name its folder by VORZIMMER_DATA, or another door by --door.`);
  return null;
}

type Push = (event: SimulatedEvent) => Promise<void>;

/** One call from its first ring to its end. */
async function call(place: number, options: RingOptions, { say, stop }: RingGround, push: Push): Promise<void> {
  const { to, from, count, everySeconds, answerAfterSeconds, hangUpAfterSeconds } = options;
  const externalId = crypto.randomUUID();
  const which = count > 1 ? `Call ${place + 1}` : 'The call';
  if (!(await pause(place * everySeconds, stop))) return;
  await push({ kind: 'INCOMING', externalId, calledNumber: to.number, callerNumber: from, at: null });
  say(`${which} rings: ${from ?? 'number withheld'} → ${to.name}.${hangUpAfterSeconds === null ? ' Ctrl+C hangs up.' : ''}`);
  let isAnswered = false;
  if (answerAfterSeconds !== null && (await pause(answerAfterSeconds, stop))) {
    await push({ kind: 'ANSWERED', externalId });
    isAnswered = true;
    say(`${which} was answered.`);
  }
  await pause(hangUpAfterSeconds === null ? null : hangUpAfterSeconds - (isAnswered ? (answerAfterSeconds as number) : 0), stop);
  await push({ kind: 'ENDED', externalId, cause: isAnswered ? 'normalClearing' : 'cancel' });
  say(`${which} was hung up.`);
}

/** Waits so long, or for ever when null; false when it was stopped before. */
async function pause(seconds: number | null, stop: AbortSignal): Promise<boolean> {
  if (stop.aborted) return false;
  try {
    // Node's longest timer is 24.8 days; whoever lets it ring longer meant it.
    await wait(seconds === null ? 2 ** 31 - 1 : seconds * 1000, undefined, { signal: stop });
    return true;
  } catch (error) {
    if (stop.aborted) return false;
    throw error;
  }
}

/** Sends pushes as a form, as telephone systems do. */
function pusher(address: string): Push {
  return async event => {
    let response: Response;
    try {
      response = await fetch(address, { method: 'POST', body: new URLSearchParams(genericPush(event)), redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch (error) {
      const { name, cause } = error as Error & { cause?: { code?: string } };
      throw new PushFailed(`${new URL(address).origin} cannot be reached (${name === 'TimeoutError' ? `no answer in ${PATIENCE_MS / 1000} s` : (cause?.code ?? (error as Error).message)}). Is Vorzimmer running there? Another address is named by --url.`);
    }
    if (response.ok) return;
    const refusal = await response.text();
    throw new PushFailed(`The service refused the push with ${response.status}: ${refusal.slice(0, 300)}`);
  };
}
