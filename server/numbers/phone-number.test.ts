import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLine, FORWARDING_COUNTRIES, forwardingNumberProblem, isFixedLine, parseBlockPrefix, parseCallerNumber, parseForwardingNumber, parsePhoneNumber, parsePushNumber, patternOfNumber } from './phone-number.ts';

const upTo = (count: number, digits: number, prefix: string) => Array.from({ length: count }, (_, index) => prefix + String(index).padStart(digits, '0'));

// Every number that the Bundesnetzagentur keeps free for films and books.
const MEDIA_NUMBERS = [
  ...['+493023125', '+496990009', '+494066969', '+492214710', '+498999998'].flatMap((block) => upTo(1000, 3, block)),
  ...['+4917139200', '+49176040690'].flatMap((block) => upTo(100, 2, block)),
  '+4915228817386', '+4915228895456', '+4915254599371', '+491729925904', '+491729968532', '+491729973185', '+491729973186', '+491729980752', '+491749091317', '+491749464308',
];

describe('parsePhoneNumber', () => {
  test.each([
    ['+493023125001', '+493023125001'],
    ['+49 30 23125001', '+493023125001'],
    ['+49 (0)30 23125 001', '+493023125001'],
    ['+49 (0) 30 23125001', '+493023125001'],
    ['+49(0)30/23125-001', '+493023125001'],
    ['+49 030 23125001', '+493023125001'],
    ['+49-30-23125001', '+493023125001'],
    ['0049 30 23125001', '+493023125001'],
    ['0049 (0)30 23125001', '+493023125001'],
    ['00493023125001', '+493023125001'],
    ['030 23125001', '+493023125001'],
    ['030/23125001', '+493023125001'],
    ['030 / 23 12 50 01', '+493023125001'],
    ['030.23125.001', '+493023125001'],
    ['030 - 23125 - 001', '+493023125001'],
    ['030 – 23125001', '+493023125001'],
    ['(030) 23125001', '+493023125001'],
    ['(0)30 23125001', '+493023125001'],
    ['(0 30) 2 31 25-0 01', '+493023125001'],
    ['030 23125-001', '+493023125001'],
    ['030 23125-0', '+4930231250'],
    ['0176/04069000', '+4917604069000'],
    ['0176 040 690 00', '+4917604069000'],
    ['0171-3920001', '+491713920001'],
    ['01522 8817386', '+4915228817386'],
    ['tel:+493023125001', '+493023125001'],
    ['tel:+49 30 23125-001', '+493023125001'],
    ['TEL: 030 23125001', '+493023125001'],
    ['  030 23125001\n', '+493023125001'],
    ['030\u00a023125\u202f001', '+493023125001'],
    ['\u202a+49 30 23125001\u202c', '+493023125001'],
    ['０３０ ２３１２５００１', '+493023125001'],
  ])('reads %j as %s', (raw, number) => {
    expect(parsePhoneNumber(raw)).toBe(number);
  });

  test.each([
    '', ' ', '0', '+', '+49', '00', '0000', '-', 'anonymous', 'Unknown', 'unbekannt', 'sip:+493023125001@pbx.example', 'sip:zentrale@pbx.example', 'sips:+493023125001@pbx.example',
    'mailto:weber@praxis-weber.example', '*21*+493023125001#', '**61*+493023125001**20#', '#21#', '110', '112', '116117', '+49110', '+49112', '+49116117', '11833', '12', '201', '4711', 'Zentrale 12',
    'Frau Weber 030 23125001', '030 23125001 oder 030 23125002', '03023125001abc', '030 23125 OO1', '++493023125001', '+49+493023125001', '0176 04069', '+999123456789',
    '+4930231250019999999999', '030 23125001, 030 23125002', '<script>', '\u0000', '😀',
  ])('takes %j for no number', (raw) => {
    expect(parsePhoneNumber(raw)).toBeNull();
  });

  test.each(['23125001', '30 23125001', '176 04069000', '493023125001', '492214710001'])('does not guess an area from %j, which nobody could dial', (raw) => {
    expect(parsePhoneNumber(raw)).toBeNull();
  });

  test.each(['030 23125001 ext. 12', '030 23125001 x12', 'tel:+493023125001;ext=12'])('refuses %j rather than lose the extension', (raw) => {
    expect(parsePhoneNumber(raw)).toBeNull();
  });

  test.each([
    ['GB', '020 7946 0123', '+442079460123'],
    ['GB', '20 7946 0123', null],
    ['US', '(212) 555-0123', '+12125550123'],
    ['GB', '+49 30 23125001', '+493023125001'],
  ])('reads numbers of %s as they are dialled there: %j', (country, raw, number) => {
    expect(parsePhoneNumber(raw, country)).toBe(number);
  });

  test('reads every number reserved for media, written in each of the usual ways', () => {
    for (const number of MEDIA_NUMBERS) {
      const rest = number.slice(3);
      expect([number, `0${rest}`, `0049${rest}`, `+49 (0)${rest}`, `(0)${rest}`, `tel:${number}`].map((raw) => parsePhoneNumber(raw)), number).toEqual(Array(6).fill(number));
    }
  });

  test('never throws, answers E.164 or null, and reads its own answer as itself', () => {
    const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789+-/() .;=x*#telsip:') }), fc.constantFrom(...MEDIA_NUMBERS));
    fc.assert(fc.property(typed, (raw) => {
      const number = parsePhoneNumber(raw);
      if (number !== null) {
        expect(number).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(parsePhoneNumber(number)).toBe(number);
      }
    }), { numRuns: 1000 });
  });
});

