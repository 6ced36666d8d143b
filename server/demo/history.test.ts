import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { decide } from '../calls/decision.ts';
import { DEMO_CONCERNS } from './concerns.ts';
import { DEMO_CONTACTS } from './contacts.ts';
import { historyOf } from './history.ts';
import { placeCustomers } from './people.ts';

const NOW = '2026-06-16T13:20:00Z';

describe('what the demo tells', () => {
  test('lets callers be put through and messages be taken at every hour around Christmas, with numbers for all situations', () => {
    const start = new Date('2026-12-21T00:30:00Z');
    const customers = placeCustomers(start);
    for (let hour = 0; hour < 8 * 24; hour++) {
      const at = new Date(start.getTime() + hour * 3_600_000);
      const decisions = customers.flatMap(customer => [null, customer.contacts[0]?.numbers[0] as string].map(callerNumber => decide({
        customer: customer.told, instructions: customer.instructions, contacts: customer.contacts, callerNumber, withheld: callerNumber === null, identifiedContactId: null, at,
      })));
      expect(decisions.some(({ kind }) => kind === 'TAKE_MESSAGE'), at.toISOString()).toBe(true);
      expect(decisions.some(({ plan }) => new Set(plan.map(({ situation }) => situation)).size === 3), at.toISOString()).toBe(true);
    }
  });

  test('puts Anna Schmidt through to Dr. Weber, who is in the README', () => {
    const weber = placeCustomers(new Date(NOW)).find(({ told }) => told.key === 'weber')!;
    const decision = decide({ customer: weber.told, instructions: weber.instructions, contacts: weber.contacts, callerNumber: '+491713920001', withheld: false, identifiedContactId: null, at: new Date(NOW) });
    expect(decision.kind).toBe('PUT_THROUGH');
    expect(decision.reasons[0]).toMatchObject({ kind: 'ByContact', name: 'Anna Schmidt', standing: 'VIP' });
  });

  test('has at least sixty concerns, and words for every partner who can call', () => {
    const all = Object.values(DEMO_CONCERNS).flatMap(({ clients, partners }) => [...clients, ...Object.values(partners).flat()]);
    expect(new Set(all.map(({ text }) => text)).size).toBeGreaterThanOrEqual(60);
    for (const [key, book] of Object.entries(DEMO_CONTACTS))
      for (const { name, partner } of book) if (partner) expect(DEMO_CONCERNS[key]?.partners[name], `${key}: ${name}`).toBeDefined();
  });

  test.each(['2026-03-29T00:20:00Z', '2026-10-25T03:30:00Z', '2026-12-31T23:12:00Z'])('has a few calls of today also at %s', moment => {
    const now = new Date(moment);
    const { calls } = historyOf(placeCustomers(now), ['a', 'b', 'c'], 'door:x', now);
    const midnight = DateTime.fromJSDate(now, { zone: 'Europe/Berlin' }).startOf('day').toJSDate();
    const today = calls.filter(call => (call['received_at'] as Date) >= midnight);
    expect(today.length).toBeGreaterThan(1);
    expect(calls.length).toBeGreaterThan(1500);
  });

  test('is the same each time for the same moment', () => {
    const now = new Date(NOW);
    const fill = () => JSON.stringify(historyOf(placeCustomers(now), ['a', 'b', 'c'], 'door:x', now));
    expect(fill() === fill()).toBe(true);
  });
});
