import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MatchableContact } from '../contacts/caller-match.ts';
import { nextBoundary } from '../instructions/schedule.ts';
import { parseCallerNumber } from '../numbers/phone-number.ts';
import { decide, nextNumber, sameDecision, type DecidableInstruction, type Decision, type DecisionInput, type PlannedNumber } from './decision.ts';

const CUSTOMER: DecisionInput['customer'] = { name: 'Praxis Dr. Weber', language: 'DE', timeZone: 'Europe/Berlin', federalState: 'BE' };
const AT = new Date('2026-11-23T10:00+01:00');

const planned = (id: string, fields: Partial<PlannedNumber> = {}): PlannedNumber => ({ id, number: `+4917604069${id.padStart(3, '0')}`, label: null, situation: 'FIRST', ringSeconds: 20, ...fields });

const MOBILE = planned('001', { label: 'Mobil Dr. Weber' });
const LABORATORY = planned('002', { label: 'Labor', situation: 'ON_NO_ANSWER', ringSeconds: 30 });

const instruction = (fields: Partial<DecidableInstruction> = {}): DecidableInstruction => ({
  id: 'office', title: 'Sprechstunde', validFrom: new Date('2026-01-01T00:00Z'), validUntil: null, weeklyHours: [], exceptPublicHolidays: false, createdAt: new Date('2026-01-01T00:00Z'),
  greeting: 'Praxis Dr. Weber, {{secretary}}, guten Tag.', putThrough: 'ALL', message: 'Dr. Weber ruft zurück.', remarks: 'Rezepte nur montags.', transfer: 'ANNOUNCED', forwardingNumbers: [MOBILE, LABORATORY], ...fields,
});

const contact = (id: string, fields: Partial<MatchableContact> = {}): MatchableContact => ({
  id, name: `Contact ${id}`, numbers: ['+491713920001'], isVip: false, isBlocked: false, alwaysPutThroughTo: null, createdAt: new Date('2026-01-01T00:00Z'), ...fields,
});

const KNOWN = { callerNumber: '+491713920001', withheld: false };
const STRANGER = { callerNumber: '+491713920099', withheld: false };
const WITHHELD = { callerNumber: null, withheld: true };
const ODD = { callerNumber: null, withheld: false };

const decideFor = (fields: Partial<DecisionInput> = {}) => decide({ customer: CUSTOMER, instructions: [], contacts: [], ...STRANGER, identifiedContactId: null, at: AT, ...fields });

/** The decision in one line: what is done, along which numbers, and why. */
const told = ({ kind, plan, reasons }: Decision) => {
  const why = reasons.map((reason) => {
    switch (reason.kind) {
      case 'ByInstruction': return reason.title;
      case 'ByRule': return reason.rule;
      case 'ByContact': return `${reason.contactId} ${reason.match} ${reason.standing}`;
      default: return reason.kind;
    }
  });
  return `${kind === 'PUT_THROUGH' ? `put through to ${plan.map(({ number }) => number.slice(-3)).join(', ')}` : 'take a message'} (${why.join('; ')})`;
};

