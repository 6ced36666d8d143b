import type { Ground } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { type Env, isOnlyHere, readEnv } from '../env.ts';
import { hashPassword } from '../identity/password.ts';
import { doorBehind, openKnownDoor } from '../telephony/door.service.ts';
import { DEMO_CUSTOMERS, DEMO_PASSWORD, DEMO_SECRETARIES } from './customers.ts';
import { keepDoorSecret } from './door-secret.ts';
import { fillDemo } from './fill.ts';
import { DEFAULT_URL } from './ring-arguments.ts';

/** The demo as it stands in this database. */
export interface Demo {
  /** The secret of the door through which the line simulator calls. */
  doorSecret: string;
  /** What to tell who has started it: who can sign in, and how to let a call ring. `url` is where the service is. */
  welcome(url: string): string[];
}

type Settings = Pick<Env, 'databaseUrl' | 'host'> & Partial<Pick<Env, 'publicUrl'>>;

/** Passwords that everybody knows are for a database and a server that only this computer reaches. */
export const demoAllowed = isOnlyHere;

const LOCK = statement('demo-lock', 'select pg_advisory_xact_lock(8672664939)');
const IS_EMPTY = statement<{ empty: boolean }>('demo-is-empty', 'select not exists (select from secretary) and not exists (select from customer) as empty');
// Nobody real has an address under .example, so these accounts come from the demo alone.
const IS_DEMO = statement<{ demo: boolean }>('demo-is-there', `select exists (select from account where email like '%@vorzimmer.example') as demo`);

/** Whether the demo's accounts are in this database. */
export const holdsDemo = async (sql: Sql): Promise<boolean> => (await sql.one(IS_DEMO))?.demo === true;

const DOOR_NAME = 'Leitungssimulator';

/**
 * Opens the demo: fills the database when nobody is in it yet, and leaves it alone otherwise. Null when the database holds
 * something else than the demo. Refuses to work for an external database or a server that others reach.
 */
export async function openDemo(ground: Ground, dataFolder: string, settings: Settings = readEnv()): Promise<Demo | null> {
  if (!demoAllowed(settings)) throw new Error('The demo is only for the embedded database and a server on this computer.');
  const { sql, now } = ground;
  const doorSecret = await keepDoorSecret(dataFolder);
  const isDemo = await sql.transaction(async sql => {
    // Two processes on one data folder: the second waits here and finds the demo there.
    await sql.query(LOCK);
    const isEmpty = (await sql.one(IS_EMPTY))?.empty === true;
    if (!isEmpty && !(await holdsDemo(sql))) return false;
    await openKnownDoor(sql, DOOR_NAME, doorSecret, now());
    if (!isEmpty) return true;
    const door = await doorBehind({ sql, secrets: ground.secrets }, doorSecret);
    await fillDemo(sql, { now: now(), passwordHash: await hashPassword(DEMO_PASSWORD), reporter: `door:${door?.id}`, secrets: ground.secrets });
    return true;
  });
  return isDemo ? { doorSecret, welcome } : null;
}

function welcome(url: string): string[] {
  const customers = DEMO_CUSTOMERS.filter(({ key }) => key === 'weber' || key === 'krause');
  const people = [
    ...DEMO_SECRETARIES.map(({ name, email, isSupervisor }) => [email, `${isSupervisor ? 'supervisor' : 'secretary'} ${name}`]),
    ...customers.flatMap(({ name, users }) => users.map(user => [user.email, `customer ${user.name}, ${name}`])),
  ] as [string, string][];
  const width = Math.max(...people.map(([email]) => email.length));
  return [
    '',
    `This is a demo. Everybody signs in with the password ${DEMO_PASSWORD}:`,
    ...people.map(([email, who]) => `  ${email.padEnd(width)}  ${who}`),
    'To let a call ring:',
    `  npm run ring -- --to "Praxis Dr. Weber" --from "0171 3920001"${url === DEFAULT_URL ? '' : ` --url ${url}`}`,
    `  or sign in as a secretary and open ${url}/ring`,
  ];
}