describe('parsePushNumber', () => {
  test.each([
    ['493023125001', '+493023125001'],
    ['492214710001', '+492214710001'],
    ['4917604069000', '+4917604069000'],
    ['4915228817386', '+4915228817386'],
    ['49 30 23125001', '+493023125001'],
    ['442079460123', '+442079460123'],
    ['03023125001', '+493023125001'],
    ['017604069000', '+4917604069000'],
    ['004930 23125001', '+493023125001'],
    ['+493023125001', '+493023125001'],
    ['tel:+493023125001', '+493023125001'],
    ['20', null],
    ['4930', null],
    ['431234', null],
    ['anonymous', null],
    ['sip:12@pbx.example', null],
    ['493023125001abc', null],
    ['', null],
  ])('reads %j as %s', (raw, number) => {
    expect(parsePushNumber(raw)).toBe(number);
  });

  test('reads every number reserved for media with and without its plus', () => {
    for (const number of MEDIA_NUMBERS) expect([number, number.slice(1), `0${number.slice(3)}`].map(parsePushNumber)).toEqual([number, number, number]);
  });
});

describe('parseCallerNumber', () => {
  test.each([
    null, undefined, '', '   ', 'anonymous', 'Anonymous', 'ANONYM', 'Unknown', 'unbekannt', 'restricted', 'withheld', 'Private', 'unavailable', 'Rufnummer unterdrückt', 'nicht verfügbar', 'prohib_not_screened', 'prohibited',
    '"Anonymous" <sip:anonymous@anonymous.invalid>', 'sip:anonymous@anonymous.invalid', 'anonymous@example.com', '+266696687', '266696687', '00266696687', '+7378742833', '+86282452253', '+2562533', '+8656696',
  ])('takes %j for a withheld number', (raw) => {
    expect(parseCallerNumber(raw)).toEqual({ number: null, raw: null, withheld: true });
  });

  test.each(['12', '201', '0', '4711', 'Zentrale', 'Privatpraxis Weber', 'Müller & Söhne', 'sip:12@pbx.example', '110', '0176', 'ANON-7', '**620', '23125001'])('keeps the odd id %j as it came', (raw) => {
    expect(parseCallerNumber(raw)).toEqual({ number: null, raw, withheld: false });
  });

  test.each([
    ['+493023125001', '+493023125001'],
    [' 030 23125001 ', '+493023125001'],
    ['0176/04069000', '+4917604069000'],
    ['0049 (0)176 04069000', '+4917604069000'],
  ])('reads %j as %s and keeps the raw id beside it', (raw, number) => {
    expect(parseCallerNumber(raw)).toEqual({ number, raw: raw.trim(), withheld: false });
  });

  test('reads the numbers of a push system in its way', () => {
    expect(parseCallerNumber('492214710001', parsePushNumber)).toEqual({ number: '+492214710001', raw: '492214710001', withheld: false });
    expect(parseCallerNumber('anonymous', parsePushNumber)).toEqual({ number: null, raw: null, withheld: true });
  });

  test('keeps of a raw id what a line of text can hold', () => {
    expect(parseCallerNumber('Zentrale\u0000\u0007 12').raw).toBe('Zentrale 12');
    expect(parseCallerNumber('Zentrale\ud83d').raw).toBe('Zentrale\ufffd');
    expect(parseCallerNumber('😀'.repeat(500)).raw).toBe('😀'.repeat(64));
  });

  test('is always exactly one of known, odd and withheld', () => {
    fc.assert(fc.property(fc.option(fc.string({ unit: 'binary' })), (raw) => {
      const caller = parseCallerNumber(raw);
      expect(caller.withheld).toBe(caller.raw === null);
      if (caller.withheld) expect(caller.number).toBeNull();
    }));
  });
});