describe('whom to put through', () => {
  const all = instruction({ title: 'All' });
  const vip = instruction({ title: 'Vip', putThrough: 'VIP' });
  const none = instruction({ title: 'None', putThrough: 'NONE', forwardingNumbers: [] });
  const ordinary = contact('ordinary');
  const important = contact('important', { isVip: true });
  const blocked = contact('blocked', { isBlocked: true });
  const ownRule = contact('own', { alwaysPutThroughTo: '+493023125777' });
  const company = contact('company', { numbers: ['+4930231250'], isVip: true });
  const EXTENSION = { callerNumber: '+493023125123', withheld: false };

  test.each<[string, Partial<DecisionInput>, string]>([
    ['ALL: a stranger', { instructions: [all] }, 'put through to 001, 002 (ALL; All)'],
    ['ALL: a contact, who then does not matter', { instructions: [all], contacts: [important], ...KNOWN }, 'put through to 001, 002 (ALL; All)'],
    ['ALL: a withheld number', { instructions: [all], ...WITHHELD }, 'put through to 001, 002 (ALL; All)'],
    ['ALL: an odd caller id', { instructions: [all], ...ODD }, 'put through to 001, 002 (ALL; All)'],
    ['ALL: a blocked contact', { instructions: [all], contacts: [blocked], ...KNOWN }, 'take a message (blocked NUMBER BLOCKED; All)'],
    ['ALL: a contact with an own rule', { instructions: [all], contacts: [ownRule], ...KNOWN }, 'put through to 777 (own NUMBER ALWAYS_PUT_THROUGH; All)'],
    ['VIP: a VIP', { instructions: [vip], contacts: [important], ...KNOWN }, 'put through to 001, 002 (important NUMBER VIP; VIP; Vip)'],
    ['VIP: an ordinary contact', { instructions: [vip], contacts: [ordinary], ...KNOWN }, 'take a message (ordinary NUMBER ORDINARY; VIP; Vip)'],
    ['VIP: a stranger', { instructions: [vip], contacts: [important], ...STRANGER }, 'take a message (VIP; Vip)'],
    ['VIP: a withheld number', { instructions: [vip], contacts: [important], ...WITHHELD }, 'take a message (ByWithheldNumber; VIP; Vip)'],
    ['VIP: an odd caller id', { instructions: [vip], contacts: [important], ...ODD }, 'take a message (VIP; Vip)'],
    ['VIP: a number that came although it is withheld', { instructions: [vip], contacts: [important], ...KNOWN, withheld: true }, 'take a message (ByWithheldNumber; VIP; Vip)'],
    ['VIP: an extension of a VIP’s switchboard', { instructions: [vip], contacts: [company], ...EXTENSION }, 'put through to 001, 002 (company EXTENSION VIP; VIP; Vip)'],
    ['VIP: a VIP on a withheld number, identified', { instructions: [vip], contacts: [important], ...WITHHELD, identifiedContactId: 'important' }, 'put through to 001, 002 (important IDENTIFIED VIP; VIP; Vip)'],
    ['VIP: a VIP on a new number, identified', { instructions: [vip], contacts: [important], identifiedContactId: 'important' }, 'put through to 001, 002 (important IDENTIFIED VIP; VIP; Vip)'],
    ['VIP: somebody else on a VIP’s number, identified', { instructions: [vip], contacts: [important, contact('assistant', { numbers: [] })], ...KNOWN, identifiedContactId: 'assistant' }, 'take a message (assistant IDENTIFIED ORDINARY; VIP; Vip)'],
    ['VIP: a VIP and an ordinary contact with one number', { instructions: [vip], contacts: [ordinary, important], ...KNOWN }, 'put through to 001, 002 (important NUMBER VIP; VIP; Vip)'],
    ['VIP: a VIP and a blocked contact with one number', { instructions: [vip], contacts: [important, blocked], ...KNOWN }, 'take a message (blocked NUMBER BLOCKED; Vip)'],
    ['VIP: a VIP and an own rule with one number', { instructions: [vip], contacts: [important, ownRule], ...KNOWN }, 'put through to 777 (own NUMBER ALWAYS_PUT_THROUGH; Vip)'],
    ['VIP: a blocked contact who is a VIP', { instructions: [vip], contacts: [contact('both', { isBlocked: true, isVip: true })], ...KNOWN }, 'take a message (both NUMBER BLOCKED; Vip)'],
    ['VIP: a blocked contact on a withheld number, identified', { instructions: [vip], contacts: [blocked], ...WITHHELD, identifiedContactId: 'blocked' }, 'take a message (blocked IDENTIFIED BLOCKED; Vip)'],
    ['VIP: an own rule on a withheld number, identified', { instructions: [vip], contacts: [ownRule], ...WITHHELD, identifiedContactId: 'own' }, 'put through to 777 (own IDENTIFIED ALWAYS_PUT_THROUGH; Vip)'],
    ['NONE: a stranger', { instructions: [none] }, 'take a message (NONE; None)'],
    ['NONE: a VIP', { instructions: [none], contacts: [important], ...KNOWN }, 'take a message (NONE; None)'],
    ['NONE: a withheld number', { instructions: [none], ...WITHHELD }, 'take a message (NONE; None)'],
    ['NONE: numbers of the instruction are left aside', { instructions: [{ ...none, forwardingNumbers: [MOBILE] }] }, 'take a message (NONE; None)'],
    ['NONE: an own rule', { instructions: [none], contacts: [ownRule], ...KNOWN }, 'put through to 777 (own NUMBER ALWAYS_PUT_THROUGH; None)'],
    ['NONE: identified, which changes nothing but is shown', { instructions: [none], contacts: [important], ...WITHHELD, identifiedContactId: 'important' }, 'take a message (important IDENTIFIED VIP; NONE; None)'],
    ['no instruction: a stranger', {}, 'take a message (ByDefault)'],
    ['no instruction: a VIP', { contacts: [important], ...KNOWN }, 'take a message (ByDefault)'],
    ['no instruction: a withheld number', WITHHELD, 'take a message (ByDefault)'],
    ['no instruction: an own rule', { contacts: [ownRule], ...KNOWN }, 'put through to 777 (own NUMBER ALWAYS_PUT_THROUGH; ByDefault)'],
    ['no instruction: a blocked contact', { contacts: [blocked], ...KNOWN }, 'take a message (blocked NUMBER BLOCKED; ByDefault)'],
    ['identified as a contact deleted since', { instructions: [vip], contacts: [important], ...WITHHELD, identifiedContactId: 'gone' }, 'take a message (ByWithheldNumber; VIP; Vip)'],
  ])('%s', (_, input, expected) => {
    expect(told(decideFor(input))).toBe(expected);
  });

  test.each<[string, string | null, string]>([
    ['as written by a person', '0171/3920001', 'put through to 001, 002 (important NUMBER VIP; VIP; Vip)'],
    ['with the 0 in brackets', '+49 (0)171 3920001', 'put through to 001, 002 (important NUMBER VIP; VIP; Vip)'],
    ['with 0049', '0049 171 3920001', 'put through to 001, 002 (important NUMBER VIP; VIP; Vip)'],
    ['withheld', 'anonymous', 'take a message (ByWithheldNumber; VIP; Vip)'],
    ['missing', null, 'take a message (ByWithheldNumber; VIP; Vip)'],
    ['internal', '12', 'take a message (VIP; Vip)'],
    ['alphanumeric', 'Zentrale', 'take a message (VIP; Vip)'],
  ])('a caller reported %s', (_, raw, expected) => {
    const { number, withheld } = parseCallerNumber(raw);
    expect(told(decideFor({ instructions: [vip], contacts: [important], callerNumber: number, withheld }))).toBe(expected);
  });
});

