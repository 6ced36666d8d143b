import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { historyDe } from '../messages/history.de.ts';
import { callBackNumber, callerCompany, callerName, callerNumberWords, telAddress } from './caller-words.ts';

const i18n = createInstance();
void i18n.init({ lng: 'de', resources: { de: { history: historyDe } }, initAsync: false });
const t = i18n.getFixedT('de', 'history');
type Call = Parameters<typeof callerName>[0];
const call = (caller: object = {}, note: object | null = null): Call =>
  ({ caller: { number: '+493023125001', rawNumber: '03023125001', withheld: false, isVip: false, identifiedAs: null, contacts: [], ...caller }, note }) as unknown as Call;
const anna = { id: 'a', name: 'Anna Schmidt', company: 'Schmidt GmbH' };
const bert = { id: 'b', name: 'Bert Schmidt', company: null };

test('names the caller as they did, else as the address book does, else by number', () => {
  expect(callerName(call({ contacts: [anna] }, { callerName: 'Frau Schmidt' }), t)).toBe('Frau Schmidt');
  expect(callerName(call({ contacts: [anna] }), t)).toBe('Anna Schmidt');
  expect(callerName(call(), t)).toBe('030 23125001');
});

test('does not guess between two contacts with one number, unless the secretary knew', () => {
  expect(callerName(call({ contacts: [anna, bert] }), t)).toBe('030 23125001');
  expect(callerName(call({ contacts: [anna, bert], identifiedAs: bert }), t)).toBe('Bert Schmidt');
});

test('says why there is no number', () => {
  expect(callerNumberWords(call({ number: null, rawNumber: null, withheld: true }), t)).toBe('Nummer unterdrückt');
  expect(callerNumberWords(call({ number: null, rawNumber: 'sip:17' }), t)).toBe('sip:17');
  expect(callerNumberWords(call({ number: null, rawNumber: null }), t)).toBe('Unbekannter Anrufer');
});

test('calls back where the caller asked to be called', () => {
  const noted = call({}, { callerNumber: '0171 / 392 00-12' });
  expect(callBackNumber(noted)).toBe('0171 / 392 00-12');
  expect(telAddress(callBackNumber(noted)!)).toBe('tel:01713920012');
  expect(telAddress(callBackNumber(call())!)).toBe('tel:+493023125001');
  expect(callBackNumber(call({ number: null, withheld: true }))).toBeNull();
});

test('does not say the same twice', () => {
  expect(callerCompany(call({}, { callerName: null, callerCompany: 'Schmidt GmbH' }), t)).toBeNull();
  expect(callerCompany(call({ contacts: [anna] }), t)).toBe('Schmidt GmbH');
});
