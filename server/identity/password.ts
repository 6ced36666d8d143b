import { hash, verify } from '@node-rs/argon2';
import { TooManyRequests } from '../errors.ts';

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What stands in place of a hash where nobody knows a password yet; nothing fits it. */
export const NO_PASSWORD = '-';

const TEMPORARY_DAYS = 14;

/** Until when a password can be used that is good for choosing another one alone. */
export const temporaryPasswordEnd = (now: Date): Date => new Date(now.getTime() + TEMPORARY_DAYS * 86_400_000);

// A flood of passwords takes neither all cores nor the memory: the others wait, and who would wait for seconds is sent away.
const AT_ONCE = 2;
const WAITING = 60;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running++;
  else if (waiting.length < WAITING) await new Promise<void>(resolve => waiting.push(resolve));
  else throw new TooManyRequests('Too many passwords at once. Try again in a moment.');
  try {
    return await work();
  } finally {
    // The place passes on to the next without becoming free in between.
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

// The same characters may come from another keyboard in another composition.
const normalised = (password: string) => password.normalize('NFC');

/** The argon2id hash to store for a password. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(normalised(password), COST));

let nobodys: Promise<string> | undefined;

/** Whether the password fits; takes the same time for an account that does not exist (`stored` null) or has none yet. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hash(crypto.randomUUID(), COST);
  const isReal = stored !== null && stored.startsWith('$argon2');
  const compared = isReal ? stored : await nobodys;
  const fits = await inTurn(() => verify(compared, normalised(password)));
  return fits && isReal;
}
