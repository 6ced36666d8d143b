import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { openDesk, type Desk, type Told } from '../test/desk.ts';
import { raiseAlarm } from '../calls/alarm.service.ts';
import { forgetExchange, heardFromExchange, setExchangeState } from './exchange-state.ts';
import { readSettings } from './settings.service.ts';

let desk: Desk;
let supervisor: SecretaryActor;
let jana: SecretaryActor;
let weber: CustomerUserActor;
let customerId: string;
let line: { id: string; number: string };

beforeAll(async () => {
  desk = await openDesk('2026-06-15T09:00:00Z');
  [supervisor, jana] = [await desk.secretary({ isSupervisor: true, name: 'Lena Leitung' }), await desk.secretary({ name: 'Jana Kühn' })];
  customerId = await desk.customer();
  weber = await desk.customerUser(customerId);
  line = await desk.line(customerId);
});
afterAll(() => desk.close());
beforeEach(() => desk.pass(60));

/** How often supervisors were told that something about telephony is new. */
const told = async (): Promise<number> => (await desk.sql.pool.query(`select count(*)::int as times from event where kind = 'TELEPHONY_CHANGED'`)).rows[0].times;

const INPUT = {
  preferredRingSeconds: 5, secretaryRingSeconds: 20, waitSeconds: 90, waiting: 'MUSIC', fallback: 'ANNOUNCEMENT', overflowNumber: null, voiceMessages: false, voiceMessageSeconds: 60,
  allowedCountries: ['DE', 'AT'], dialsPerCustomerAndHour: 30, presentsCaller: false,
};
const SETTINGS = 'preferredRingSeconds secretaryRingSeconds waitSeconds waiting fallback overflowNumber voiceMessages voiceMessageSeconds allowedCountries dialsPerCustomerAndHour presentsCaller version';
const save = async (over: object, expectedVersion: number | null = null): Promise<Told> =>
  (await desk.run(supervisor, `mutation ($input: TelephonySettingsInput!, $expectedVersion: Int) { updateTelephonySettings(input: $input, expectedVersion: $expectedVersion) {
    __typename ... on TelephonySettings { ${SETTINGS} } ... on TelephonySettingsInvalid { problems { field code } } ... on TelephonySettingsChangedMeanwhile { current { ${SETTINGS} } } } }`,
  { input: { ...INPUT, ...over }, expectedVersion })).data.updateTelephonySettings;

