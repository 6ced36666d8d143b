import { median } from './figures.ts';
import type { House } from './house.ts';
import { type BenchRow, row } from './row.ts';
import { connect, serve } from './serving.ts';
import { SESSION_COOKIE } from '../identity/session.ts';

const DESKS = 1_000;
const CALLS = 40;

/** What the desk subscribes to, as far as every desk shows it of a call. */
const EVENTS = `subscription Desk($after: String) { events(after: $after) { __typename cursor at ... on CallChanged { callId call {
  id state onHold result receivedAt takenAt customer { id name customerNumber } line { id number label }
  caller { number rawNumber withheld isVip contacts { id name company isVip } }
  takenBy { id name } decision { kind greeting message reasons { __typename message } plan { id number label situation ringSeconds } next { id } }
  attempts { id startedAt outcome } note { id concern } } } } }`;
const REPORT = 'mutation($input: IncomingCallInput!) { reportIncomingCall(input: $input) { __typename ... on Call { id } } }';

async function reportToLast(kind: 'ours' | 'standard', house: House): Promise<{ last: number; answered: number }> {
  const service = await serve(kind, house);
  let told = 0;
  let all = () => {};
  const sockets = [];
  for (let n = 0; n < DESKS; n += 50)
    sockets.push(...(await Promise.all(Array.from({ length: 50 }, (_, i) => connect(service.port, house.secretaries[(n + i) % house.secretaries.length]!.token)))));
  for (const socket of sockets) {
    socket.on('message', data => {
      if (String(data).includes('"RINGING"') && ++told % DESKS === 0) all();
    });
    socket.send(JSON.stringify({ id: 'events', type: 'subscribe', payload: { query: EVENTS } }));
  }
  const report = (externalId: string) =>
    fetch(`http://127.0.0.1:${service.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `${SESSION_COOKIE}=${house.supervisor.token}` },
      body: JSON.stringify({ query: REPORT, variables: { input: { calledNumber: house.lines[1], callerNumber: '+491713920011', externalId } } }),
    }).then(response => response.text());
  const last: number[] = [];
  const answered: number[] = [];
  for (let n = 0; n < CALLS; n++) {
    const heard = new Promise<void>(resolve => {
      all = resolve;
    });
    const start = performance.now();
    const answer = report(`${kind}-${n}-${crypto.randomUUID()}`).then(text => {
      if (!text.includes('"Call"')) throw new Error(text);
      answered.push(performance.now() - start);
    });
    await Promise.all([answer, heard]);
    last.push(performance.now() - start);
    await house.sql.pool.query("update call set state = 'ENDED', ended_at = now(), end_reason = 'SILENT' where state <> 'ENDED'");
  }
  for (const socket of sockets) socket.terminate();
  await service.stop();
  return { last: median(last.slice(5)), answered: median(answered.slice(5)) };
}

/** From the report of a call by HTTP to the last of 1,000 desks, against Apollo with graphql-ws as usual. */
export async function benchLastDesk(house: House): Promise<BenchRow[]> {
  const ours = await reportToLast('ours', house);
  const standard = await reportToLast('standard', house);
  return [
    row('report → last of 1,000 desks ÷ Apollo + standard graphql-ws', 'ms p50', ours.last, standard.last, 0.25),
    row('report → its answer, with 1,000 desks ÷ Apollo + standard graphql-ws', 'ms p50', ours.answered, standard.answered, 0.5),
  ];
}
