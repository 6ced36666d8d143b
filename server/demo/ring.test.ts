import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openKnownDoor } from '../telephony/door.service.ts';
import { openGenericDoor } from '../telephony/generic/generic.door.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { keepDoorSecret } from './door-secret.ts';
import { berlin, isReserved } from './reserved-numbers.ts';
import { readRingArguments, UNKNOWN_MOBILE } from './ring-arguments.ts';
import { ring } from './ring-command.ts';

const WEBER = '+493023125110';

describe('the arguments of npm run ring', () => {
  const problem = (...argv: string[]) => (readRingArguments(argv) as { problem: string }).problem;

  test('name a line by its number as people write it', () => {
    for (const to of ['030 23125110', '+49 30 23125-110', '0049 30 23125110']) expect(readRingArguments(['--to', to])).toMatchObject({ to: { number: WEBER, name: 'Praxis Dr. Weber (Berlin)' } });
  });

  test('name a customer by a part of the name, and a line of theirs by its label', () => {
    expect(readRingArguments(['--to', 'weber'])).toMatchObject({ to: { number: WEBER } });
    expect(readRingArguments(['--to', 'Autohaus Lindner'])).toMatchObject({ to: { name: 'Autohaus Lindner (Verkauf)' } });
    expect(readRingArguments(['--to', 'lindner werkstatt'])).toMatchObject({ to: { name: 'Autohaus Lindner (Werkstatt)' } });
  });

  test('can name a number that is nobody’s line', () => {
    expect(readRingArguments(['--to', '030 23125999'])).toMatchObject({ to: { number: berlin(999), name: berlin(999) } });
  });

  test('without more let one unknown mobile call once, until Ctrl+C', () => {
    expect(readRingArguments(['--to', 'krause'])).toEqual({
      to: { number: '+494066969110', name: 'Kanzlei Krause (Kanzlei)' }, from: UNKNOWN_MOBILE, count: 1, everySeconds: 2, answerAfterSeconds: null, hangUpAfterSeconds: null,
      url: 'http://127.0.0.1:4000', door: null,
    });
    expect(isReserved(UNKNOWN_MOBILE)).toBe(true);
  });

  test('say who calls', () => {
    expect(readRingArguments(['--to', 'weber', '--from', '0171 3920001'])).toMatchObject({ from: '+491713920001' });
    expect(readRingArguments(['--to', 'weber', '--from', 'withheld'])).toMatchObject({ from: null });
  });

  test('are refused with a sentence that says what to write instead', () => {
    expect(problem()).toBe("--to is missing: the number of a line, or a part of a customer's name.");
    expect(problem('--to', 'praxis')).toBe('--to "praxis" is part of several names: Praxis Dr. Weber, Zahnarztpraxis Novak, Kleintierpraxis Sander.');
    expect(problem('--to', 'Bäckerei Holm')).toMatch(/^--to "Bäckerei Holm" is neither a telephone number nor part of a name\. Customers of the demo: Praxis Dr\. Weber, /);
    expect(problem('--to', ' ')).toContain('--to is empty');
    expect(problem('--to', 'weber', '--from', 'Anna')).toBe('--from must be a telephone number or "withheld", not "Anna".');
    expect(problem('--to', 'weber', '--count', '0')).toBe('--count must be a number from 1 to 1000, not "0".');
    expect(problem('--to', 'weber', '--count', '1.5')).toBe('--count must be a whole number.');
    expect(problem('--to', 'weber', '--every', 'often')).toBe('--every must be a number from 0 to 3600, not "often".');
    expect(problem('--to', 'weber', '--hang-up-after', '')).toContain('--hang-up-after must be a number');
    expect(problem('--to', 'weber', '--answer-after', '9', '--hang-up-after', '5')).toBe('--answer-after must be before --hang-up-after.');
    expect(problem('--to', 'weber', '--url', 'localhost')).toContain('--url must be an address');
    expect(problem('--to', 'weber', '--door', 'secret')).toContain('--door must be a path');
    expect(problem('--to', 'weber', '--loud')).toContain("Unknown option '--loud'");
    expect(problem('weber')).toContain("Unexpected argument 'weber'");
  });
});

