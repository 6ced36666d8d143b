import { type EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pino, { type Logger } from 'pino';
import { makeApp } from './app.ts';
import { Trail } from './audit/trail.ts';
import type { Ground } from './context.ts';
import { LocalPostgresError } from './database/local-errors.ts';
import { startLocalPostgres } from './database/local-postgres.ts';
import { DatabaseUnusable, ensureDatabase, migrate, openDatabase, openMaintenance } from './database/open.ts';
import { DEMO_OPERATOR } from './demo/customers.ts';
import { demoAllowed, holdsDemo, openDemo } from './demo/demo.ts';
import { type Env, readEnv } from './env.ts';
import { startTail } from './events/tail.ts';
import { startHousekeeping } from './housekeeping.ts';
import { offerFirstSetUp } from './identity/identity.service.ts';
import { openLog } from './log.ts';
import type { DatabaseAddress } from './orm.ts';
import { smtpCarrier } from './mail/carrier.ts';
import { startPost } from './mail/post.ts';
import { Outgoing } from './network/outgoing.ts';
import { startNotifier } from './notifications/notifier.ts';
import { startRetention } from './retention/jobs.ts';
import { makeSchema } from './schema.ts';
import { openSecrets } from './secrets/open-secrets.ts';
import { requireKeys, sealWhatIsClear } from './secrets/sealed-columns.ts';
import { phonesOf, startTelephony } from './telephony/house.ts';
import { startWebhooks } from './webhooks/start.ts';

const say = (line = '') => process.stdout.write(`${line}\n`);

/** What runs, in the order in which it was started. */
type Running = (() => Promise<unknown>)[];

async function start(env: Env, log: Logger, running: Running, stop: AbortSignal): Promise<void> {
  const local = env.databaseUrl === null ? await startLocalPostgres({ dataFolder: env.dataFolder, log: say, binFolder: env.pgBin }) : null;
  if (local) running.push(() => local.stop());
  stop.throwIfAborted();
  const address: DatabaseAddress = local ? { host: local.host, user: local.user, database: 'vorzimmer' } : { url: env.databaseUrl as string, appUrl: env.databaseAppUrl, customerUrl: env.databaseCustomerUrl };
  if ('host' in address) await ensureDatabase(address);
  const migrated = await migrate(address);
  if (migrated.length) say(`Database: ${migrated.join(', ')}.`);
  const database = await openDatabase(address, error => log.warn({ err: error }, 'a database connection was lost'));
  running.push(() => database.close());
  if ('url' in address && !address.appUrl) log.warn('The service connects as the owner of the database and becomes its own roles: whatever smuggles SQL in could become the owner again. Set DATABASE_APP_URL and DATABASE_CUSTOMER_URL.');
  stop.throwIfAborted();
  const secrets = await openSecrets(env);
  const audit = new Trail({ sql: database.sql, log });
  running.push(() => audit.stop());
  const outgoing = new Outgoing(env.outgoingAllow);
  running.push(async () => outgoing.close());
  const ground: Ground = { orm: database.orm, sql: database.sql, walls: database.walls, audit, now: () => new Date(), log, secrets, outgoing, site: { url: addressOf(env, env.port), isOutboxOpen: false }, demoDoorSecret: null, phones: phonesOf(env.asteriskUrl, { stunUrls: env.stunUrls, turn: env.turn }) };

  if (!demoAllowed(env) && (await holdsDemo(ground.sql)))
    throw new DatabaseUnusable('this database holds the demo, whose password everybody knows, and the settings let others reach it. Choose another with VORZIMMER_DATA or DATABASE_URL.');
  await requireKeys(ground.sql, secrets);
  await sealWhatIsClear(ground.sql, secrets);
  const demo = demoAllowed(env) ? await openDemo(ground, env.dataFolder, env) : null;
  if (demo) {
    ground.demoDoorSecret = demo.doorSecret;
    ground.site.isOutboxOpen = env.smtpUrl === null;
  }
  stop.throwIfAborted();

  const tail = await startTail({ connection: database.connection, log });
  running.push(() => tail.stop());
  const schema = await makeSchema();
  const app = await makeApp({ ground, schema, tail, connection: database.connection, publicUrl: env.publicUrl, webFolder: findWebFolder(), log, operator: demo && env.operator.name === null ? DEMO_OPERATOR : env.operator });
  running.push(() => app.fastify.close());
  running.push(startHousekeeping(ground, tail, app.holders, log));
  running.push(startWebhooks(ground, schema, tail, log));
  running.push(startPost({ sql: ground.sql, secrets, now: ground.now, log, siteUrl: () => ground.site.url, carrier: env.smtpUrl && smtpCarrier(env.smtpUrl, env.mailFrom) }));
  if (!env.smtpUrl && !demo) log.warn('SMTP_URL is not set: no mail is sent, so nobody can have a forgotten password replaced');
  running.push(startNotifier({ sql: ground.sql, secrets, outgoing: ground.outgoing, now: ground.now, log, contact: env.mailFrom.address }, tail));
  const maintenance = openMaintenance(address, error => log.warn({ err: error }, 'a database connection was lost'));
  running.push(() => maintenance.close());
  running.push(await startRetention(database.sql.pool, { sql: database.sql, secrets, maintenance }, ground.now, log));
  const conductor = startTelephony({ ground, tail, connection: database.connection, asteriskUrl: env.asteriskUrl, cloud: app.cloud, log });
  running.push(() => conductor.stop());
  await app.fastify.listen({ port: env.port, host: env.host });

  const bound = app.fastify.server.address();
  const url = addressOf(env, typeof bound === 'object' && bound ? bound.port : env.port);
  ground.site.url = url;
  say();
  say('Vorzimmer is ready.');
  say(`  Desk          ${url}/desk`);
  say(`  Portal        ${url}/portal`);
  say(`  API explorer  ${url}/explorer`);
  if (demo) for (const line of demo.welcome(url)) say(line);
  const setUp = demo ? null : await offerFirstSetUp(ground.sql, ground.now());
  if (setUp) {
    say();
    say('Nobody can sign in yet. Set up the first supervisor within a day, with this link, which works once:');
    say(`  ${url}/set-up?token=${setUp}`);
  }
  say();
}

/** The built web pages: beside the built server, and in dist when the sources run. */
function findWebFolder(): string | null {
  const here = path.dirname(fileURLToPath(import.meta.url));
  return [path.join(here, '../web'), path.join(here, '../dist/web')].find(folder => existsSync(path.join(folder, 'index.html')) && !existsSync(path.join(folder, 'main.tsx'))) ?? null;
}

function addressOf({ publicUrl, host }: Env, port: number): string {
  if (publicUrl) return publicUrl.replace(/\/$/, '');
  // Listening everywhere is not a place to go to.
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** What to tell who has started it; undefined for a fault of ours, of which the log tells all. */
function reasonOf(error: unknown, env: Env): string | undefined {
  if (error instanceof LocalPostgresError || error instanceof DatabaseUnusable) return error.message;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return undefined;
  return code === 'EADDRINUSE' ? `port ${env.port} is in use. Choose another with PORT.` : `it cannot listen on ${env.host}, port ${env.port} (${code}). Choose others with HOST and PORT.`;
}

function readEnvOrExit(): Env {
  try {
    return readEnv();
  } catch (error) {
    process.stderr.write(`Vorzimmer cannot start. ${(error as Error).message}\n`);
    process.exit(1);
  }
}

const env = readEnvOrExit();
const logged = pino.destination(2);
const log = openLog(env.logLevel, logged);
// Who reads along may go, as a terminal does that is closed: that must not end the service before it has stopped PostgreSQL.
for (const stream of [process.stdout, process.stderr, logged] as EventEmitter[]) stream.on('error', () => {});
const running: Running = [];
const stop = new AbortController();
// From the first moment on: PostgreSQL runs by itself and would be left behind. Npm passes on what the terminal has sent
// already, so all but the first change nothing.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(signal));

let exitCode = 0;
try {
  await start(env, log, running, stop.signal);
  if (!stop.signal.aborted) await once(stop.signal, 'abort');
} catch (error) {
  if (!stop.signal.aborted || error !== stop.signal.reason) {
    exitCode = 1;
    const reason = reasonOf(error, env);
    if (reason === undefined) log.fatal({ err: error }, 'Vorzimmer cannot start');
    else process.stderr.write(`Vorzimmer cannot start: ${reason}\n`);
  }
}
if (stop.signal.aborted) say(`${stop.signal.reason as string}: finishing what is under way …`);
for (const close of running.reverse()) {
  try {
    await close();
  } catch (error) {
    exitCode = 1;
    log.error({ err: error }, 'something could not be stopped');
  }
}
if (stop.signal.aborted) say('Stopped.');
process.exit(exitCode);