describe('what the desk is told', () => {
  test('of an instruction that puts through: greeting, message for when nobody answers, remarks and the whole plan', () => {
    expect(decideFor({ instructions: [instruction({ transfer: 'BLIND' })] })).toEqual({
      kind: 'PUT_THROUGH',
      transfer: 'BLIND',
      reasons: [{ kind: 'ByRule', rule: 'ALL' }, { kind: 'ByInstruction', instructionId: 'office', title: 'Sprechstunde', validUntil: null, temporary: false }],
      greeting: 'Praxis Dr. Weber, {{secretary}}, guten Tag.',
      message: 'Dr. Weber ruft zurück.',
      remarks: 'Rezepte nur montags.',
      instructionId: 'office',
      plan: [
        { id: '001', number: '+4917604069001', label: 'Mobil Dr. Weber', situation: 'FIRST', ringSeconds: 20 },
        { id: '002', number: '+4917604069002', label: 'Labor', situation: 'ON_NO_ANSWER', ringSeconds: 30 },
      ],
    });
  });

  test('of a temporary instruction: until when it is valid', () => {
    const { reasons } = decideFor({ instructions: [instruction({ validUntil: new Date('2026-11-23T15:00+01:00') })] });
    expect(reasons.at(-1)).toEqual({ kind: 'ByInstruction', instructionId: 'office', title: 'Sprechstunde', validUntil: '2026-11-23T14:00:00.000Z', temporary: true });
  });

  test('of a contact with an own rule: that number alone, and the instruction’s words', () => {
    const decision = decideFor({ instructions: [instruction()], contacts: [contact('own', { name: 'Anna Schmidt', alwaysPutThroughTo: '+493023125777' })], ...KNOWN });
    expect(decision).toMatchObject({ kind: 'PUT_THROUGH', greeting: 'Praxis Dr. Weber, {{secretary}}, guten Tag.', message: 'Dr. Weber ruft zurück.', instructionId: 'office' });
    expect(decision.reasons[0]).toEqual({ kind: 'ByContact', contactId: 'own', name: 'Anna Schmidt', match: 'NUMBER', standing: 'ALWAYS_PUT_THROUGH' });
    expect(decision.plan).toEqual([{ id: 'own', number: '+493023125777', label: null, situation: 'FIRST', ringSeconds: 25 }]);
  });

  test.each([
    ['DE', 'Guten Tag, Praxis Dr. Weber, mein Name ist {{secretary}}.'],
    ['EN', 'Hello, Praxis Dr. Weber, my name is {{secretary}}.'],
  ] as const)('without an instruction, in %s: the customer’s name as greeting, and nothing else', (language, greeting) => {
    expect(decideFor({ customer: { ...CUSTOMER, language } })).toEqual({ kind: 'TAKE_MESSAGE', reasons: [{ kind: 'ByDefault' }], greeting, message: null, remarks: null, instructionId: null, plan: [], transfer: 'ANNOUNCED' });
  });

  test('is plain JSON, whatever else the rows carry', () => {
    const rows = { ...instruction({ validUntil: new Date('2026-12-01T00:00Z') }), version: 3, forwardingNumbers: [{ ...MOBILE, position: 0, customerId: 'c' }] };
    const decision = decideFor({ instructions: [rows], contacts: [{ ...contact('vip', { isVip: true }), remarks: 'private' } as MatchableContact], ...KNOWN, identifiedContactId: 'vip' });
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
    expect(Object.keys(decision.plan[0] ?? {})).toEqual(['id', 'number', 'label', 'situation', 'ringSeconds']);
    expect(JSON.stringify(decision)).not.toContain('private');
  });
});