describe('parseForwardingNumber', () => {
  const limits = { serviceNumbers: [{ number: '+493023125', isBlock: true }, { number: '+494066969100', isBlock: false }] };

  test.each([
    ['110', 'EMERGENCY'],
    ['112', 'EMERGENCY'],
    ['1 1 2', 'EMERGENCY'],
    ['tel:112', 'EMERGENCY'],
    ['0112', 'EMERGENCY'],
    ['0-110', 'EMERGENCY'],
    ['+49112', 'EMERGENCY'],
    ['+49 (0)112', 'EMERGENCY'],
    ['+49 110', 'EMERGENCY'],
    ['0049112', 'EMERGENCY'],
    ['116117', 'EMERGENCY'],
    ['116 117', 'EMERGENCY'],
    ['+49 116117', 'EMERGENCY'],
    ['19222', 'EMERGENCY'],
    ['030 112', 'EMERGENCY'],
    ['+49 30 110', 'EMERGENCY'],
    ['0221 19222', 'EMERGENCY'],
    ['0900 1234567', 'PREMIUM'],
    ['+49 900 1 234567', 'PREMIUM'],
    ['+49 (0)900 1 234567', 'PREMIUM'],
    ['0049 900 1 234567', 'PREMIUM'],
    ['(0)900 1 234567', 'PREMIUM'],
    ['09005', 'PREMIUM'],
    ['0190 123456', 'PREMIUM'],
    ['0137 7123456', 'PREMIUM'],
    ['0137 1234567', 'PREMIUM'],
    ['0138 123456', 'PREMIUM'],
    ['012 345678', 'PREMIUM'],
    ['11833', 'PREMIUM'],
    ['118 33', 'PREMIUM'],
    ['118000', 'PREMIUM'],
    ['0118 33', 'PREMIUM'],
    ['+4911833', 'PREMIUM'],
    ['+979 1 2345 6789', 'PREMIUM'],
    ['0180 5 123456', 'SHARED_COST'],
    ['01805/123456', 'SHARED_COST'],
    ['(0)180 5 123456', 'SHARED_COST'],
    ['+49 180 2 123456', 'SHARED_COST'],
    ['+43 900 123456', 'PREMIUM'],
    ['+43 820 123456', 'SHARED_COST'],
    ['+41 848 123456', 'SHARED_COST'],
    ['115', 'SHORT'],
    ['+49 115', 'SHORT'],
    ['116000', 'SHORT'],
    ['116 006', 'SHORT'],
    ['22922', 'SHORT'],
    ['4711', 'SHORT'],
    ['12', 'SHORT'],
    ['030 23125001', 'OWN_LINE'],
    ['+49 30 23125-999', 'OWN_LINE'],
    ['030 23125-0', 'OWN_LINE'],
    ['040 66969100', 'OWN_LINE'],
    ['+44 20 7946 0123', 'COUNTRY'],
    ['0044 20 7946 0123', 'COUNTRY'],
    ['+1 212 555 0123', 'COUNTRY'],
    ['+800 1234 5678', 'COUNTRY'],
    ['', 'INVALID'],
    ['Weber', 'INVALID'],
    ['*21*112#', 'INVALID'],
    ['sip:112@pbx.example', 'INVALID'],
    ['anonymous', 'INVALID'],
    ['23125001', 'INVALID'],
    ['030', 'INVALID'],
  ])('refuses %j as %s', (raw, problem) => {
    expect(parseForwardingNumber(raw, limits)).toEqual({ problem });
  });

  test.each([
    ['040 66969101', '+494066969101'],
    ['0176/04069000', '+4917604069000'],
    ['+49 (0)221 4710-112', '+492214710112'],
    ['089 99998-110', '+498999998110'],
  ])('accepts %j', (raw, number) => {
    expect(parseForwardingNumber(raw, limits)).toEqual({ number });
  });

  test('accepts every number reserved for media', () => {
    const none = { serviceNumbers: [] };
    for (const number of MEDIA_NUMBERS) {
      expect(parseForwardingNumber(number, none)).toEqual({ number });
      expect(parseForwardingNumber(`0${number.slice(3)}`, none)).toEqual({ number });
      expect(forwardingNumberProblem(number, none)).toBeNull();
    }
  });

  test('goes by the countries that the service allows', () => {
    expect(parseForwardingNumber('+44 20 7946 0123', { ...limits, allowedCountries: ['DE', 'GB'] })).toEqual({ number: '+442079460123' });
    expect(parseForwardingNumber('040 66969101', { ...limits, allowedCountries: ['AT'] })).toEqual({ problem: 'COUNTRY' });
  });

  test('allows Germany, Austria, Switzerland and the 27 of the European Union by default', () => {
    const union = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
    expect(new Set(FORWARDING_COUNTRIES)).toEqual(new Set([...union, 'CH', 'AX']));
  });

  test('never lets an emergency number pass, however it is punctuated', () => {
    const punctuated = (digits: string) => fc.array(fc.constantFrom('', ' ', '-', '/', '.'), { minLength: digits.length, maxLength: digits.length }).map((marks) => [...digits].map((digit, index) => digit + marks[index]).join(''));
    const emergency = fc.constantFrom('110', '112', '116117', '19222', '0110', '0112', '+49110', '+49112', '0049112').chain(punctuated);
    fc.assert(fc.property(emergency, (raw) => {
      expect(parseForwardingNumber(raw, limits)).toEqual({ problem: 'EMERGENCY' });
    }));
  });
});