describe('npm run ring', () => {
  let desk: Desk;
  let app: FastifyInstance;
  let folder: string;
  let url: string;

  beforeAll(async () => {
    desk = await openDesk();
    folder = await mkdtemp(path.join(tmpdir(), 'vorzimmer-ring-'));
    await openKnownDoor(desk.sql, 'Leitungssimulator', await keepDoorSecret(folder), desk.now());
    await desk.line(await desk.customer(), { number: WEBER });
    app = Fastify() as unknown as FastifyInstance;
    await openGenericDoor(app, { ground: desk.ground, publicUrl: null });
    await app.listen({ port: 0, host: '127.0.0.1' });
    url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await app.close();
    await desk.close();
    await rm(folder, { recursive: true });
  });

  const calls = async () => (await desk.sql.pool.query('select caller_number, withheld, state, result, end_reason, answered_at is not null as answered from call order by received_at, id')).rows;

  /** Runs the command; `onSay` sees each line as it is said. */
  async function run(argv: string[], onSay: (line: string, stop: AbortController) => void = () => {}, dataFolder = folder) {
    await desk.sql.pool.query('delete from call');
    const stop = new AbortController();
    const said: string[] = [];
    const complaints: string[] = [];
    const say = (line: string) => {
      said.push(line);
      onSay(line, stop);
    };
    const code = await ring([...argv, '--url', url], { dataFolder: () => dataFolder, say, complain: line => complaints.push(line), stop: stop.signal });
    return { code, said, complaints: complaints.join('\n') };
  }

  test('lets a call ring until Ctrl+C, which hangs up', async () => {
    let ringing: Promise<unknown[]> | undefined;
    const { code, said } = await run(['--to', 'weber', '--from', '0171 3920001'], (line, stop) => {
      if (line.includes('rings')) ringing = calls().finally(() => stop.abort());
    });
    expect(await ringing).toMatchObject([{ caller_number: '+491713920001', withheld: false, state: 'RINGING' }]);
    expect(code).toBe(0);
    expect(said).toEqual(['The call rings: +491713920001 → Praxis Dr. Weber (Berlin). Ctrl+C hangs up.', 'The call was hung up.']);
    expect(await calls()).toMatchObject([{ state: 'ENDED', result: 'ABANDONED', end_reason: 'CALLER_HUNG_UP' }]);
  });

  test('lets several callers with withheld numbers call one after the other, each answered and hung up', async () => {
    const { code, said } = await run(['--to', 'weber', '--from', 'withheld', '--count', '12', '--every', '0.01', '--answer-after', '0.01', '--hang-up-after', '0.03']);
    expect(code).toBe(0);
    expect(said.filter(line => line.endsWith('rings: number withheld → Praxis Dr. Weber (Berlin).'))).toHaveLength(12);
    const rung = await calls();
    expect(rung).toHaveLength(12);
    for (const call of rung) expect(call).toMatchObject({ caller_number: null, withheld: true, state: 'ENDED', answered: true, end_reason: 'CALLER_HUNG_UP' });
  });

  test('says what is wrong with the arguments and ends with 2', async () => {
    const { code, complaints } = await run(['--to', 'nobody']);
    expect(code).toBe(2);
    expect(complaints).toContain('--help');
  });

  test('helps', async () => {
    const { code, said } = await run(['--help']);
    expect(code).toBe(0);
    for (const option of ['--to', '--from', '--count', '--every', '--answer-after', '--hang-up-after', '--url', '--door']) expect(said.join()).toContain(option);
  });

  test('says that no demo has run on the folder', async () => {
    const { code, complaints } = await run(['--to', 'weber'], undefined, path.join(folder, 'empty'));
    expect(code).toBe(1);
    expect(complaints).toContain('There is no demo in');
  });

  test('says once what the service refused, and stops the other calls', async () => {
    const { code, complaints, said } = await run(['--to', 'weber', '--door', '/telephony/generic/wrong', '--count', '5', '--every', '3600']);
    expect(code).toBe(1);
    expect(complaints).toBe('The service refused the push with 404: {"error":"There is no such door."}');
    expect(said).toEqual([]);
  });

  test('says when nothing listens at the address', async () => {
    const complaints: string[] = [];
    const gone = Fastify();
    await gone.listen({ port: 0, host: '127.0.0.1' });
    const address = `http://127.0.0.1:${(gone.server.address() as AddressInfo).port}`;
    await gone.close();
    const code = await ring(['--to', 'weber', '--url', address], { dataFolder: () => folder, say: () => {}, complain: line => complaints.push(line), stop: new AbortController().signal });
    expect(code).toBe(1);
    expect(complaints).toEqual([`${address} cannot be reached (ECONNREFUSED). Is Vorzimmer running there? Another address is named by --url.`]);
  });
});
