import { expect, test } from 'vitest';
import { callActs } from './test/call-acts.ts';
import { freshDatabase } from './test/database.ts';
import { openDesk } from './test/desk.ts';
import { collectingLogger } from './test/logged.ts';
import { openServer } from './test/server.ts';

test('of a refused row the log keeps the rule and not the values', async () => {
  const { sql, close } = await freshDatabase();
  const { log, lines } = collectingLogger();
  const add = () => sql.pool.query("insert into set_up_link (token_hash, created_at, expires_at) values ('Frau Schmidt ruft an'::bytea, now(), now())");
  await add();
  await add().catch((error: unknown) => log.error({ err: error }, 'an operation failed'));
  expect(lines()[0]).toContain('set_up_link_pkey');
  expect(lines().join()).not.toContain(Buffer.from('Frau Schmidt').toString('hex'));
  await close();
});

test('keeps nothing of what people say, who they are and where they are, at its finest level, whatever goes wrong', async () => {
  const { log, lines } = collectingLogger();
  const desk = await openDesk(undefined, log);
  const server = await openServer(desk);
  const jana = await desk.secretary({ name: 'Jana Kühn' });
  const customerId = await desk.customer({ name: 'Praxis Dr. Geheim' });
  const { number } = await desk.line(customerId);
  const cookie = await server.cookieOf(jana);
  const said = 'Frau Schmidt fragt nach ihrem Befund';

  await server.post(null, 'mutation { signIn(email: "geheim@praxis-weber.example", password: "ein geheimes Kennwort") { __typename } }');
  await server.post(null, 'mutation { requestPasswordReset(email: "geheim@praxis-weber.example") { __typename } }');
  const { id } = await desk.call(number, { callerNumber: '+491713920077' });
  await callActs(desk).take(jana, id);
  const socket = await server.connect(jana);
  await socket.ask(`mutation { saveNoteDraft(callId: "${id}", input: { concern: "${said}" }) { __typename } }`);
  // Refused by the parser, by the schema, by the database, by the door, and a fault of ours.
  await server.post(cookie, `{ call(id: "${said}") { `);
  await server.post(cookie, `{ call(id: "${said}") { id } }`);
  await server.post(cookie, `query ($id: ID!) { call(id: $id) { id } }`, { id: `${said}\0` });
  await server.fastify.inject({ method: 'POST', url: `/telephony/generic/geheimes-wort`, payload: { said }, headers: { 'x-forwarded-for': '203.0.113.7', 'user-agent': 'Geheim/1.0' } });
  await server.fastify.inject({ method: 'POST', url: '/graphql', payload: `{"query": "${said}`, headers: { 'content-type': 'application/json', cookie } });
  await server.fastify.inject({ method: 'GET', url: `/voice-messages/${id}.wav?${encodeURIComponent(said)}`, headers: { cookie } });
  await desk.sql.pool.query(`update call set decision = '{"title": "${said}"}' where id = $1`, [id]);
  const { errors } = await server.post(cookie, `{ call(id: "${id}") { decision { greeting } } }`);
  expect(errors?.[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
  await server.close();
  await desk.close();

  const all = lines().join('');
  expect(all).toContain('an operation failed');
  for (const one of ['geheim', 'Geheim', 'Schmidt', 'Befund', '1713920077', 'Jana', cookie.split('=')[1]!, number, '203.0.113', 'remoteAddress', 'Kennwort']) expect(all, one).not.toContain(one);
});
