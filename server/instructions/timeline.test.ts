import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk, type Told } from '../test/desk.ts';
import { type CalendarOfCustomer, pickActive, type ScheduledInstruction, type WeeklyHours } from './schedule.ts';
import { overlapsOf, timelineOf } from './timeline.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return sides => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * sides);
  };
}

const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Instructions of every kind around the moment: standing and temporary, with and without hours, some of them over midnight, some not on holidays. */
function someInstructions(roll: (sides: number) => number, around: number): ScheduledInstruction[] {
  return Array.from({ length: 1 + roll(7) }, (_, place) => {
    const validFrom = around + (roll(60) - 30) * DAY + roll(1440) * MINUTE;
    const hours: WeeklyHours[] = Array.from({ length: roll(3) === 0 ? 0 : roll(9) }, () => ({ weekday: WEEKDAYS[roll(7)]!, from: clock(roll(96) * 15), until: clock(roll(96) * 15) }));
    return {
      id: `00000000-0000-4000-8000-00000000000${place}`, validFrom: new Date(validFrom), validUntil: roll(2) ? new Date(validFrom + (1 + roll(20 * 24)) * 60 * MINUTE) : null,
      weeklyHours: hours, exceptPublicHolidays: roll(2) === 1, createdAt: new Date(around - roll(5) * DAY),
    };
  });
}

const calendars: CalendarOfCustomer[] = [
  { timeZone: 'Europe/Berlin', federalState: 'BE' }, { timeZone: 'Europe/Berlin', federalState: 'BY' }, { timeZone: 'Europe/London', federalState: null },
  { timeZone: 'Africa/Casablanca', federalState: null }, { timeZone: 'Australia/Lord_Howe', federalState: null }, { timeZone: 'America/St_Johns', federalState: 'SN' },
];
// Around both changes of the clock, Christmas, Easter, and the fast in which Morocco's clocks change twice.
const moments = ['2026-03-20', '2026-10-16', '2026-12-18', '2027-03-22', '2026-02-10', '2026-07-01'].map(day => Date.parse(`${day}T00:00:00Z`));

