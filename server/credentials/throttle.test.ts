import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, openDesk } from '../test/desk.ts';
import { expire, expiryOf } from '../retention/expiry.ts';
import { countAttempt, type Counter, forgetAttempts, giveBack, householdOf } from './throttle.ts';

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(() => desk.close());

const fresh = (...limits: Counter['limits']): Counter[] => [{ name: 'test', of: crypto.randomUUID(), limits }];
const count = (counters: Counter[]) => countAttempt(desk.sql, counters, desk.now());

describe('a counter', () => {
  test('lets so many attempts through, and those after the time is over', async () => {
    const counters = fresh({ attempts: 3, seconds: 60 });
    expect([await count(counters), await count(counters), await count(counters)]).toEqual([null, null, null]);
    desk.pass(20);
    expect(await count(counters)).toBe(40);
    desk.pass(39);
    expect(await count(counters)).toBe(1);
    desk.pass(1);
    expect(await count(counters)).toBeNull();
  });

  test('lets exactly so many through of a hundred at once', async () => {
    const counters = fresh({ attempts: 5, seconds: 60 });
    const results = await Promise.all(Array.from({ length: 100 }, () => count(counters)));
    expect(results.filter(wait => wait === null)).toHaveLength(5);
  });

  test('does not count what was refused, so that hammering makes nobody wait longer', async () => {
    const counters = fresh({ attempts: 2, seconds: 60 }, { attempts: 4, seconds: 86_400 });
    for (let attempt = 0; attempt < 50; attempt++) await count(counters);
    desk.pass(60);
    expect([await count(counters), await count(counters)]).toEqual([null, null]);
    desk.pass(60);
    expect(await count(counters)).toBe(86_400 - 120);
  });

  test('takes attempts back, and begins anew', async () => {
    const counters = fresh({ attempts: 1, seconds: 60 });
    expect(await count(counters)).toBeNull();
    await giveBack(desk.sql, counters);
    expect(await count(counters)).toBeNull();
    expect(await count(counters)).toBe(60);
    await forgetAttempts(desk.sql, counters);
    expect(await count(counters)).toBeNull();
  });

  test('holds nothing that says whom it is about, and is gone when it is over', async () => {
    const counters: Counter[] = [{ name: 'test', of: 'weber@praxis-weber.example', limits: [{ attempts: 1, seconds: 60 }] }];
    await count(counters);
    const keys = async () => (await desk.sql.pool.query<{ key: string }>('select key from attempt_counter')).rows.map(({ key }) => key);
    expect((await keys()).filter(key => key.startsWith('test:60:'))).toContainEqual(expect.stringMatching(/^test:60:[0-9a-f]{16}$/));
    expect((await keys()).join()).not.toContain('weber');
    desk.pass(86_400 * 2);
    await expire({ sql: desk.sql, secrets: desk.ground.secrets, maintenance: desk.sql }, expiryOf('attempt_counter'), desk.now());
    expect(await keys()).toEqual([]);
  });
});

test.each([
  ['203.0.113.7', '203.0.113.7'], ['::ffff:203.0.113.7', '203.0.113.7'], ['2001:db8:12:34:aaaa::1', '2001:db8:12:34'], ['2001:0DB8:0012:0034::7', '2001:db8:12:34'],
  ['2001:db8::1', '2001:db8:0:0'], ['::1', '0:0:0:0'], ['fe80::1%eth0', 'fe80:0:0:0'], ['', ''],
])('%s counts for %s', (address, network) => {
  expect(householdOf(address)).toBe(network);
});