describe('when', () => {
  const office = instruction({ id: 'office', title: 'Office', weeklyHours: [{ weekday: 'MONDAY', from: '08:00', until: '12:00' }] });
  const night = instruction({ id: 'night', title: 'Night', putThrough: 'NONE', forwardingNumbers: [] });
  const holiday = instruction({ id: 'holiday', title: 'Holiday', putThrough: 'NONE', forwardingNumbers: [], validFrom: new Date('2026-11-20T00:00+01:00'), validUntil: new Date('2026-11-23T10:00+01:00') });

  test.each([
    ['before office hours', '2026-11-30T07:59:59.999+01:00', 'take a message (NONE; Night)'],
    ['as office hours begin', '2026-11-30T08:00+01:00', 'put through to 001, 002 (ALL; Office)'],
    ['as office hours end', '2026-11-30T12:00+01:00', 'take a message (NONE; Night)'],
    ['in the holiday', '2026-11-23T09:59:59.999+01:00', 'take a message (NONE; Holiday)'],
    ['as the holiday ends', '2026-11-23T10:00+01:00', 'put through to 001, 002 (ALL; Office)'],
  ])('%s', (_, at, expected) => {
    expect(told(decideFor({ instructions: [night, office, holiday], at: new Date(at) }))).toBe(expected);
  });

  test('a boundary is crossed while it rings, the decision is another from exactly then on', () => {
    const instructions = [night, office];
    const ringing = new Date('2026-11-30T11:59:50+01:00');
    const taken = new Date('2026-11-30T12:00:05+01:00');
    const boundary = nextBoundary(instructions, ringing, CUSTOMER) as Date;
    expect(boundary).toEqual(new Date('2026-11-30T12:00+01:00'));
    const [before, lastBefore, first, after] = [ringing, new Date(boundary.getTime() - 1), boundary, taken].map((at) => decideFor({ instructions, at })) as [Decision, Decision, Decision, Decision];
    expect(sameDecision(before, lastBefore)).toBe(true);
    expect(sameDecision(lastBefore, first)).toBe(false);
    expect(sameDecision(first, after)).toBe(true);
  });

  test.each([
    ['Europe/Berlin', '2026-11-30T07:30Z', true],
    ['Europe/London', '2026-11-30T07:30Z', false],
    ['America/New_York', '2026-11-30T13:30Z', true],
    ['Asia/Kolkata', '2026-11-30T02:30Z', true],
  ])('goes by the customer’s clock in %s', (timeZone, at, isOpen) => {
    expect(decideFor({ customer: { ...CUSTOMER, timeZone }, instructions: [office], at: new Date(at) }).kind).toBe(isOpen ? 'PUT_THROUGH' : 'TAKE_MESSAGE');
  });
});

