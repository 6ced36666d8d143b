import { expect, test } from 'vitest';
import { FIRST_CHOICES, kindOfNumber, readTelephone, withKind } from './choices.ts';

test('another kind of telephone keeps the case where it knows it, and a delay that it can', () => {
  expect(withKind({ ...FIRST_CHOICES, when: 'BUSY' }, 'FIXED')).toMatchObject({ kind: 'FIXED', when: 'BUSY' });
  expect(withKind({ ...FIRST_CHOICES, when: 'NOT_REACHABLE' }, 'FIXED')).toMatchObject({ kind: 'FIXED', when: 'NO_ANSWER' });
  expect(withKind({ ...FIRST_CHOICES, kind: 'FIXED', when: 'NO_ANSWER', seconds: 55 }, 'MOBILE')).toMatchObject({ kind: 'MOBILE', when: 'NO_ANSWER', seconds: 30 });
});

test('a German number says whether it is a mobile', () => {
  expect(['+491713920001', '+4915228817386', '+4917604069001', '+493023125001', '+498999998001', '+436641234567'].map(kindOfNumber)).toEqual(['MOBILE', 'MOBILE', 'MOBILE', 'FIXED', 'FIXED', null]);
});

test('a number is read as people type it, and only when it is whole', () => {
  expect(['0171 3920001', '+49 171 3920001', '030/23125-001', '', '0171', 'mein Handy'].map(readTelephone)).toEqual(['+491713920001', '+491713920001', '+493023125001', null, null, null]);
});
