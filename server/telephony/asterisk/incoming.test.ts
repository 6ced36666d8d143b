import { describe, expect, test } from 'vitest';
import type { AriChannel } from './ari-types.ts';
import { bornAt, divertedBy, handedOverOf, readIncoming, userOfAddress } from './incoming.ts';

const channel = (number: string, data = ''): AriChannel => ({
  id: 'vorzimmer-1795333186.7', name: 'PJSIP/trunk-00000007', state: 'Ring', caller: { name: '', number }, creationtime: '2026-11-22T07:39:46.541+0000',
  dialplan: { context: 'from-trunk', exten: '+493023125000', app_name: 'Stasis', app_data: data },
});

describe('who calls', () => {
  test.each([
    ['a number that is shown', '+491713920001', 'allowed_not_screened', '+491713920001'],
    ['one that the network has checked', '+491713920001', 'allowed_passed_screen', '+491713920001'],
    ['one that is withheld, which a trusted carrier tells all the same', '+491713920001', 'prohib_not_screened', null],
    ['one that is withheld and was checked', '+491713920001', 'prohib_passed_screen', null],
    ['one that the carrier does not have', '+491713920001', 'unavailable', null],
    ['nothing said of whether it may be shown', '+491713920001', '', null],
    ['a caller without any', 'anonymous', 'allowed_not_screened', null],
    ['an empty one', '', 'allowed', null],
  ])('%s', (_, number, presentation, callerNumber) => {
    expect(readIncoming(channel(number), ['+493023125000', '', '', presentation])).toEqual({
      kind: 'INCOMING', externalId: 'vorzimmer-1795333186.7', calledNumber: '+493023125000', callerNumber, divertedBy: null, at: null,
    });
  });
});

describe('who forwarded the call', () => {
  test.each([
    ['nobody', '', '', null],
    ['in Diversion', '<sip:+493023125800@carrier.example>;reason=no-answer', '', '+493023125800'],
    ['with a name', '"Weber, Anke" <sip:+493023125800@carrier.example>;reason=no-answer', '', '+493023125800'],
    ['the latest of several', '<sip:+493023125800@carrier.example>;reason=no-answer, <sip:+493023125801@carrier.example>;reason=busy', '', '+493023125800'],
    ['a telephone URI', '<tel:+493023125800;phone-context=x>;reason=unconditional', '', '+493023125800'],
    ['escaped', '<sip:%2B493023125800@carrier.example>', '', '+493023125800'],
    ['with parameters of the number', '<sips:+493023125800;npdi=yes@carrier.example;user=phone>', '', '+493023125800'],
    ['in History-Info', '', '<sip:+493023125800@c.example>;index=1, <sip:+493023125000@c.example;cause=408>;index=1.1', '+493023125800'],
    ['in History-Info with reasons', '', '<sip:+493023125800@c.example?Reason=SIP%3Bcause%3D302>;index=1,<sip:+493023125000@c.example>;index=1.1;mp=1', '+493023125800'],
    ['the last of several in History-Info', '', '<sip:+493023125801@c.example>;index=1,<sip:+493023125800@c.example>;index=1.1,<sip:+493023125000@c.example>;index=1.1.1', '+493023125800'],
    ['in History-Info out of order', '', '<sip:+493023125000@c.example>;index=1.10,<sip:+493023125800@c.example>;index=1.2,<sip:+493023125801@c.example>;index=1', '+493023125800'],
    ['not, where History-Info has our own entry alone', '', '<sip:+493023125000@c.example>;index=1', null],
    ['what makes no sense', 'nonsense', '', null],
    ['a broken escape', '<sip:%zz@carrier.example>', '', null],
  ])('%s', (_, diversion, history, by) => {
    expect(divertedBy(diversion, history)).toBe(by);
  });

  test('an address without brackets has its parameters after it', () => {
    expect(userOfAddress('sip:+493023125800@carrier.example;reason=busy')).toBe('+493023125800');
  });
});

describe('a channel that was there before us', () => {
  test('says what the dialplan handed over, quotes and commas included', () => {
    const data = 'vorzimmer,+493023125000,"\\"Weber, Anke\\" <sip:+493023125800@c.example>","",allowed_not_screened';
    expect(handedOverOf(channel('', data), 'vorzimmer')).toEqual(['+493023125000', '"Weber, Anke" <sip:+493023125800@c.example>', '', 'allowed_not_screened']);
  });

  test('is none of ours in another application, or in none', () => {
    expect(handedOverOf(channel('', 'other,+493023125000'), 'vorzimmer')).toBeNull();
    expect(handedOverOf({ ...channel(''), dialplan: { context: 'fallback', exten: 'dial', app_name: 'Dial', app_data: 'vorzimmer' } }, 'vorzimmer')).toBeNull();
  });

  test('says in its id when it began', () => {
    expect(bornAt('vorzimmer-1795333186.7')).toEqual(new Date(1_795_333_186_000));
    expect(bornAt('1795333186.12')).toEqual(new Date(1_795_333_186_000));
    expect(bornAt('try-3fa80c3e-0000-4000-8000-000000000000')).toBeNull();
  });
});
