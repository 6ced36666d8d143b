import { expect, test } from 'vitest';
import { canBeSet, inMinutes, nextOpening, presetBase, presetInput, spokenMessage, standardPresets, usualEnd } from './presets.ts';
import { WEEKDAYS } from './weekly-hours.ts';

const BERLIN = 'Europe/Berlin';
const at = (text: string) => Date.parse(text);
const NOTHING = { greeting: null, numbers: [], transfer: 'ANNOUNCED' as const, openings: [] };

test('rounds a meeting up to a time one would say', () => {
  expect(inMinutes(60, at('2026-08-03T10:02:10Z'), BERLIN)).toEqual({ day: '2026-08-03', time: '13:05' });
  expect(usualEnd({ ending: 'AFTER_MINUTES', minutes: 45, isAsked: false }, NOTHING, at('2026-08-03T10:02:10Z'), BERLIN)).toEqual({ day: '2026-08-03', time: '13:00' });
});

test('a late meeting ends on the next day', () => {
  expect(inMinutes(60, at('2026-08-03T21:30:00Z'), BERLIN)).toEqual({ day: '2026-08-04', time: '00:30' });
});

test('closing time on a Friday lasts until Monday at eight', () => {
  expect(nextOpening([], at('2026-08-07T15:00:00Z'), BERLIN)).toEqual({ day: '2026-08-10', time: '08:00' });
});

test('closing time lasts until the office hours that are known, never until the afternoon of the same day', () => {
  const hours = [{ weekday: 'MONDAY' as const, from: '14:00', until: '18:00' }, { weekday: 'MONDAY' as const, from: '09:00', until: '12:00' }, { weekday: 'THURSDAY' as const, from: '07:30', until: '12:00' }];
  expect(nextOpening(hours, at('2026-08-03T10:30:00Z'), BERLIN)).toEqual({ day: '2026-08-06', time: '07:30' });
  expect(nextOpening(hours, at('2026-08-07T10:30:00Z'), BERLIN)).toEqual({ day: '2026-08-10', time: '09:00' });
});

test('after midnight closing time ends on the morning of the same day', () => {
  expect(nextOpening([], at('2026-08-03T23:30:00Z'), BERLIN)).toEqual({ day: '2026-08-04', time: '08:00' });
});

test('a holiday ends with its last day', () => {
  expect(usualEnd({ ending: 'DAYS', minutes: 60, isAsked: true }, NOTHING, at('2026-08-03T10:00:00Z'), BERLIN)).toEqual({ day: '2026-08-11', time: '00:00' });
});

test('takes greeting, numbers with the way of handing over, and hours from what lasts, not from the preset before', () => {
  const number = { id: 'n', number: '+491713920001', label: null, situation: 'FIRST', ringSeconds: 20 };
  const make = (over: object) => ({ isPreset: false, isActive: false, validUntil: null, greeting: '', forwardingNumbers: [], transfer: 'ANNOUNCED', weeklyHours: [], ...over });
  const base = presetBase([
    make({ isPreset: true, isActive: true, validUntil: '2026-08-03T12:00:00Z', greeting: 'Pause' }),
    make({ greeting: 'Kanzlei', weeklyHours: WEEKDAYS.slice(0, 5).map(weekday => ({ weekday, from: '09:00', until: '17:00' })) }),
    make({ greeting: 'Nachts', forwardingNumbers: [number], transfer: 'BLIND' }),
  ] as never);
  expect(base.greeting).toBe('Kanzlei');
  expect(base.numbers).toEqual([number]);
  expect(base.transfer).toBe('BLIND');
  expect(base.openings[0]?.from).toBe('09:00');
});

test('a preset of the customer’s own says what they wrote, and puts through to its own numbers', () => {
  const number = { id: 'n', number: '+491713920001', label: 'Auto', situation: 'FIRST' as const, ringSeconds: 25 };
  const visits = { id: 'x', title: 'Hausbesuche', symbol: 'TRAVEL' as const, ending: 'AFTER_MINUTES' as const, minutes: 150, isAsked: false, putThrough: 'VIP' as const, message: 'Bis {{until}} unterwegs.', forwardingNumbers: [number] };
  const message = spokenMessage(visits, '12:30 Uhr');
  expect(message).toBe('Bis 12:30 Uhr unterwegs.');
  const input = presetInput({ preset: visits, from: null, end: { day: '2026-08-03', time: '12:30' }, rule: 'VIP', message, base: NOTHING, customerName: 'Praxis', zone: BERLIN, t: ((key: string) => key) as never });
  expect(input).toMatchObject({ title: 'Hausbesuche', putThrough: 'VIP', isPreset: true, validUntil: '2026-08-03T10:30:00.000Z', forwardingNumbers: [{ number: '+491713920001', label: 'Auto', situation: 'FIRST', ringSeconds: 25 }] });
});

test('what puts through is offered only where there is a number', () => {
  const reachable = standardPresets(((key: string) => key) as never).find(({ putThrough }) => putThrough === 'ALL')!;
  expect(canBeSet(reachable, NOTHING)).toBe(false);
  expect(canBeSet(reachable, { ...NOTHING, numbers: [{ id: 'n', number: '+491713920001', label: null, situation: 'FIRST', ringSeconds: 20 }] })).toBe(true);
});