describe('forwardingNumberProblem', () => {
  test.each([
    ['+49110', 'EMERGENCY'],
    ['+499001234567', 'PREMIUM'],
    ['+491805123456', 'SHARED_COST'],
    ['+491371234567', 'PREMIUM'],
    ['+49115', 'SHORT'],
    ['+493023125001', 'OWN_LINE'],
    ['+442079460123', 'COUNTRY'],
    ['+999123456789', 'COUNTRY'],
    ['+494066969001', null],
  ])('says of %s: %s', (number, problem) => {
    expect(forwardingNumberProblem(number, { serviceNumbers: [{ number: '+493023125', isBlock: true }] })).toBe(problem);
  });
});

describe('findLine', () => {
  const lines = [
    { id: 'single', number: '+493023125100', isBlock: false },
    { id: 'middle block', number: '+4930231257', isBlock: true },
    { id: 'block', number: '+493023125', isBlock: true },
    { id: 'long block', number: '+49302312571', isBlock: true },
    { id: 'other', number: '+494066969100', isBlock: false },
  ];

  test.each([
    ['+493023125100', 'single'],
    ['+493023125101', 'block'],
    ['+4930231251001', 'block'],
    ['+493023125', 'block'],
    ['+4930231250', 'block'],
    ['+493023125711', 'long block'],
    ['+49302312571', 'long block'],
    ['+493023125723', 'middle block'],
    ['+4930231257', 'middle block'],
    ['+494066969100', 'other'],
    ['+494066969101', undefined],
    ['+4940669691001', undefined],
    ['+49406696910', undefined],
    ['+492214710000', undefined],
  ])('finds for %s: %s', (called, id) => {
    expect(findLine(called, lines)?.id).toBe(id);
  });

  test('finds nothing where there are no lines', () => {
    expect(findLine('+493023125100', [])).toBeNull();
  });

  test('prefers the single line to a block of the very same number', () => {
    expect(findLine('+493023125100', [{ id: 'a', number: '+493023125100', isBlock: true }, { id: 'b', number: '+493023125100', isBlock: false }])?.id).toBe('b');
  });

  test('does not depend on the order of the lines', () => {
    const twins = [...lines, { id: 'block twin', number: '+493023125', isBlock: true }];
    const called = fc.constantFrom('+493023125100', '+493023125101', '+493023125711', '+493023125723', '+494066969100', '+492214710000');
    fc.assert(fc.property(called, fc.shuffledSubarray(twins, { minLength: twins.length }), (number, shuffled) => {
      expect(findLine(number, shuffled)?.id).toBe(findLine(number, twins)?.id);
    }));
  });
});