describe('the settings of telephony', () => {
  test('are stored, read by whoever acts on them, and tell the supervisors', async () => {
    const [before, events] = [await readSettings(desk.sql), await told()];
    expect(before).toMatchObject({ preferredRingSeconds: 8, fallback: 'ANNOUNCEMENT', voiceMessages: false, presentsCaller: true });
    const saved = await save({ overflowNumber: '030 23125-990', allowedCountries: ['de', ' at', 'DE'] }, before.version);
    expect(saved).toEqual({ __typename: 'TelephonySettings', ...INPUT, overflowNumber: '+493023125990', allowedCountries: ['AT', 'DE'], version: before.version + 1 });
    expect(await readSettings(desk.sql)).toMatchObject({ waitSeconds: 90, overflowNumber: '+493023125990', allowedCountries: ['AT', 'DE'] });
    expect(await told()).toBe(events + 1);
  });

  test('are saved by one of two who change them at once, and the other is shown what is stored', async () => {
    const { version } = await readSettings(desk.sql);
    // Both have read before either may write.
    const holder = await desk.sql.pool.connect();
    await holder.query('begin');
    await holder.query('select from telephony_settings for update');
    const saves = [save({ waitSeconds: 70 }, version), save({ waitSeconds: 80 }, version)];
    const blocked = async () => (await desk.sql.pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount;
    while ((await blocked()) !== 2);
    await holder.query('commit');
    holder.release();
    const both = await Promise.all(saves);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['TelephonySettings', 'TelephonySettingsChangedMeanwhile']);
    const [stored, late] = both[0].__typename === 'TelephonySettings' ? both : [both[1], both[0]];
    expect(late.current).toEqual({ ...stored, __typename: undefined });
    expect((await save({}, version)).__typename).toBe('TelephonySettingsChangedMeanwhile');
  });

  test.each([
    ['nobody would be rung before the fallback', { preferredRingSeconds: 60, waitSeconds: 60 }, 'preferredRingSeconds', 'NOT_ALLOWED'],
    ['less than nothing', { preferredRingSeconds: -1 }, 'preferredRingSeconds', 'OUT_OF_RANGE'],
    ['a ring too short to get up for', { secretaryRingSeconds: 4 }, 'secretaryRingSeconds', 'OUT_OF_RANGE'],
    ['an endless wait', { waitSeconds: 601 }, 'waitSeconds', 'OUT_OF_RANGE'],
    ['a recording of an hour', { voiceMessageSeconds: 3600 }, 'voiceMessageSeconds', 'OUT_OF_RANGE'],
    ['no dialling at all', { dialsPerCustomerAndHour: 0 }, 'dialsPerCustomerAndHour', 'OUT_OF_RANGE'],
    ['no country', { allowedCountries: [] }, 'allowedCountries', 'REQUIRED'],
    ['a country that is none', { allowedCountries: ['DE', 'XX'] }, 'allowedCountries', 'OUT_OF_RANGE'],
    ['an overflow without a number', { fallback: 'OVERFLOW' }, 'overflowNumber', 'REQUIRED'],
    ['an overflow to no number', { fallback: 'OVERFLOW', overflowNumber: 'Zentrale' }, 'overflowNumber', 'INVALID_NUMBER'],
    ['an overflow to an emergency number', { overflowNumber: '112' }, 'overflowNumber', 'FORBIDDEN_NUMBER'],
    ['an overflow to a country that is not dialled', { overflowNumber: '+44 20 7946 0123' }, 'overflowNumber', 'FORBIDDEN_NUMBER'],
    ['voice messages while recording is off', { fallback: 'VOICE_MESSAGE' }, 'fallback', 'NOT_ALLOWED'],
  ])('are refused with %s', async (_name, over, field, code) => {
    const before = await readSettings(desk.sql);
    expect(await save(over)).toEqual({ __typename: 'TelephonySettingsInvalid', problems: [{ field, code }] });
    expect(await readSettings(desk.sql)).toEqual(before);
  });

  test('do not send calls round in a circle', async () => {
    expect(await save({ fallback: 'OVERFLOW', overflowNumber: line.number })).toEqual({ __typename: 'TelephonySettingsInvalid', problems: [{ field: 'overflowNumber', code: 'FORBIDDEN_NUMBER' }] });
  });

  test('allow voice messages once recording is turned on', async () => {
    expect(await save({ fallback: 'VOICE_MESSAGE', voiceMessages: true })).toMatchObject({ __typename: 'TelephonySettings', fallback: 'VOICE_MESSAGE', voiceMessages: true });
  });

  test('say which numbers customers may be put through to', async () => {
    const enter = async () => (await desk.run(weber, 'mutation ($id: ID!) { createContact(customerId: $id, input: { name: "London", alwaysPutThroughTo: "+44 20 7946 0123" }) { __typename ... on ContactInvalid { problems { field code } } } }', { id: customerId })).data.createContact;
    await save({ allowedCountries: ['DE'] });
    expect(await enter()).toEqual({ __typename: 'ContactInvalid', problems: [{ field: 'alwaysPutThroughTo', code: 'FORBIDDEN_NUMBER' }] });
    await save({ allowedCountries: ['DE', 'GB'] });
    expect((await enter()).__typename).toBe('Contact');
  });
});

