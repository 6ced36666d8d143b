import { expect, test } from 'vitest';
import { checkContact, contactInput, newContact, newNumberRow, valuesOfContact } from './contact-values.ts';

const stored = {
  __typename: 'Contact' as const, id: 'c1', name: 'Anna Schmidt', company: null, numbers: ['+493023125001', '+491713920012'], isVip: true, isBlocked: false,
  alwaysPutThroughTo: '+4917604069001', remarks: null, version: 3, numberLabels: [null, 'Mobil'], groups: ['Patienten'], emails: ['anna@schmidt.example', 'praxis@schmidt.example'], address: 'Weg 1\n10115 Berlin',
};

test('a stored contact goes through the form unchanged', () => {
  const { input } = contactInput(valuesOfContact(stored as never));
  expect(input).toEqual({ name: 'Anna Schmidt', company: null, numbers: ['030 23125001', '0171 3920012'], numberLabels: [null, 'Mobil'], groups: ['Patienten'], emails: ['anna@schmidt.example', 'praxis@schmidt.example'], address: 'Weg 1\n10115 Berlin', isVip: true, isBlocked: false, alwaysPutThroughTo: '0176 04069001', remarks: null });
});

test('shows a problem at the row that was typed, although empty rows were left out', () => {
  const { input, fieldOf } = contactInput({ ...newContact(), name: 'A', numbers: [newNumberRow(''), newNumberRow('030 23125001')] });
  expect(input.numbers).toEqual(['030 23125001']);
  expect(fieldOf('numbers.0')).toBe('numbers.1.number');
  expect(fieldOf('name')).toBe('name');
});

test('a blocked contact has no rule of their own', () => {
  expect(contactInput({ ...valuesOfContact(stored as never), isBlocked: true }).input.alwaysPutThroughTo).toBeNull();
});

test('names what is missing', () => {
  expect(checkContact({ ...newContact({ number: 'Durchwahl' }), hasOwnRule: true })).toEqual({ name: 'REQUIRED', 'numbers.0.number': 'INVALID_NUMBER', alwaysPutThroughTo: 'REQUIRED' });
  expect(checkContact(newContact({ name: 'A', number: '030 / 23125-001' }))).toEqual({});
  expect(checkContact({ ...newContact({ name: 'A' }), emails: 'a@b.example; anna@' })).toEqual({ emails: 'INVALID_EMAIL' });
  expect(contactInput({ ...newContact({ name: 'A' }), emails: ' a@b.example; c@d.example ' }).input.emails).toEqual(['a@b.example', 'c@d.example']);
});
