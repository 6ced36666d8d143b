import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLocalPostgres } from '../../database/local-postgres.ts';
import { cleanUp, copyOf, demoDoor, isRunning, newFolder, SECRET_KEY, Service } from './service.ts';

const WEBER = '+493023125110';
const JANA = 'jana@vorzimmer.example';
const SUPERVISOR = 'leitung@vorzimmer.example';
const PASSWORD = 'vorzimmer-demo-2026';
/** A caller of the numbers that are reserved for the media. */
const caller = (place: number) => `+4969900091${String(place).padStart(2, '0')}`;

const CLEAN = { code: 0, signal: null };
const NEWEST_CALLS = '{ calls(first: 200) { edges { node { id } } } customers(first: 200) { edges { node { customerNumber } } } desk { secretaries { name } } }';

/** A data folder with the demo, its service stopped; every test takes a copy. */
let demo: string;
/** What the service told at its first start, to its end. */
let first: Service;

beforeAll(async () => {
  demo = newFolder();
  first = await Service.start({ VORZIMMER_DATA: demo });
  expect(await first.stop('SIGTERM')).toEqual(CLEAN);
});
afterAll(cleanUp);

// Alone: whoever reads late that PostgreSQL runs, since another test is at work, asks it to stop too late.
test('stops cleanly while it starts', async () => {
  const service = new Service({ VORZIMMER_DATA: copyOf(demo) });
  await service.says(/PostgreSQL \d+ runs/);
  expect(await service.stop('SIGTERM')).toEqual(CLEAN);
  expect(service.said).not.toContain('ready');
  expect([service.troubles, isRunning(service.postgresPid)]).toEqual([[], false]);
});

test.concurrent('tells where the desk, the portal and the explorer are, and who can sign in', async () => {
  expect(first.said).toMatch(/Desk +http:\/\/127\.0\.0\.1:\d+\/desk\n +Portal +http:\/\/127\.0\.0\.1:\d+\/portal\n +API explorer +http:\/\/127\.0\.0\.1:\d+\/explorer\n/);
  const service = await Service.start({ VORZIMMER_DATA: copyOf(demo) });
  for (const page of ['desk', 'portal', 'explorer']) {
    const response = await fetch(`${service.url}/${page}`, { headers: { accept: 'text/html' } });
    expect([page, response.status, await response.text()]).toEqual([page, 200, expect.stringContaining('<script type="module"')]);
  }
  const password = /password (\S+):/.exec(first.said)?.[1] as string;
  expect(password).toBe(PASSWORD);
  const people = [...first.said.matchAll(/^ +(\S+@\S+\.example) /gm)].map(([, email]) => email as string);
  expect(people).toEqual([JANA, 'tom@vorzimmer.example', SUPERVISOR, 'weber@praxis-weber.example', 'krause@kanzlei-krause.example']);
  for (const email of people) {
    const ask = await service.signIn(email, password);
    expect(await ask('{ viewer { __typename } }')).toEqual({ viewer: { __typename: email.endsWith('@vorzimmer.example') ? 'Secretary' : 'CustomerUser' } });
  }
});

test.concurrent('stops on SIGTERM and SIGINT with nothing left running, and fills the demo only once', async () => {
  expect(first.said).toMatch(/SIGTERM: finishing what is under way …\nStopped\.\n$/);
  expect([first.troubles, isRunning(first.postgresPid)]).toEqual([[], false]);

  const folder = copyOf(demo);
  const second = await Service.start({ VORZIMMER_DATA: folder });
  expect(second.said).not.toContain('Database:');
  const before = await (await second.signIn(JANA, PASSWORD))(NEWEST_CALLS);
  expect(await second.stop('SIGINT')).toEqual(CLEAN);
  expect(second.said).toMatch(/Stopped\.\n$/);
  expect([second.troubles, isRunning(second.postgresPid)]).toEqual([[], false]);

  const third = await Service.start({ VORZIMMER_DATA: folder });
  expect(await (await third.signIn(JANA, PASSWORD))(NEWEST_CALLS)).toEqual(before);
});