describe('sameDecision', () => {
  const decision = decideFor({ instructions: [instruction()] });

  test('sees no difference after the way through a JSON column, whose keys come back in another order', () => {
    const reordered = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reordered);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(Object.entries(value).toReversed().map(([key, each]) => [key, reordered(each)]));
    };
    expect(sameDecision(decision, reordered(JSON.parse(JSON.stringify(decision))) as Decision)).toBe(true);
  });

  test.each<[string, Partial<Decision>]>([
    ['kind', { kind: 'TAKE_MESSAGE' }],
    ['greeting', { greeting: 'Guten Tag.' }],
    ['message', { message: null }],
    ['remarks', { remarks: null }],
    ['instruction', { instructionId: 'other' }],
    ['reasons', { reasons: decision.reasons.slice(1) }],
    ['order of the reasons', { reasons: decision.reasons.toReversed() }],
    ['plan', { plan: decision.plan.slice(1) }],
    ['order of the plan', { plan: decision.plan.toReversed() }],
    ['ring seconds', { plan: [{ ...MOBILE, ringSeconds: 21 }, LABORATORY] }],
    ['label', { plan: [{ ...MOBILE, label: null }, LABORATORY] }],
  ])('sees another %s', (_, change) => {
    expect(sameDecision(decision, { ...decision, ...change })).toBe(false);
  });
});

