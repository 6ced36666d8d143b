import type WebSocket from 'ws';
import { randomOf } from '../demo/random.ts';
import { encodeCursor } from '../graphql/connection.ts';
import { median, percentile } from './figures.ts';
import { customerToken, type House } from './house.ts';
import { benchReads, HISTORY } from './reads.ts';
import { type BenchRow, row } from './row.ts';
import { ask, connect, serve } from './serving.ts';

const TIMES = 30;
const QUESTIONS = 300;
// The screens ask for this many at once.
const SEARCH = `query Search($search: String!) { calls(first: 25, filter: { search: $search }) { edges { cursor node { id state result receivedAt customer { id name }
  caller { number withheld } note { id callerName concern urgent callBackWished } needsCallBack } } pageInfo { hasNextPage endCursor } } }`;

type Read = (query: string, variables: Record<string, unknown>) => Promise<number>;

/** How long each answer to one person takes, one after the other, in ms. */
function reader(socket: WebSocket): Read {
  let id = 0;
  return async (query, variables) => {
    const start = performance.now();
    const answer = await ask(socket, `l${id++}`, query, variables);
    if (answer.includes('"errors"')) throw new Error(answer.slice(0, 500));
    return performance.now() - start;
  };
}

async function several(read: Read, query: string, variables: Record<string, unknown>): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < TIMES; n++) took.push(await read(query, variables));
  return median(took);
}

/** The kinds of what people type, each with the words that make it hardest. */
async function classesOf(house: House, customerId: string): Promise<Record<string, string>> {
  const one = async (text: string) => (await house.sql.pool.query<{ found: string }>(text)).rows[0]!.found;
  const oldest = `from call c join call_note n on n.call_id = c.id where c.customer_id = '${customerId}'`;
  const number = await one(`select c.caller_number as found ${oldest} and not c.withheld and c.contact_names is null order by c.received_at limit 1`);
  return {
    'a word of most notes': 'Rückruf',
    'a word in another form': 'Rechnungen',
    'a word of few notes': 'Mahnbescheid',
    'a word of one old note': await one(`select (regexp_match(n.concern, 'Vorgang (\\d+)'))[1] as found ${oldest} and n.concern like '%Vorgang%' order by c.received_at limit 1`),
    'a frequent surname': 'Müller',
    'a full name': await one(`select n.caller_name as found ${oldest} order by c.received_at limit 1`),
    'the beginning of a name': 'Papad',
    'the middle of a name': 'resckow',
    'a name and a word': 'Schmidt Termin',
    'a whole number': number,
    'part of a number': '0171 3920',
    'the end of a number': number.slice(-6),
    'what nobody ever said': 'Quastenflosser',
  };
}

/** What people look for: words, names and numbers of calls, the newer ones more often, some of them mistyped. */
async function questionsOf(house: House, calls: number): Promise<string[]> {
  const random = randomOf('questions');
  const places = Array.from({ length: QUESTIONS }, () => 1 + Math.floor(random.next() ** 2 * (calls - 1)));
  const { rows } = await house.sql.pool.query<{ place: number; number: string | null; name: string | null; concern: string | null }>(
    `select place, c.caller_number as number, n.caller_name as name, n.concern from unnest($1::int[]) place join call c on c.id = md5('call' || place)::uuid left join call_note n on n.call_id = c.id`, [places]);
  return rows.map(({ number, name, concern }) => {
    const words = (concern ?? '').split(/[^\p{L}]+/u).filter(word => word.length > 4);
    const surname = name?.split(' ').at(-1);
    const kind = random.next();
    if (kind < 0.3 && surname) return surname;
    if (kind < 0.4 && name) return name;
    if (kind < 0.6 && words.length) return random.pick(words);
    if (kind < 0.7 && words.length > 1) return `${random.pick(words)} ${random.pick(words)}`;
    if (kind < 0.8 && surname && words.length) return `${surname} ${random.pick(words)}`;
    if (number && kind < 0.95) return kind < 0.9 ? number : number.slice(-5);
    return `${surname ?? 'Anruf'}x`;
  });
}

/** The reads that grow with history if they are made wrongly, on years of calls. */
export async function benchLarge(house: House): Promise<BenchRow[]> {
  const { rows: [size] } = await house.sql.pool.query<{ calls: number }>('select count(*)::int as calls from call');
  const { rows: [busiest] } = await house.sql.pool.query<{ id: string; calls: number }>('select customer_id as id, count(*)::int as calls from call group by 1 order by 2 desc limit 1');
  const calls = size!.calls;
  const service = await serve('ours', house);
  const secretary = await connect(service.port, house.secretaries[0]!.token);
  const customer = await connect(service.port, await customerToken(house, busiest!.id));
  const people = [{ whose: 'all customers', read: reader(secretary), customerId: null, listed: calls }, { whose: 'one customer', read: reader(customer), customerId: busiest!.id, listed: busiest!.calls }];
  const rows: BenchRow[] = [];
  for (const { whose, read, customerId, listed } of people) {
    const { rows: [deep] } = await house.sql.pool.query<{ id: string; at: string }>(
      `select id, to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from call where $1::uuid is null or customer_id = $1::uuid
       order by received_at desc, id desc offset $2 limit 1`,
      [customerId, Math.floor(listed * 0.99)],
    );
    const after = encodeCursor(deep!.at, deep!.id);
    const first = await several(read, HISTORY, {});
    rows.push(row(`history of ${whose}, page at 99 % depth ÷ first page`, 'ms p50', await several(read, HISTORY, { after }), first, 1.3));
  }
  const classes = await classesOf(house, busiest!.id);
  for (const { whose, read } of people)
    for (const [name, search] of Object.entries(classes)) rows.push(row(`search in ${whose}: ${name}`, 'ms p50', await several(read, SEARCH, { search }), 25, 1));
  const questions = await questionsOf(house, calls);
  for (const { whose, read } of people) {
    const took: number[] = [];
    for (const search of questions) took.push(await read(SEARCH, { search }));
    rows.push(row(`search in ${whose}: ${questions.length} questions as people ask them`, 'ms p99', percentile(took, 0.99), 10, 1));
  }
  secretary.terminate();
  customer.terminate();
  await service.stop();
  return [...rows, ...(await benchReads(house))].map(one => ({ ...one, name: `${(calls / 1_000_000).toFixed(1)} million calls: ${one.name}` }));
}