test.concurrent('tells a desk that it goes, answers what is under way, and waits for nobody who never ends', async ({ onTestFinished }) => {
  const folder = copyOf(demo);
  const service = await Service.start({ VORZIMMER_DATA: folder });
  const { cookie } = await service.graphql(`mutation { signIn(email: "${JANA}", password: "${PASSWORD}") { __typename } }`);
  const closed = Promise.withResolvers<number>();
  const desk = createClient({
    url: `${service.url.replace('http', 'ws')}/graphql`,
    retryAttempts: 0,
    webSocketImpl: class extends (await import('ws')).WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol, { headers: { cookie } });
      }
    },
    on: { closed: event => closed.resolve((event as CloseEvent).code) },
  });
  onTestFinished(() => desk.terminate());
  const live = desk.iterate({ query: 'subscription { events { at ... on CallChanged { call { caller { number } } } } }' });
  const event = live.next();
  // A subscription that counts from now on hears the call however long its beginning takes.
  let heard = false;
  void event.then(() => { heard = true; }, () => {});
  for (let place = 0; !heard; place++) await service.push(demoDoor(folder), { event: 'newCall', direction: 'in', from: caller(place % 100), to: WEBER, callId: `hello-${place}` });
  const { hostname, port } = new URL(service.url);
  const endless = connect(Number(port), hostname, () => endless.write('POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{'));
  endless.on('error', () => {});
  onTestFinished(() => void endless.destroy());
  await once(endless, 'connect');
  const answers = Array.from({ length: 20 }, () => service.graphql('{ viewer { __typename } }', {}, cookie));
  await Promise.race(answers);
  const end = service.stop('SIGTERM');
  expect(await closed.promise).toBe(1001);
  expect(await end).toEqual(CLEAN);
  expect(service.troubles).toEqual([]);
  await Promise.allSettled(answers);
});

test.concurrent('stops when npm is told to: Ctrl+C in the terminal, SIGTERM from a service manager', async () => {
  const folder = copyOf(demo);
  for (const stop of [(npm: Service) => npm.interrupt(), (npm: Service) => npm.stop('SIGTERM')]) {
    const npm = await Service.npmStart({ VORZIMMER_DATA: folder });
    expect(await stop(npm)).toEqual(CLEAN);
    expect(npm.said).toMatch(/Stopped\.\n$/);
    expect(isRunning(npm.postgresPid)).toBe(false);
  }
});

test.concurrent('stops cleanly when its terminal is closed', async () => {
  const service = await Service.start({ VORZIMMER_DATA: copyOf(demo) });
  service.process.stdout?.destroy();
  service.process.stderr?.destroy();
  expect(await service.stop('SIGHUP')).toEqual(CLEAN);
  expect(isRunning(service.postgresPid)).toBe(false);
});