describe('along the forwarding numbers', () => {
  const plan = [
    planned('001'), planned('002'), planned('011', { situation: 'ON_BUSY' }), planned('012', { situation: 'ON_BUSY' }), planned('021', { situation: 'ON_NO_ANSWER' }), planned('022', { situation: 'ON_NO_ANSWER' }),
  ];
  const attempts = (text: string) => text === '' ? [] : text.split(', ').map((attempt) => {
    const [forwardingNumberId, outcome] = attempt.split(' ') as [string, string];
    return { forwardingNumberId, outcome: outcome === 'rings' ? null : outcome as 'BUSY' };
  });

  test.each<[string, string, string | undefined]>([
    ['begins with the first FIRST', '', '001'],
    ['waits while one rings', '001 rings', undefined],
    ['waits while one rings, though another came to its end later', '001 rings, 002 BUSY', undefined],
    ['is done when one answered', '001 ANSWERED', undefined],
    ['is done when the second answered', '001 BUSY, 011 ANSWERED', undefined],
    ['goes to ON_BUSY after BUSY', '001 BUSY', '011'],
    ['goes to ON_BUSY after DECLINED', '001 DECLINED', '011'],
    ['goes to ON_NO_ANSWER after NO_ANSWER', '001 NO_ANSWER', '021'],
    ['goes to ON_NO_ANSWER after UNREACHABLE', '001 UNREACHABLE', '021'],
    ['goes to ON_NO_ANSWER after FAILED', '001 FAILED', '021'],
    ['goes to ON_NO_ANSWER after the secretary called it off', '001 CANCELLED', '021'],
    ['goes to the next ON_BUSY', '001 BUSY, 011 BUSY', '012'],
    ['goes from ON_BUSY to ON_NO_ANSWER by the last outcome', '001 BUSY, 011 NO_ANSWER', '021'],
    ['goes back to FIRST when ON_BUSY is used up', '001 BUSY, 011 BUSY, 012 BUSY', '002'],
    ['goes on after the second FIRST', '001 BUSY, 011 BUSY, 012 BUSY, 002 NO_ANSWER', '021'],
    ['takes a message when neither ON_BUSY nor FIRST is left', '001 BUSY, 011 BUSY, 012 BUSY, 002 BUSY', undefined],
    ['takes a message though ON_BUSY is left when nobody was busy', '001 NO_ANSWER, 021 NO_ANSWER, 022 NO_ANSWER, 002 NO_ANSWER', undefined],
    ['does not try again what the secretary asked for out of turn', '011 BUSY', '012'],
    ['does not try again a FIRST that the secretary asked for out of turn', '002 BUSY, 011 BUSY, 012 BUSY', '001'],
    ['does not mind that the secretary asked for one twice', '001 BUSY, 001 NO_ANSWER', '021'],
    ['goes on after a reached one was taken back and another was busy', '001 ANSWERED, 002 BUSY', '011'],
    ['goes by the outcome of a number that has left the plan', 'gone BUSY', '011'],
  ])('%s', (_, tried, next) => {
    expect(nextNumber(plan, attempts(tried))?.id).toBe(next);
  });

  test.each<[string, PlannedNumber[], string, string | undefined]>([
    ['an empty plan', [], '', undefined],
    ['a plan without ON_BUSY goes to the next FIRST', [planned('001'), planned('002')], '001 BUSY', '002'],
    ['a plan of one number', [planned('001')], '001 NO_ANSWER', undefined],
    ['the order of the plan, whatever the situations in between', [planned('021', { situation: 'ON_NO_ANSWER' }), planned('002'), planned('001')], '', '002'],
    ['one telephone that stands in the plan for two situations is tried once', [planned('001'), planned('a', { number: '+494066969001', situation: 'ON_BUSY' }), planned('b', { number: '+494066969001', situation: 'ON_NO_ANSWER' }), planned('002')], '001 BUSY, a NO_ANSWER', '002'],
  ])('%s', (_, ownPlan, tried, next) => {
    expect(nextNumber(ownPlan, attempts(tried))?.id).toBe(next);
  });

  test('whatever comes of the attempts, each telephone is tried once at most and the end is reached', () => {
    const situation = fc.constantFrom('FIRST', 'ON_BUSY', 'ON_NO_ANSWER');
    const anyPlan = fc.array(fc.tuple(situation, fc.integer({ min: 0, max: 5 })), { maxLength: 8 }).map((list) => list.map(([each, telephone], index) => planned(String(index), { situation: each as 'FIRST', number: `+4917604069${String(telephone).padStart(3, '0')}` })));
    const outcomes = fc.array(fc.constantFrom('BUSY', 'NO_ANSWER', 'DECLINED', 'UNREACHABLE', 'FAILED', 'CANCELLED'), { minLength: 10, maxLength: 10 });
    fc.assert(fc.property(anyPlan, outcomes, (ownPlan, results) => {
      const made: { forwardingNumberId: string; outcome: 'BUSY' }[] = [];
      const rung: string[] = [];
      for (let next = nextNumber(ownPlan, made); next; next = nextNumber(ownPlan, made)) {
        expect(rung).not.toContain(next.number);
        rung.push(next.number);
        made.push({ forwardingNumberId: next.id, outcome: results[made.length] as 'BUSY' });
      }
      const firsts = new Set(ownPlan.filter((each) => each.situation === 'FIRST').map((each) => each.number));
      expect([...firsts].filter((number) => !rung.includes(number))).toEqual([]);
    }), { numRuns: 500 });
  });
});

