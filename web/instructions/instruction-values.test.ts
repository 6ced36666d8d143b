import { expect, test } from 'vitest';
import { checkInstruction } from './instruction-check.ts';
import type { InstructionParts } from './instruction-parts.ts';
import { instructionInput, newInstruction, newNumber, valuesOfInstruction, type InstructionValues } from './instruction-values.ts';
import { WEEKDAYS } from './weekly-hours.ts';

const BERLIN = 'Europe/Berlin';
const NOW = Date.parse('2026-08-03T10:00:00Z');
const stored = {
  id: 'i1', title: 'Sprechstunde', validFrom: '2026-07-01T06:00:17.123Z', validUntil: '2026-12-24T11:00:00.000Z',
  weeklyHours: WEEKDAYS.slice(0, 5).map(weekday => ({ weekday, from: '08:00', until: '17:00' })),
  exceptPublicHolidays: true, greeting: 'Praxis Weber, {{secretary}}.', putThrough: 'VIP', message: 'Bitte später.', remarks: null,
  forwardingNumbers: [{ id: 'n1', number: '+491713920001', label: 'Mobil', situation: 'FIRST', ringSeconds: 25 }], transfer: 'BLIND', isActive: true, isPreset: false, version: 4, createdAt: '2026-07-01T06:00:17.123Z',
} as InstructionParts;
const blank = () => newInstruction({ greeting: 'Guten Tag', numbers: [], transfer: 'ANNOUNCED', now: NOW, zone: BERLIN });
const complete = (over: Partial<InstructionValues> = {}): InstructionValues => ({ ...blank(), title: 'T', message: 'M', ...over });

test('a stored instruction goes through the form unchanged, to the second', () => {
  const { input } = instructionInput(valuesOfInstruction(stored, BERLIN), BERLIN, stored);
  expect(input).toEqual({
    title: 'Sprechstunde', validFrom: stored.validFrom, validUntil: stored.validUntil, weeklyHours: stored.weeklyHours, exceptPublicHolidays: true,
    greeting: stored.greeting, putThrough: 'VIP', message: 'Bitte später.', remarks: null, transfer: 'BLIND', isPreset: false,
    forwardingNumbers: [{ id: 'n1', number: '0171 3920001', label: 'Mobil', situation: 'FIRST', ringSeconds: 25 }],
  });
});

test('reads times on the clock of the customer', () => {
  const { input } = instructionInput(complete({ begins: 'at', fromDay: '2026-12-01', fromTime: '08:00', ends: 'at', untilDay: '2026-12-05', untilTime: '00:00' }), BERLIN, null);
  expect([input.validFrom, input.validUntil]).toEqual(['2026-12-01T07:00:00.000Z', '2026-12-04T23:00:00.000Z']);
});

test('shows the problems of the server where the value was typed', () => {
  const values = complete({
    hasHours: true, hours: [{ key: 'a', days: ['MONDAY', 'TUESDAY'], from: '08:00', until: '12:00' }, { key: 'b', days: ['FRIDAY'], from: '09:00', until: '12:00' }],
    forwardingNumbers: [newNumber(), { ...newNumber(), number: '110' }],
  });
  const { fieldOf } = instructionInput(values, BERLIN, null);
  expect(fieldOf('validUntil')).toBe('untilDay');
  expect(fieldOf('weeklyHours.2.from')).toBe('hours.1.from');
  expect(fieldOf('forwardingNumbers.0.number')).toBe('forwardingNumbers.1.number');
  expect(fieldOf('forwardingNumbers')).toBe('forwardingNumbers');
  expect(fieldOf('message')).toBe('message');
});

test('finds nothing wrong with a complete instruction', () => {
  expect(checkInstruction(complete(), BERLIN, NOW)).toEqual({});
  expect(checkInstruction(valuesOfInstruction(stored, BERLIN), BERLIN, NOW)).toEqual({});
});

test('names what is missing', () => {
  expect(checkInstruction({ ...blank(), greeting: ' ' }, BERLIN, NOW)).toEqual({ title: 'REQUIRED', greeting: 'REQUIRED', message: 'REQUIRED' });
  expect(checkInstruction(complete({ putThrough: 'ALL', message: '' }), BERLIN, NOW)).toEqual({ forwardingNumbers: 'REQUIRED' });
  expect(checkInstruction(complete({ putThrough: 'VIP', forwardingNumbers: [{ ...newNumber('ON_BUSY'), number: '0171 3920001' }] }), BERLIN, NOW)).toEqual({ forwardingNumbers: 'REQUIRED' });
});

test('an end must be after the beginning, also when it begins now', () => {
  expect(checkInstruction(complete({ ends: 'at', untilDay: '2026-08-03', untilTime: '11:00' }), BERLIN, NOW)).toEqual({ untilDay: 'ENDS_BEFORE_START' });
  expect(checkInstruction(complete({ ends: 'at', untilDay: '2026-08-03', untilTime: '12:01' }), BERLIN, NOW)).toEqual({});
  expect(checkInstruction(complete({ ends: 'at', untilDay: '', untilTime: '' }), BERLIN, NOW)).toEqual({ untilDay: 'REQUIRED', untilTime: 'REQUIRED' });
});

test('hours need days, and the same day cannot begin twice at the same time', () => {
  const block = (over: object) => ({ key: 'k', days: ['MONDAY' as const], from: '08:00', until: '12:00', ...over });
  expect(checkInstruction(complete({ hasHours: true, hours: [block({ days: [] }), block({ until: '' })] }), BERLIN, NOW)).toEqual({ 'hours.0.days': 'REQUIRED', 'hours.1.until': 'REQUIRED' });
  expect(checkInstruction(complete({ hasHours: true, hours: [block({}), block({ until: '13:00' })] }), BERLIN, NOW)).toEqual({ 'hours.1.from': 'NOT_ALLOWED' });
  expect(checkInstruction(complete({ hasHours: true, hours: [block({ from: '22:00', until: '06:00' })] }), BERLIN, NOW)).toEqual({});
});

test('numbers that are none, and seconds that no telephone rings', () => {
  const rows = [{ ...newNumber(), number: 'Büro' }, { ...newNumber(), number: '0171 3920001', ringSeconds: 3 }, { ...newNumber(), label: 'Labor' }];
  expect(checkInstruction(complete({ forwardingNumbers: rows }), BERLIN, NOW)).toEqual({
    'forwardingNumbers.0.number': 'INVALID_NUMBER', 'forwardingNumbers.1.ringSeconds': 'OUT_OF_RANGE', 'forwardingNumbers.2.number': 'REQUIRED',
  });
});