test.concurrent.for([
  { what: 'alone', alsoPostgres: false },
  { what: 'with its PostgreSQL', alsoPostgres: true },
])('finds everything that was acknowledged after kill -9 of the service $what', async ({ alsoPostgres }) => {
  const folder = copyOf(demo);
  const began = new Date().toISOString();
  const killed = await Service.start({ VORZIMMER_DATA: folder });
  const jana = await killed.signIn(JANA, PASSWORD);
  const supervisor = await killed.signIn(SUPERVISOR, PASSWORD);
  const { desk } = await jana<{ desk: { cursor: string; calls: { id: string }[] } }>('{ desk { cursor calls { id } } }');
  const rang: string[] = [];
  const noted = new Map<string, string>();
  let dead = false;

  const pushes = Array.from({ length: 4 }, async (_, sender) => {
    for (let n = 0; !dead && n < 12; n++) {
      const number = caller(sender * 12 + n);
      const response = await killed.push(demoDoor(folder), { event: 'newCall', direction: 'in', callId: number, from: number, to: WEBER });
      expect(response.status).toBe(200);
      rang.push(number);
    }
  });
  const notes = (async () => {
    for (let n = 0; !dead; n++) {
      const { report } = await supervisor<{ report: { id: string } }>(
        'mutation ($input: IncomingCallInput!) { report: reportIncomingCall(input: $input) { ... on Call { id } } }',
        { input: { calledNumber: WEBER, callerNumber: caller(50 + (n % 50)), externalId: `life-${n}` } });
      await jana('mutation ($callId: ID!) { takeCall(callId: $callId) { __typename } }', { callId: report.id });
      const { note } = await jana<{ note: { id: string } }>(
        'mutation ($callId: ID!, $concern: String!) { note: saveCallNote(callId: $callId, input: { concern: $concern }) { ... on CallNote { id } } }',
        { callId: report.id, concern: `Bittet um Rückruf (${n})` });
      expect(note.id).toBeTruthy();
      noted.set(report.id, `Bittet um Rückruf (${n})`);
      if (noted.size === 5) {
        // In the middle of everything: the senders are at work, too.
        dead = true;
        process.kill(killed.process.pid as number, 'SIGKILL');
        if (alsoPostgres) process.kill(killed.postgresPid, 'SIGKILL');
      }
    }
  })();
  await Promise.allSettled([...pushes, notes]);
  await killed.ended;
  expect(rang.length).toBeGreaterThan(0);
  expect(noted.size).toBe(5);

  const next = await Service.start({ VORZIMMER_DATA: folder });
  expect(next.said).toMatch(alsoPostgres ? /PostgreSQL \d+ runs/ : /PostgreSQL \d+ was still running and is taken over/);
  // A sender that got no answer sends again, and one whose answer was lost does, too.
  for (const number of rang) expect((await next.push(demoDoor(folder), { event: 'newCall', direction: 'in', callId: number, from: number, to: WEBER })).status).toBe(200);
  const again = await next.signIn(JANA, PASSWORD);
  const { calls } = await again<{ calls: { edges: { node: { id: string; state: string; caller: { number: string }; note: { concern: string } | null } }[] } }>(
    '{ calls(first: 200) { edges { node { id state caller { number } note { concern } } } } }');
  const found = calls.edges.map(({ node }) => node);
  const ringing = found.filter(({ state }) => state === 'RINGING').map(({ caller: { number } }) => number);
  for (const number of rang) expect(ringing.filter(one => one === number)).toEqual([number]);
  for (const [id, concern] of noted) expect(found.find(call => call.id === id)?.note).toEqual({ concern });
  expect(desk.cursor).toBeTruthy();
  // Who did it is known as well.
  const { customers } = await (await next.signIn(SUPERVISOR, PASSWORD))<{ customers: { edges: { node: { name: string; auditLog: { edges: { node: { act: string; actorName: string } }[] } } }[] } }>(
    'query ($from: DateTime!) { customers(first: 50) { edges { node { name auditLog(first: 50, filter: { kinds: [CHANGED], from: $from }) { edges { node { act actorName } } } } } } }', { from: began });
  const log = customers.edges.find(({ node }) => node.name === 'Praxis Dr. Weber')?.node.auditLog.edges.map(({ node }) => `${node.actorName}: ${node.act}`) ?? [];
  expect(log.filter(line => line === 'Jana Kühn: saveCallNote')).toHaveLength(5);
  expect(await next.stop()).toEqual(CLEAN);
});

test.concurrent('refuses to be the second on a data folder, and the first goes on', async () => {
  const folder = copyOf(demo);
  const one = await Service.start({ VORZIMMER_DATA: folder });
  const two = new Service({ VORZIMMER_DATA: folder });
  expect(await two.ended).toEqual({ code: 1, signal: null });
  expect(two.logged).toBe(`Vorzimmer cannot start: The data folder ${folder} is in use by another Vorzimmer (process ${one.process.pid}). Stop that one first, or choose another folder with VORZIMMER_DATA.\n`);
  expect((await one.push(demoDoor(folder), { event: 'newCall', direction: 'in', callId: 'goes-on', from: caller(1), to: WEBER })).status).toBe(200);
  expect(await (await fetch(`${one.url}/readyz`)).json()).toEqual({ status: 'ready' });
});