describe('for any customer', () => {
  const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
  const weekdays = ['MONDAY', 'SUNDAY', 'SATURDAY'] as const;
  const instructions = fc.array(fc.record({
    validUntil: fc.constantFrom(null, new Date('2026-12-31T00:00Z'), AT),
    validFrom: fc.constantFrom(new Date('2026-01-01T00:00Z'), new Date('2026-11-23T00:00Z'), AT),
    createdAt: fc.constantFrom(new Date('2026-01-01T00:00Z'), new Date('2026-02-01T00:00Z')),
    weeklyHours: fc.array(fc.record({ weekday: fc.constantFrom(...weekdays), from: fc.constantFrom('00:00', '09:00', '10:00', '22:00'), until: fc.constantFrom('00:00', '10:00', '11:00') }), { maxLength: 4 }),
    exceptPublicHolidays: fc.boolean(),
    putThrough: fc.constantFrom('ALL', 'VIP', 'NONE'),
  }), { maxLength: 8 }).map((list) => list.map((each, index) => instruction({ ...each, id: `i${index}`, title: `Instruction ${index}` } as Partial<DecidableInstruction>)));
  const contacts = fc.array(fc.record({
    numbers: fc.subarray(['+4930231250', '+493023125123', '+491713920001']),
    isVip: fc.boolean(), isBlocked: fc.boolean(), alwaysPutThroughTo: fc.constantFrom(null, '+494066969001'), createdAt: fc.constantFrom(new Date('2026-01-01T00:00Z'), new Date('2026-02-01T00:00Z')),
  }), { maxLength: 6 }).map((list) => list.map((each, index) => contact(`c${index}`, each)));
  const caller = fc.constantFrom(KNOWN, STRANGER, WITHHELD, ODD, { callerNumber: '+493023125123', withheld: false });
  const input = fc.record({ instructions, contacts, caller, identifiedContactId: fc.constantFrom(null, 'c0', 'c2', 'gone'), at: fc.constantFrom(AT, new Date('2026-11-23T00:30+01:00'), new Date('2026-12-26T12:00+01:00')) });

  test('the decision does not depend on the order of instructions, hours, contacts or numbers', () => {
    const cases = input.chain((given) => fc.tuple(
      fc.constant(given),
      fc.tuple(...given.instructions.map((each) => shuffled(each.weeklyHours).map((weeklyHours) => ({ ...each, weeklyHours })))).chain(shuffled),
      fc.tuple(...given.contacts.map((each) => shuffled(each.numbers).map((numbers) => ({ ...each, numbers })))).chain(shuffled),
    ));
    fc.assert(fc.property(cases, ([{ caller: who, ...given }, mixedInstructions, mixedContacts]) => {
      const decision = decideFor({ ...given, ...who });
      expect(decideFor({ ...given, ...who, instructions: mixedInstructions, contacts: mixedContacts })).toEqual(decision);
      expect(decideFor({ ...given, ...who })).toEqual(decision);
    }), { numRuns: 1000 });
  });

  test('a message has no plan, whoever is put through has a first number, and the last reason tells where the words come from', () => {
    fc.assert(fc.property(input, ({ caller: who, ...given }) => {
      const decision = decideFor({ ...given, ...who });
      expect(decision.plan.some((each) => each.situation === 'FIRST')).toBe(decision.kind === 'PUT_THROUGH');
      expect(decision.reasons.at(-1)?.kind).toBe(decision.instructionId === null ? 'ByDefault' : 'ByInstruction');
      expect(decision.greeting).toContain('{{secretary}}');
    }), { numRuns: 1000 });
  });

  test('fifty instructions are decided well within a millisecond', () => {
    const many = Array.from({ length: 50 }, (_, index) => instruction({
      id: `i${index}`, putThrough: 'VIP', exceptPublicHolidays: true, createdAt: new Date(AT.getTime() - index),
      weeklyHours: (['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const).flatMap((weekday) => [{ weekday, from: '08:00', until: '12:00' }, { weekday, from: '13:00', until: '17:00' }]),
    }));
    const several = Array.from({ length: 10 }, (_, index) => contact(`c${index}`, { isVip: index === 7 }));
    const spent = Array.from({ length: 500 }, () => {
      const start = performance.now();
      decideFor({ instructions: many, contacts: several, ...KNOWN });
      return performance.now() - start;
    }).sort((a, b) => a - b);
    expect(spent[250]).toBeLessThan(0.5);
  });
});
