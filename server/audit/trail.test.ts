import { Client } from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql } from '../database/sql.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { collectingLogger } from '../test/logged.ts';
import type { AuditEntry } from './audit-entry.ts';
import { openMaintenance } from '../database/open.ts';
import { eraseCustomer } from '../retention/erasure.ts';
import { expire, expiryOf } from '../retention/expiry.ts';
import { Trail } from './trail.ts';
import { deviceOf, coarseNetworkOf } from './whence.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const look = (over: Partial<AuditEntry> = {}): AuditEntry => ({
  at: desk.now(), actor: { kind: 'SYSTEM', id: null }, customerId: null, act: 'expireData', kind: 'SAW', subjectIds: [], address: null, device: null, reason: null, times: 1, fields: [], ...over,
});
const entriesOf = async (customerId: string) => (await desk.sql.pool.query('select act, times from audit_entry where customer_id = $1 order by at, id', [customerId])).rows;

describe('the trail of a process', () => {
  it('writes what was seen within a second, and at the end', async () => {
    const customerId = crypto.randomUUID();
    const trail = new Trail({ sql: desk.sql, log: desk.ground.log, flushMs: 20 });
    trail.saw(look({ customerId }));
    await expect.poll(() => entriesOf(customerId)).toHaveLength(1);
    trail.saw(look({ customerId, act: 'eraseContract' }));
    await trail.stop();
    expect(await entriesOf(customerId)).toHaveLength(2);
  });

  it('keeps what the database refuses, says so aloud, and writes it once the database is there again', async () => {
    const { log, entries: lines } = collectingLogger();
    const customerId = crypto.randomUUID();
    let isThere = false;
    const sql = openSql(desk.connection, () => {});
    const trail = new Trail({
      log, flushMs: null,
      sql: { ...sql, query: (statement, values) => (isThere ? sql.query(statement, values) : sql.query({ name: 'audit-nowhere', text: 'select from nowhere' }, [])) },
    });
    trail.saw(look({ customerId }));
    await trail.write([look({ customerId, kind: 'CHANGED' })]);
    await trail.flush();
    expect(await entriesOf(customerId)).toEqual([]);
    expect(lines().filter(({ msg }) => msg === 'the audit log could not be written; it is tried again').map(({ entries }) => entries)).toEqual([1, 2]);
    isThere = true;
    trail.saw(look({ customerId }));
    await trail.stop();
    expect(await entriesOf(customerId)).toHaveLength(2);
    await sql.close();
  });

  it('holds no more than so many while the database refuses, and says how many are lost', async () => {
    const { log, entries: lines } = collectingLogger();
    const trail = new Trail({ log, flushMs: null, mostWaiting: 2, sql: desk.sql });
    for (let n = 0; n < 4; n++) trail.saw(look({ customerId: crypto.randomUUID() }));
    expect(lines()).toMatchObject([{ level: pino.levels.values['fatal'], lost: 1 }]);
    await trail.stop();
  });
});

describe('the log in the database', () => {
  it('takes entries from the application’s role, which can neither change nor delete one', async () => {
    const customerId = crypto.randomUUID();
    await desk.ground.audit.write([look({ customerId })]);
    for (const attempt of [
      `update audit_entry set reason = 'another'`, 'delete from audit_entry', 'truncate audit_entry', 'drop table audit_entry', 'alter table audit_entry add column mood text',
    ])
      await expect(desk.sql.pool.query(attempt), attempt).rejects.toMatchObject({ code: '42501' });
    expect(await entriesOf(customerId)).toHaveLength(1);
  });

  it('loses what is past its term, and what is about customers who are gone, to the role that may delete it', async () => {
    const [old, young, gone] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()] as const;
    const before = new Date('2025-06-15T09:00:00Z');
    const maintenance = openMaintenance(desk.address, error => expect.unreachable(error.message));
    const house = { sql: desk.sql, secrets: desk.ground.secrets, maintenance };
    await desk.ground.audit.write([
      look({ customerId: old, at: new Date(before.getTime() - 1) }), look({ customerId: young, at: before }), look({ customerId: gone }), look({ customerId: gone }),
    ]);
    for (const count of [1, 0]) expect(await expire(house, expiryOf('audit_entry'), desk.now())).toEqual({ audit_entry: count });
    expect(await eraseCustomer(house, gone, 'CUSTOMER_WISHED', desk.now())).toEqual({ audit_entry: 2 });
    expect([await entriesOf(old), await entriesOf(gone)]).toEqual([[], []]);
    expect(await entriesOf(young)).toHaveLength(1);
    await maintenance.close();
  });

  it('lets the maintenance role do that and nothing else', async () => {
    const owner = new Client(desk.address as object);
    await owner.connect();
    await owner.query('set role vorzimmer_maintenance');
    for (const attempt of ['select from customer', `update audit_entry set reason = 'another'`, `insert into audit_entry select * from audit_entry`, 'truncate audit_entry'])
      await expect(owner.query(attempt), attempt).rejects.toMatchObject({ code: '42501' });
    await owner.end();
  });
});

describe('where something came from', () => {
  it('is told by the network and not by the whole address', () => {
    expect(['203.0.113.77', '::ffff:203.0.113.77', '2001:db8:12:34::1', '::1', 'fe80::1%eth0', '2001:db8::', 'somewhere', ''].map(coarseNetworkOf)).toEqual([
      '203.0.113.0/24', '203.0.113.0/24', '2001:db8:12::/48', '0:0:0::/48', 'fe80:0:0::/48', '2001:db8:0::/48', null, null,
    ]);
  });

  it('is told by browser and system', () => {
    expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox, Linux');
    expect([deviceOf(null), deviceOf('curl')]).toEqual([null, null]);
  });
});