describe('parseBlockPrefix', () => {
  test.each([
    ['030 23125-0', '+493023125'],
    ['030 23125 - 0', '+493023125'],
    ['030/23125/0', '+493023125'],
    ['030 23125-', '+493023125'],
    ['030 23125', '+493023125'],
    ['+4930231250', '+4930231250'],
    ['030 23125-10', '+49302312510'],
    ['Weber', null],
  ])('reads %j as the prefix %s', (raw, prefix) => {
    expect(parseBlockPrefix(raw)).toBe(prefix);
  });

  test('makes a line that finds its extensions', () => {
    const number = parseBlockPrefix('030 23125-0') as string;
    expect(findLine('+493023125123', [{ id: 'block', number, isBlock: true }])?.id).toBe('block');
    expect(findLine('+4930231250', [{ id: 'block', number, isBlock: true }])?.id).toBe('block');
  });
});

test.each([['+493023125001', true], ['+4930231250', true], ['+4917604069000', false], ['nonsense', false]])('knows whether %s is a fixed line', (number, expected) => {
  expect(isFixedLine(number)).toBe(expected);
});

describe('patternOfNumber', () => {
  const found = (number: string, text: string) => new RegExp(patternOfNumber(number)).test(text);
  test.each(['+491713920001', '0171 3920001', '0171/39 20 001', '(0171) 3920001', '0049 171 3920001', '+49 (0) 171 3920001', '+49 (0)171-392 00 01', '491713920001', 'Bitte unter 0171–3920001 melden.', 'Tel.:01713920001.', 'sip:+491713920001@example'])('finds the number in %j', text => {
    expect(found('+491713920001', text)).toBe(true);
  });
  test.each(['0171 39200012', '10171 3920001', '0171 392000', '171 3920002', '+43 171 3920001', 'K-3920001'])('finds another in %j', text => {
    expect(found('+491713920001', text)).toBe(false);
  });
  test('finds a number of another country by its code alone', () => {
    expect([found('+436641234567', '+43 664 1234567'), found('+436641234567', '0664 1234567')]).toEqual([true, false]);
  });
  test('finds every number as it is stored and as it is dialled here', () => {
    for (const number of MEDIA_NUMBERS) expect([number, found(number, number), found(number, `0${number.slice(3)}`)]).toEqual([number, true, true]);
  });
});
