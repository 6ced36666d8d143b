import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchContacts, numbersToLookUp, standingOf, type MatchableContact } from './caller-match.ts';

const contact = (id: string, fields: Partial<MatchableContact> = {}): MatchableContact => ({
  id, name: `Contact ${id}`, numbers: [], isVip: false, isBlocked: false, alwaysPutThroughTo: null, createdAt: new Date('2026-01-01T00:00Z'), ...fields,
});

const found = (contacts: readonly MatchableContact[], callerNumber: string | null, identifiedContactId: string | null = null) =>
  matchContacts(contacts, callerNumber, identifiedContactId).map(({ contact: { id }, match, standing }) => `${id} ${match} ${standing}`);

describe('by number', () => {
  const schmidt = contact('schmidt', { numbers: ['+4917604069000', '+494066969100'], isVip: true });

  test.each<[string, string | null, string[]]>([
    ['the first number', '+4917604069000', ['schmidt NUMBER VIP']],
    ['another number', '+494066969100', ['schmidt NUMBER VIP']],
    ['a number that is nobody’s', '+4917604069001', []],
    ['a number that only begins like it', '+49176040690001', []],
    ['a number that is only its beginning', '+491760406900', []],
    ['no number, as of withheld callers and odd ids', null, []],
  ])('matches %s', (_, caller, expected) => {
    expect(found([schmidt, contact('nobody')], caller)).toEqual(expected);
  });

  test('gives the very contact that was given', () => {
    expect(matchContacts([schmidt], '+4917604069000', null)[0]?.contact).toBe(schmidt);
  });
});

describe('by extension', () => {
  // 030 23125-0 is the switchboard of the block 030 23125.
  const company = contact('company', { numbers: ['+4930231250'] });

  test.each<[string, string, string[]]>([
    ['the switchboard itself', '+4930231250', ['company NUMBER ORDINARY']],
    ['an extension of two digits', '+49302312512', ['company EXTENSION ORDINARY']],
    ['an extension of three digits', '+493023125123', ['company EXTENSION ORDINARY']],
    ['an extension of three digits that begins with 0', '+493023125001', ['company EXTENSION ORDINARY']],
    ['an extension of four digits', '+4930231251234', ['company EXTENSION ORDINARY']],
  ])('matches %s', (_, caller, expected) => {
    expect(found([company], caller)).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['one digit: the next number of the same length is as likely a stranger’s', '+4930231250', '+4930231255'],
    ['five digits', '+4930231250', '+49302312512345'],
    ['another stem', '+4930231250', '+494066969123'],
    ['a number that does not end in 0', '+4930231251', '+493023125123'],
    ['an extension stored, the switchboard calling', '+493023125123', '+4930231250'],
    ['one extension stored, another calling', '+493023125120', '+493023125123'],
    ['the neighbour of a round number', '+494066969100', '+494066969101'],
    ['a mobile that ends in 0', '+4917604069000', '+49176040690012'],
    ['mobile neighbours', '+491713920000', '+491713920001'],
    ['a stem too short to be one company’s', '+4930230', '+49302312'],
    ['a country in which all numbers have one length', '+44207946000', '+442079460123'],
  ])('does not match %s', (_, stored, caller) => {
    expect(found([contact('stranger', { numbers: [stored] })], caller)).toEqual([]);
  });

  test('never takes one number reserved for media for the switchboard of another', () => {
    const number = fc.constantFrom('+493023125', '+496990009', '+494066969', '+492214710', '+498999998').chain((block) => fc.integer({ min: 0, max: 999 }).map((last) => block + String(last).padStart(3, '0')));
    fc.assert(fc.property(number, number, (stored, caller) => {
      fc.pre(stored !== caller);
      expect(found([contact('stranger', { numbers: [stored] })], caller)).toEqual([]);
    }));
  });
});