describe('a timeline', () => {
  test('says at every moment what deciding a call at that moment says', () => {
    for (let round = 0; round < 240; round++) {
      const roll = dice(round + 1);
      const from = moments[round % moments.length]! + roll(1440) * MINUTE;
      const calendar = calendars[Math.floor(round / moments.length) % calendars.length]!;
      const instructions = someInstructions(roll, from);
      const until = from + (7 + roll(50)) * DAY;
      const { stretches, ...reach } = timelineOf(instructions, { from, until }, calendar);
      expect(reach).toMatchObject({ from, until });
      // Without a gap, and neighbours differ.
      expect(stretches.map(one => one.from)).toEqual([from, ...stretches.slice(0, -1).map(one => one.until)]);
      expect(stretches.at(-1)!.until).toBe(until);
      expect(stretches.every((one, place) => one.from < one.until && one.instruction !== stretches[place + 1]?.instruction)).toBe(true);
      const asked = [...stretches.flatMap(one => [one.from, one.from - 1, one.until - 1]), ...Array.from({ length: 60 }, () => from + roll(until - from))].filter(at => at >= from && at < until);
      for (const at of asked) {
        const said = stretches.find(one => one.from <= at && at < one.until)!;
        expect([round, new Date(at), said.instruction?.id ?? null]).toEqual([round, new Date(at), pickActive(instructions, new Date(at), calendar)?.id ?? null]);
      }
    }
  });

  test('names the public holidays of the state, and nothing where no state is known', () => {
    const within = { from: Date.parse('2026-05-20T10:00:00Z'), until: Date.parse('2026-06-10T10:00:00Z') };
    expect(timelineOf([], within, { timeZone: 'Europe/Berlin', federalState: 'BY' }).holidays).toEqual([{ on: '2026-05-25', name: 'Pfingstmontag' }, { on: '2026-06-04', name: 'Fronleichnam' }]);
    expect(timelineOf([], within, { timeZone: 'Europe/Berlin', federalState: null }).holidays).toEqual([]);
  });

  test('reaches less far where there is very much to tell, and says how far', () => {
    const from = Date.parse('2026-06-15T00:00:00Z');
    const hours = WEEKDAYS.flatMap(weekday => Array.from({ length: 14 }, (_, hour) => ({ weekday, from: clock(hour * 60), until: clock(hour * 60 + 30) })));
    const one: ScheduledInstruction = { id: 'a', validFrom: new Date(0), validUntil: null, weeklyHours: hours, exceptPublicHolidays: false, createdAt: new Date(0) };
    const calendar = calendars[0]!;
    const first = timelineOf([one], { from, until: from + 56 * DAY }, calendar);
    expect(first.stretches).toHaveLength(500);
    expect(first.until).toBe(first.stretches.at(-1)!.until);
    expect(first.until).toBeLessThan(from + 20 * DAY);
    const crowd = Array.from({ length: 2000 }, (_, place) => ({ ...one, id: String(place), validFrom: new Date(place) }));
    const begun = performance.now();
    expect(timelineOf(crowd, { from, until: from + 56 * DAY }, calendar).until).toBe(from + DAY);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('what an instruction hides', () => {
  const calendar = calendars[0]!;
  const asked = { from: Date.parse('2026-06-15T00:00:00Z'), until: Date.parse('2026-07-15T00:00:00Z') };
  const standing: ScheduledInstruction = { id: 'standing', validFrom: new Date(0), validUntil: null, weeklyHours: [], exceptPublicHolidays: false, createdAt: new Date(0) };
  const moment = (text: string) => new Date(text);

  test('is told with when, and so is by what it is hidden', () => {
    const holiday = { ...standing, id: 'holiday', validFrom: moment('2026-06-20T22:00:00Z'), validUntil: moment('2026-06-30T22:00:00Z'), createdAt: moment('2026-06-01T00:00:00Z') };
    const meeting = { ...holiday, id: 'meeting', validFrom: moment('2026-06-25T08:00:00Z'), validUntil: moment('2026-06-25T10:00:00Z') };
    const added = overlapsOf(holiday, [standing, meeting], asked, calendar);
    expect(added.firstInForceAt).toBe(holiday.validFrom.getTime());
    expect(added.hides).toEqual([{ instruction: standing, from: holiday.validFrom.getTime(), until: meeting.validFrom.getTime(), times: 2, isWhole: false }]);
    expect(added.hiddenBy).toEqual([{ instruction: meeting, from: meeting.validFrom.getTime(), until: meeting.validUntil.getTime(), times: 1, isWhole: false }]);
  });

  test('is whole when nothing is left of it, either way round', () => {
    const newer = { ...standing, id: 'newer', createdAt: moment('2026-06-01T00:00:00Z') };
    expect(overlapsOf(newer, [standing], asked, calendar)).toMatchObject({ hides: [{ instruction: standing, isWhole: true }], hiddenBy: [], firstInForceAt: asked.from });
    expect(overlapsOf(standing, [newer], asked, calendar)).toMatchObject({ hides: [], hiddenBy: [{ instruction: newer, isWhole: true }], firstInForceAt: null });
  });
});

describe('through the API', () => {
  let desk: Desk;
  let jana: SecretaryActor;
  let weber: CustomerUserActor;
  let stranger: CustomerUserActor;
  beforeAll(async () => {
    // A Friday, 11 o'clock in Berlin.
    desk = await openDesk('2026-12-18T10:00:00Z');
    jana = await desk.secretary();
    weber = await desk.customerUser(await desk.customer({ federalState: 'BE' }));
    stranger = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  });
  afterAll(() => desk.close());

  const TIMELINE = `query ($id: ID!, $from: DateTime, $until: DateTime) { customer(id: $id) { timeline(from: $from, until: $until) {
    from until holidays { on name } stretches { from until instruction { title putThrough } } } } }`;
  const OVERLAPS = `query ($id: ID!, $frame: InstructionFrameInput!) { customer(id: $id) { overlaps(frame: $frame) {
    firstInForceAt until hides { instruction { title } from until times isWhole } hiddenBy { instruction { title } from until times isWhole } } } }`;
  const ask = (who: CustomerUserActor | SecretaryActor | null, query: string, variables: object = {}) => desk.run(who, query, { id: weber.customerId, ...variables });

  test('the coming weeks are told with the holidays, and what an unsaved one would hide', async () => {
    await desk.instruction(weber.customerId, { title: 'Immer', putThrough: 'NONE', message: 'Ja?', forwardingNumbers: [] });
    desk.pass(1);
    await desk.instruction(weber.customerId, { title: 'Büro', weeklyHours: WEEKDAYS.slice(0, 5).map(weekday => ({ weekday, from: '09:00', until: '12:00' })) as never, exceptPublicHolidays: true });
    const { data } = await ask(weber, TIMELINE, { from: '2026-12-24T00:00:00Z', until: '2026-12-28T23:00:00Z' });
    expect(data.customer.timeline).toMatchObject({ from: '2026-12-24T00:00:00.000Z', until: '2026-12-28T23:00:00.000Z', holidays: [{ on: '2026-12-25' }, { on: '2026-12-26' }] });
    expect(data.customer.timeline.stretches.map((one: Told) => [one.from, one.instruction.title])).toEqual([
      ['2026-12-24T00:00:00.000Z', 'Immer'], ['2026-12-24T08:00:00.000Z', 'Büro'], ['2026-12-24T11:00:00.000Z', 'Immer'], ['2026-12-28T08:00:00.000Z', 'Büro'], ['2026-12-28T11:00:00.000Z', 'Immer'],
    ]);
    const usual = (await ask(jana, TIMELINE)).data.customer.timeline;
    expect([usual.from, usual.until]).toEqual([desk.now().toISOString(), new Date(desk.now().getTime() + 28 * DAY).toISOString()]);

    const frame = { validFrom: '2026-12-23T23:00:00Z', validUntil: '2026-12-24T09:00:00Z' };
    expect((await ask(weber, OVERLAPS, { frame })).data.customer.overlaps).toEqual({
      firstInForceAt: '2026-12-23T23:00:00.000Z', until: expect.any(String), hiddenBy: [],
      hides: [
        { instruction: { title: 'Immer' }, from: '2026-12-23T23:00:00.000Z', until: '2026-12-24T08:00:00.000Z', times: 1, isWhole: false },
        { instruction: { title: 'Büro' }, from: '2026-12-24T08:00:00.000Z', until: '2026-12-24T09:00:00.000Z', times: 1, isWhole: false },
      ],
    });
  });

  test('a stored one is compared with the others and not with itself', async () => {
    const id = await desk.customer();
    const one = await desk.instruction(id, { title: 'Allein' });
    const { data } = await desk.run(jana, OVERLAPS, { id, frame: { instructionId: one.id } });
    expect(data.customer.overlaps).toMatchObject({ hides: [], hiddenBy: [], firstInForceAt: desk.now().toISOString() });
  });

  test('is asked for eight weeks at most, and not backwards', async () => {
    for (const until of ['2027-02-12T10:00:01Z', '2026-12-18T09:00:00Z'])
      expect((await ask(weber, TIMELINE, { from: '2026-12-18T10:00:00Z', until })).errors?.[0].extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'until' });
    expect((await ask(weber, OVERLAPS, { frame: { validFrom: '2026-12-19T00:00:00Z', validUntil: '2026-12-19T00:00:00Z' } })).errors?.[0].extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'validUntil' });
  });

  test('is nobody else’s', async () => {
    expect((await ask(stranger, TIMELINE)).data).toEqual({ customer: null });
    expect((await ask(stranger, OVERLAPS, { frame: {} })).data).toEqual({ customer: null });
    expect((await ask(null, TIMELINE)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  test('is read for a page of customers at once', async () => {
    for (let place = 0; place < 5; place++) await desk.instruction(await desk.customer({ name: `Zeitstrahl ${place}` }));
    let reads = 0;
    const { pool } = desk.sql;
    const query = pool.query.bind(pool);
    pool.query = ((...args: Parameters<typeof query>) => (reads++, query(...args))) as typeof pool.query;
    const page = (first: number) => desk.run(jana, `{ customers(first: ${first}, search: "Zeitstrahl") { edges { node { timeline(from: "2026-12-20T00:00:00Z") { stretches { instruction { title } } } } } } }`);
    await page(1);
    const forOne = reads;
    reads = 0;
    expect((await page(5)).data.customers.edges).toHaveLength(5);
    expect(reads).toBe(forOne);
    pool.query = query as typeof pool.query;
  });
});