describe('the telephones of secretaries', () => {
  const SET = 'mutation ($id: ID!, $input: SecretaryPhoneInput!) { setSecretaryPhone(secretaryId: $id, input: $input) { __typename ... on SecretaryPhone { secretary { name } sipEndpoint number languages } ... on SecretaryPhoneInvalid { problems { field code } } } }';
  const set = async (id: string, input: object) => (await desk.run(supervisor, SET, { id, input: { languages: ['DE'], ...input } })).data?.setSecretaryPhone;

  test('are set and listed by name', async () => {
    expect(await set(jana.secretaryId, { sipEndpoint: ' tisch-4 ', number: '0171 3920010', languages: ['EN', 'DE', 'EN'] }))
      .toEqual({ __typename: 'SecretaryPhone', secretary: { name: 'Jana Kühn' }, sipEndpoint: 'tisch-4', number: '+491713920010', languages: ['DE', 'EN'] });
    const { data } = await desk.run(supervisor, '{ telephony { secretaryPhones { secretary { name } sipEndpoint } } }');
    expect(data.telephony.secretaryPhones).toEqual([{ secretary: { name: 'Jana Kühn' }, sipEndpoint: 'tisch-4' }, { secretary: { name: 'Lena Leitung' }, sipEndpoint: null }]);
    expect(await set(jana.secretaryId, { sipEndpoint: '', number: '' })).toMatchObject({ sipEndpoint: null, number: null });
  });

  test('are refused where they cannot ring', async () => {
    await set(jana.secretaryId, { sipEndpoint: 'tisch-4' });
    const refused: [object, string, string][] = [
      [{ sipEndpoint: 'tisch-4' }, 'sipEndpoint', 'TAKEN'], [{ sipEndpoint: 'Tisch 4' }, 'sipEndpoint', 'OUT_OF_RANGE'], [{ sipEndpoint: 'desk-abcdefgh' }, 'sipEndpoint', 'NOT_ALLOWED'],
      [{ number: '110' }, 'number', 'FORBIDDEN_NUMBER'], [{ number: line.number }, 'number', 'FORBIDDEN_NUMBER'], [{ number: 'Küche' }, 'number', 'INVALID_NUMBER'], [{ languages: [] }, 'languages', 'REQUIRED'],
    ];
    for (const [input, field, code] of refused) expect([input, await set(supervisor.secretaryId, input)]).toEqual([input, { __typename: 'SecretaryPhoneInvalid', problems: [{ field, code }] }]);
    expect((await desk.run(supervisor, SET, { id: crypto.randomUUID(), input: { languages: ['DE'] } })).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe('the preference of a customer', () => {
  const PREFERENCES = 'query ($id: ID!) { secretaryPreferences(customerId: $id) { secretary { name } weight } }';
  const SET = 'mutation ($customerId: ID!, $secretaryId: ID!, $weight: Int!) { setSecretaryPreference(customerId: $customerId, secretaryId: $secretaryId, weight: $weight) { ... on SecretaryPreference { secretary { name } weight } } }';
  const set = (weight: number, over: object = {}) => desk.run(supervisor, SET, { customerId, secretaryId: jana.secretaryId, weight, ...over });

  test('is given by hand for each secretary, and taken back', async () => {
    for (const weight of [50, -50, 0]) {
      expect((await set(weight)).data.setSecretaryPreference).toEqual({ secretary: { name: 'Jana Kühn' }, weight });
      expect((await desk.run(supervisor, PREFERENCES, { id: customerId })).data.secretaryPreferences).toEqual([{ secretary: { name: 'Jana Kühn' }, weight }, { secretary: { name: 'Lena Leitung' }, weight: 0 }]);
    }
  });

  test('is of a customer and a secretary who exist, and within bounds', async () => {
    expect((await set(101)).errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'weight' });
    for (const over of [{ customerId: crypto.randomUUID() }, { secretaryId: crypto.randomUUID() }, { customerId: 'x' }]) expect((await set(50, over)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(supervisor, PREFERENCES, { id: crypto.randomUUID() })).data.secretaryPreferences).toBeNull();
  });
});

describe('alarms', () => {
  const ALARMS = '{ telephony { alarms { id kind customer { id } number raisedAt lastAt times dismissedAt dismissedBy { name } } } }';
  const alarms = async (): Promise<Told[]> => (await desk.run(supervisor, ALARMS)).data.telephony.alarms;
  const dismiss = async (id: string) => desk.run(supervisor, 'mutation ($id: ID!) { dismissTelephonyAlarm(alarmId: $id) { ... on TelephonyAlarm { dismissedAt dismissedBy { name } } } }', { id });

  test('count up while one is open, also when they are raised at once, and are told live', async () => {
    const [other, raisedAt, events] = [await desk.customer(), desk.now().toISOString(), await told()];
    await raiseAlarm(desk.sql, { kind: 'DIAL_LIMIT', customerId, number: '+491713920050' }, desk.now());
    desk.pass(30);
    await Promise.all(['+491713920051', '+491713920051'].map(number => raiseAlarm(desk.sql, { kind: 'DIAL_LIMIT', customerId, number }, desk.now())));
    desk.pass(30);
    await raiseAlarm(desk.sql, { kind: 'DIAL_LIMIT', customerId: other, number: null }, desk.now());
    expect(await alarms()).toMatchObject([
      { kind: 'DIAL_LIMIT', customer: { id: other }, number: null, times: 1 }, { kind: 'DIAL_LIMIT', customer: { id: customerId }, number: '+491713920051', times: 3, raisedAt, dismissedAt: null, dismissedBy: null },
    ]);
    expect(await told()).toBe(events + 4);
  });

  test('are dismissed once, and raised anew afterwards', async () => {
    await raiseAlarm(desk.sql, { kind: 'COUNTRY_REFUSED', customerId, number: '+12125550123' }, desk.now());
    const { id } = (await alarms())[0];
    const dismissed = { dismissedAt: desk.now().toISOString(), dismissedBy: { name: 'Lena Leitung' } };
    expect((await dismiss(id)).data.dismissTelephonyAlarm).toEqual(dismissed);
    desk.pass(60);
    expect((await dismiss(id)).data.dismissTelephonyAlarm).toEqual(dismissed);
    expect((await alarms()).at(-1)).toMatchObject({ id, ...dismissed });
    await raiseAlarm(desk.sql, { kind: 'COUNTRY_REFUSED', customerId, number: '+12125550123' }, desk.now());
    expect((await alarms())[0]).toMatchObject({ kind: 'COUNTRY_REFUSED', times: 1, dismissedAt: null });
    expect((await dismiss(crypto.randomUUID())).errors?.[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe('the state of the exchange', () => {
  const state = async () => (await desk.run(supervisor, '{ telephony { exchange { connectedSince lostAt lastEventAt version } } }')).data.telephony.exchange;

  test('follows the process that connected last', async () => {
    expect(await state()).toBeNull();
    await setExchangeState(desk.sql, { name: 'asterisk', holder: 'a', connected: true, version: 'Asterisk 22.10.1' }, desk.now());
    const connectedSince = desk.now().toISOString();
    expect(await state()).toEqual({ connectedSince, lostAt: null, lastEventAt: connectedSince, version: 'Asterisk 22.10.1' });
    desk.pass(10);
    await setExchangeState(desk.sql, { name: 'asterisk', holder: 'a', connected: false }, desk.now());
    const lostAt = desk.now().toISOString();
    desk.pass(10);
    await setExchangeState(desk.sql, { name: 'asterisk', holder: 'a', connected: false }, desk.now());
    expect(await state()).toMatchObject({ connectedSince: null, lostAt, version: 'Asterisk 22.10.1' });
    await setExchangeState(desk.sql, { name: 'asterisk', holder: 'b', connected: true }, desk.now());
    await setExchangeState(desk.sql, { name: 'asterisk', holder: 'a', connected: false }, desk.now());
    expect(await state()).toMatchObject({ connectedSince: desk.now().toISOString(), lostAt: null });
  });

  test('notes events every few seconds at most, and is forgotten', async () => {
    const events = await told();
    for (const seconds of [10, 1, 1]) {
      desk.pass(seconds);
      await heardFromExchange(desk.sql, 'asterisk', desk.now());
    }
    expect(await told()).toBe(events + 1);
    await forgetExchange(desk.sql, 'asterisk');
    expect(await state()).toBeNull();
    expect(await told()).toBe(events + 2);
  });
});

describe('all of it', () => {
  test.each([
    '{ telephony { exchange { version } } }', '{ telephony { settings { version } } }', '{ telephony { alarms { id } } }', '{ telephony { secretaryPhones { number } } }',
    `{ secretaryPreferences(customerId: "${crypto.randomUUID()}") { weight } }`,
    'mutation { updateTelephonySettings(input: { preferredRingSeconds: 1, secretaryRingSeconds: 9, waitSeconds: 60, waiting: MUSIC, fallback: ANNOUNCEMENT, voiceMessages: false, voiceMessageSeconds: 60, allowedCountries: ["DE"], dialsPerCustomerAndHour: 9, presentsCaller: true }) { __typename } }',
    `mutation { setSecretaryPhone(secretaryId: "${crypto.randomUUID()}", input: { languages: [DE] }) { __typename } }`,
    `mutation { setSecretaryPreference(customerId: "${crypto.randomUUID()}", secretaryId: "${crypto.randomUUID()}", weight: 0) { __typename } }`,
    `mutation { dismissTelephonyAlarm(alarmId: "${crypto.randomUUID()}") { __typename } }`,
    `mutation { updateTelephoneDoor(telephoneDoorId: "${crypto.randomUUID()}", input: { name: "x" }) { __typename } }`,
    `mutation { moveTelephoneDoor(telephoneDoorId: "${crypto.randomUUID()}") { __typename } }`, `mutation { testTelephoneDoor(telephoneDoorId: "${crypto.randomUUID()}", url: "x") { __typename } }`,
  ])('%s is refused to plain secretaries, customers and strangers', async operation => {
    for (const actor of [jana, weber]) expect((await desk.run(actor, operation)).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(null, operation)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});