describe('what decides', () => {
  const numbers = ['+4917604069000'];

  test.each<[string, Partial<MatchableContact>, string]>([
    ['nothing', {}, 'ORDINARY'],
    ['VIP', { isVip: true }, 'VIP'],
    ['an own rule', { alwaysPutThroughTo: '+491713920001' }, 'ALWAYS_PUT_THROUGH'],
    ['an own rule before VIP', { alwaysPutThroughTo: '+491713920001', isVip: true }, 'ALWAYS_PUT_THROUGH'],
    ['blocked', { isBlocked: true }, 'BLOCKED'],
    ['blocked before VIP', { isBlocked: true, isVip: true }, 'BLOCKED'],
    ['blocked before an own rule', { isBlocked: true, isVip: true, alwaysPutThroughTo: '+491713920001' }, 'BLOCKED'],
  ])('of one contact: %s', (_, fields, standing) => {
    expect(found([contact('a', { numbers, ...fields })], '+4917604069000')).toEqual([`a NUMBER ${standing}`]);
    expect(standingOf(contact('a', fields))).toBe(standing);
  });

  test('among several contacts with one number is the strongest standing', () => {
    const several = [
      contact('ordinary', { numbers }), contact('vip', { numbers, isVip: true }), contact('own rule', { numbers, alwaysPutThroughTo: '+491713920001' }), contact('blocked', { numbers, isBlocked: true }),
    ];
    expect(found(several, '+4917604069000')).toEqual(['blocked NUMBER BLOCKED', 'own rule NUMBER ALWAYS_PUT_THROUGH', 'vip NUMBER VIP', 'ordinary NUMBER ORDINARY']);
  });

  test('among equals is the full number before the extension, then the older contact, then the lower id', () => {
    const equals = [
      contact('company', { numbers: ['+4930231250'], createdAt: new Date('2025-01-01T00:00Z') }),
      contact('c', { numbers: ['+493023125123'] }),
      contact('b', { numbers: ['+493023125123'] }),
      contact('older', { numbers: ['+493023125123'], createdAt: new Date('2025-06-01T00:00Z') }),
    ];
    expect(found(equals, '+493023125123')).toEqual(['older NUMBER ORDINARY', 'b NUMBER ORDINARY', 'c NUMBER ORDINARY', 'company EXTENSION ORDINARY']);
  });

  test('is a VIP company before the ordinary person calling from it', () => {
    const people = [contact('person', { numbers: ['+493023125123'] }), contact('company', { numbers: ['+4930231250'], isVip: true })];
    expect(found(people, '+493023125123')).toEqual(['company EXTENSION VIP', 'person NUMBER ORDINARY']);
  });

  test('a contact with both the number and its switchboard is matched once, by the number', () => {
    expect(found([contact('a', { numbers: ['+4930231250', '+493023125123'] })], '+493023125123')).toEqual(['a NUMBER ORDINARY']);
  });
});

describe('identified by the secretary', () => {
  const vip = contact('vip', { numbers: ['+4917604069000'], isVip: true });
  const blocked = contact('blocked', { numbers: ['+491713920001'], isBlocked: true });

  test.each<[string, string | null, string, string[]]>([
    ['on a withheld number', null, 'vip', ['vip IDENTIFIED VIP']],
    ['on a new number', '+494066969001', 'vip', ['vip IDENTIFIED VIP']],
    ['on the number of somebody else, who then has no say', '+491713920001', 'vip', ['vip IDENTIFIED VIP']],
    ['on the own number', '+4917604069000', 'vip', ['vip IDENTIFIED VIP']],
    ['as a blocked contact', null, 'blocked', ['blocked IDENTIFIED BLOCKED']],
    ['as a contact deleted since, where the number counts again', '+4917604069000', 'gone', ['vip NUMBER VIP']],
    ['as a contact deleted since, on a withheld number', null, 'gone', []],
  ])('%s', (_, caller, identified, expected) => {
    expect(found([vip, blocked], caller, identified)).toEqual(expected);
  });
});

describe('numbersToLookUp', () => {
  test.each([
    ['+493023125123', ['+493023125123', '+49302312510', '+4930231250', '+493023120']],
    ['+4917604069000', ['+4917604069000']],
    ['+442079460123', ['+442079460123']],
  ])('of %s', (caller, expected) => {
    expect(numbersToLookUp(caller)).toEqual(expected);
  });

  test('leaves out no contact that matches', () => {
    const number = fc.tuple(fc.constantFrom('+493023125', '+49176040690', '+492214710'), fc.stringMatching(/^\d{0,4}0?$/)).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.array(fc.array(number, { maxLength: 3 }), { maxLength: 5 }), number, (books, caller) => {
      const contacts = books.map((numbers, index) => contact(String(index), { numbers }));
      const lookedUp = contacts.filter(({ numbers }) => numbers.some((each) => numbersToLookUp(caller).includes(each)));
      expect(found(lookedUp, caller)).toEqual(found(contacts, caller));
    }), { numRuns: 500 });
  });
});

test('the order of contacts and of their numbers has no say', () => {
  const fields = fc.record({
    numbers: fc.subarray(['+4930231250', '+493023125123', '+4917604069000']),
    isVip: fc.boolean(),
    isBlocked: fc.boolean(),
    alwaysPutThroughTo: fc.constantFrom(null, '+491713920001'),
    createdAt: fc.constantFrom(new Date('2025-01-01T00:00Z'), new Date('2026-01-01T00:00Z')),
  });
  const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
  const cases = fc.array(fields, { maxLength: 6 }).map((list) => list.map((each, index) => contact(String(index), each))).chain((contacts) => fc.tuple(
    fc.constant(contacts),
    fc.tuple(...contacts.map((each) => shuffled(each.numbers).map((numbers) => ({ ...each, numbers })))).chain(shuffled),
  ));
  fc.assert(fc.property(cases, fc.constantFrom('+493023125123', '+4917604069000', null), fc.constantFrom(null, '0', '3', 'gone'), ([contacts, mixed], caller, identified) => {
    expect(found(mixed, caller, identified)).toEqual(found(contacts, caller, identified));
  }), { numRuns: 500 });
});
