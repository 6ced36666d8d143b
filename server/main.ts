import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { makeApp } from './app.ts';
import type { Ground } from './context.ts';
import { startLocalPostgres } from './database/local-postgres.ts';
import { ensureDatabase, migrate, openDatabase } from './database/open.ts';
import { openDemo, type Demo } from './demo/demo.ts';
import { readEnv } from './env.ts';
import { startTail } from './events/tail.ts';
import { startHousekeeping } from './housekeeping.ts';
import { offerFirstSetUp } from './identity/identity.service.ts';
import type { DatabaseAddress } from './orm.ts';
import { makeSchema } from './schema.ts';

const say = (line = '') => process.stdout.write(`${line}\n`);
const env = readEnv();
const log = pino({ level: env.logLevel, base: null, redact: ['req', 'res'] }, pino.destination(2));

const isLoopback = ['127.0.0.1', '::1', 'localhost'].includes(env.host);
const local = env.databaseUrl === null ? await startLocalPostgres({ dataFolder: env.dataFolder, log: say, ...(env.pgBin && { binFolder: env.pgBin }) }) : null;
const address: DatabaseAddress = local ? { host: local.host, user: local.user, database: 'vorzimmer' } : { url: env.databaseUrl as string };
if ('host' in address) await ensureDatabase(address);
const migrated = await migrate(address);
if (migrated.length) say(`Database: ${migrated.join(', ')}.`);
const database = await openDatabase(address, error => log.warn({ err: error }, 'a database connection was lost'));
const ground: Ground = { orm: database.orm, sql: database.sql, now: () => new Date(), log, demoDoorSecret: null };

let demo: Demo | null = null;
if (local && isLoopback) demo = await openDemo(ground, env.dataFolder);
if (demo) ground.demoDoorSecret = demo.doorSecret;

const tail = await startTail({ connection: database.connection, log });
const here = path.dirname(fileURLToPath(import.meta.url));
const webFolder = [path.join(here, '../web'), path.join(here, '../dist/web')].find(folder => existsSync(path.join(folder, 'index.html')) && !existsSync(path.join(folder, 'main.tsx'))) ?? null;
const app = await makeApp({ ground, schema: await makeSchema(), tail, publicUrl: env.publicUrl, webFolder, log });
const stopHousekeeping = startHousekeeping(ground, tail, app.holders, log);
await app.fastify.listen({ port: env.port, host: env.host });

const listening = app.fastify.server.address();
const port = typeof listening === 'object' && listening ? listening.port : env.port;
const url = env.publicUrl?.replace(/\/$/, '') ?? `http://${env.host.includes(':') ? `[${env.host}]` : env.host}:${port}`;
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

let stopping = false;
const stop = async (signal: string) => {
  if (stopping) return;
  stopping = true;
  say(`${signal}: finishing what is under way …`);
  await stopHousekeeping();
  await app.fastify.close();
  await tail.stop();
  await database.close();
  await local?.stop();
  say('Stopped.');
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