test.concurrent('says in one line why it cannot start, and leaves nothing running', async ({ onTestFinished }) => {
  const wrong = new Service({ PORT: 'four', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://somewhere' });
  expect(await wrong.ended).toEqual({ code: 1, signal: null });
  expect(wrong.logged).toBe('Vorzimmer cannot start. These settings are wrong:\n- PORT must be a port number, not "four"\n- DATABASE_URL must begin with postgres://\n- VORZIMMER_SECRET_KEY is missing: it must be 32 random bytes in base64, as "openssl rand -base64 32" makes them\n- LOG_LEVEL does not know "loud"\n');

  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as { port: number };
  const late = new Service({ VORZIMMER_DATA: copyOf(demo), PORT: String(port) });
  expect(await late.ended).toEqual({ code: 1, signal: null });
  expect(late.logged).toBe(`Vorzimmer cannot start: port ${port} is in use. Choose another with PORT.\n`);
  expect(isRunning(late.postgresPid)).toBe(false);

  // The same port speaks no PostgreSQL, and closes at once.
  taken.on('connection', socket => socket.destroy());
  const astray = new Service({ DATABASE_URL: `postgres://owner:hidden@127.0.0.1:${port}/vorzimmer`, VORZIMMER_SECRET_KEY: SECRET_KEY });
  expect(await astray.ended).toEqual({ code: 1, signal: null });
  expect(astray.logged).toMatch(/^Vorzimmer cannot start: the database in DATABASE_URL cannot be reached: .+\n$/);
  expect(astray.logged).not.toContain('hidden');
});

test.concurrent('keeps a demo, whose password everybody knows, from everybody', async () => {
  const open = await Service.start({ VORZIMMER_DATA: newFolder(), HOST: '0.0.0.0', VORZIMMER_SECRET_KEY: SECRET_KEY });
  await open.says(/\/set-up\?token=\S+\n/);
  expect(open.said).not.toContain('demo');
  await expect(open.signIn(JANA, PASSWORD)).rejects.toThrow('WrongCredentials');

  for (const settings of [{ HOST: '0.0.0.0' }, { PUBLIC_URL: 'https://desk.example.com' }]) {
    const shown = new Service({ VORZIMMER_DATA: copyOf(demo), VORZIMMER_SECRET_KEY: SECRET_KEY, ...settings });
    expect(await shown.ended).toEqual({ code: 1, signal: null });
    expect(shown.logged).toMatch(/^Vorzimmer cannot start: this database holds the demo, whose password everybody knows.*\n$/);
    expect(isRunning(shown.postgresPid)).toBe(false);
  }
});

test.concurrent('seals secrets with the key of the settings, starts with no other, and is brought under a new one by a command', async () => {
  const settings = { VORZIMMER_DATA: newFolder(), HOST: '0.0.0.0' };
  const [oldKey, newKey] = [SECRET_KEY, Buffer.alloc(32, 'neu').toString('base64')];
  const one = await Service.start({ ...settings, VORZIMMER_SECRET_KEY: oldKey });
  const [, token] = await one.says(/\/set-up\?token=(\S+)\n/);
  const { cookie } = await one.graphql(
    'mutation ($token: String!) { setUpFirstSupervisor(token: $token, name: "Petra Lang", email: "petra@telefonservice.example", password: "vier Pferde im Regen") { __typename } }', { token });
  await one.graphql('mutation { createTelephoneDoor(name: "Anlage", withHmac: true) { __typename } }', {}, cookie);
  expect(await one.stop()).toEqual(CLEAN);

  const wrong = new Service({ ...settings, VORZIMMER_SECRET_KEY: newKey });
  expect(await wrong.ended).toEqual({ code: 1, signal: null });
  expect(wrong.logged).toMatch(/^Vorzimmer cannot start: secrets in this database were sealed with another key \([0-9a-f]{16}\) than VORZIMMER_SECRET_KEY .*VORZIMMER_SECRET_KEY_PREVIOUS.*\n$/);

  const rotate = () => spawnSync('npm', ['run', '--silent', 'rotate-secrets'], {
    encoding: 'utf8', env: { ...process.env, DATABASE_URL: '', PUBLIC_URL: '', ...settings, VORZIMMER_SECRET_KEY: newKey, VORZIMMER_SECRET_KEY_PREVIOUS: oldKey },
  });
  const first = rotate();
  expect([first.stderr, first.stdout]).toEqual(['', expect.stringMatching(/^1 secret was brought under the key [0-9a-f]{16}\./)]);
  expect(rotate().stdout).toMatch(/^0 secrets were brought/);
  const two = await Service.start({ ...settings, VORZIMMER_SECRET_KEY: newKey });
  const petra = await two.signIn('petra@telefonservice.example', 'vier Pferde im Regen');
  const { telephoneDoors: [door] } = await petra<{ telephoneDoors: [{ id: string }] }>('{ telephoneDoors { id } }');
  expect(await petra('mutation ($id: ID!) { testTelephoneDoor(telephoneDoorId: $id, url: "http://x") { ... on TelephoneDoorTestPush { headers { name } } } }', { id: door.id }))
    .toEqual({ testTelephoneDoor: { headers: [{ name: 'X-Vorzimmer-Signature' }] } });
  expect(await two.stop()).toEqual(CLEAN);
});

test.concurrent('sets up an external PostgreSQL as the README says, without a demo, by a link that works once', async ({ onTestFinished }) => {
  const cluster = await startLocalPostgres({ dataFolder: newFolder(), binFolder: process.env['PG_BIN'] });
  onTestFinished(() => cluster.stop());
  const administrator = new Client({ host: cluster.host, user: cluster.user, database: 'postgres' });
  await administrator.connect();
  const sql = /```sql\n([^]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] as string;
  for (const statement of sql.split(';').filter(part => part.trim())) await administrator.query(statement);
  await administrator.end();
  const login = (role: string) => `postgres://${role}@/vorzimmer?host=${encodeURIComponent(cluster.host)}`;
  const asRoles = { DATABASE_APP_URL: login('vorzimmer_app'), DATABASE_CUSTOMER_URL: login('vorzimmer_customer') };
  const settings = { SMTP_URL: 'smtp://127.0.0.1:2525', MAIL_FROM: 'desk@telefonservice.example', DATABASE_URL: login('vorzimmer_owner'), ...asRoles, VORZIMMER_DATA: '/nowhere', VORZIMMER_SECRET_KEY: SECRET_KEY };
  const SET_UP = `mutation ($token: String!) {
    setUpFirstSupervisor(token: $token, name: "Petra Lang", email: "petra@telefonservice.example", password: "vier Pferde im Regen") { __typename }
  }`;
  const setUp = async (service: Service, token: string) => (await service.graphql<{ setUpFirstSupervisor: { __typename: string } }>(SET_UP, { token })).data.setUpFirstSupervisor.__typename;
  const linkOf = async (service: Service) => (await service.says(/\/set-up\?token=(\S+)\n/))[1] as string;

  const one = await Service.start(settings);
  expect(one.said).not.toContain('demo');
  const old = await linkOf(one);
  expect(await one.stop()).toEqual(CLEAN);

  const two = await Service.start(settings);
  const token = await linkOf(two);
  expect(await setUp(two, old)).toBe('SetUpLinkInvalid');
  expect(await setUp(two, token)).toBe('SignedIn');
  expect(await setUp(two, token)).toBe('SetUpLinkInvalid');
  expect(await two.stop()).toEqual(CLEAN);

  const three = await Service.start(settings);
  const petra = await three.signIn('petra@telefonservice.example', 'vier Pferde im Regen');
  expect(await petra('{ viewer { ... on Secretary { name isSupervisor } } customers { edges { cursor } } simulator { doorPath } }')).toEqual({
    viewer: { name: 'Petra Lang', isSupervisor: true }, customers: { edges: [] }, simulator: null,
  });
  expect(await three.stop()).toEqual(CLEAN);
  expect(three.said).not.toContain('set-up');
  expect([one.troubles, two.troubles, three.troubles]).toEqual([[], [], []]);

  // With the owner's connection alone it becomes its roles, and says so.
  const { DATABASE_APP_URL: _app, DATABASE_CUSTOMER_URL: _customer, ...ownerOnly } = settings;
  const four = await Service.start(ownerOnly);
  expect(four.logged).toContain('Set DATABASE_APP_URL and DATABASE_CUSTOMER_URL.');
  expect(await four.stop()).toEqual(CLEAN);

  const asOwner = new Service({ ...ownerOnly, DATABASE_URL: `${settings.DATABASE_URL}&options=-c%20role%3Dvorzimmer_owner` });
  expect(await asOwner.ended).toEqual({ code: 1, signal: null });
  expect(asOwner.logged).toMatch(/^Vorzimmer cannot start: the server would work as vorzimmer_owner instead of vorzimmer_app\..*\n$/);
});
