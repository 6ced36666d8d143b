import { hash, verify } from '@node-rs/argon2';

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The argon2id hash to store for a password. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

let nobodys: Promise<string> | undefined;

/** Whether the password fits; takes the same time for an account that does not exist (`stored` null). */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID());
  const fits = await verify(stored ?? (await nobodys), password);
  return fits && stored !== null;
}

/** NIST SP 800-63B-4: at least 15 characters where the password is the only factor; at most what we are willing to hash. */
export const PASSWORD_LENGTH = { least: 15, most: 256 };
