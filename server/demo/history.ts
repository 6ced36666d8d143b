import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { AttemptOutcome, CallEndReason, CallResult } from '../calls/call.entity.ts';
import { decide, type Decision, nextNumber } from '../calls/decision.ts';
import { matchContacts } from '../contacts/caller-match.ts';
import { type Arrival, arrivalsUntil } from './arrivals.ts';
import { type DemoConcern, fillIn, note } from './concern-words.ts';
import { concernsFor } from './concerns.ts';
import type { PlacedCustomer } from './people.ts';
import { type Random, randomOf } from './random.ts';

type Row = Record<string, unknown>;

/** Rows of the call history, in the columns of their tables. */
export interface History { calls: Row[]; attempts: Row[]; notes: Row[]; noteVersions: Row[] }

/** What the whole filling shares. */
interface Filling {
  history: History;
  random: Random;
  reporter: string;
  now: Date;
  /** Numbers as people write them, and the names that match a caller: both cost more than all the rest. */
  written: Map<string, string>;
  names: Map<string, string | null>;
}

/** How a call went on the desk, in milliseconds since 1970. */
interface Course {
  takenAt: number | null;
  endedAt: number;
  endReason: `${CallEndReason}`;
  result: `${CallResult}`;
  decision: Decision;
  identified: boolean;
  attempts: { number: Decision['plan'][number]; startedAt: number; endedAt: number; outcome: `${AttemptOutcome}` }[];
  note: 'CONCERN' | 'PUT_THROUGH' | null;
  /** When the secretary can take another call. */
  freeAt: number;
}

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const IDENTIFIED_AFTER = 12 * SECOND;

/** Calls from the end of the history whose callers nobody has talked to or called back yet, so that the call-back list is never empty. */
const STILL_OPEN = new Map<number, 'ABANDONED' | 'MISSED'>([[4, 'ABANDONED'], [11, 'MISSED'], [19, 'ABANDONED']]);

/** Some weeks of calls as three secretaries handled them, each decided by what was in force at its moment. */
export function historyOf(customers: readonly PlacedCustomer[], secretaryIds: readonly string[], reporter: string, now: Date): History {
  const random = randomOf('desk');
  const filling: Filling = { history: { calls: [], attempts: [], notes: [], noteVersions: [] }, random, reporter, now, written: new Map(), names: new Map() };
  const freeAt = secretaryIds.map(() => 0);
  const arrivals = arrivalsUntil(customers, now);
  for (const [place, arrival] of arrivals.entries()) {
    const on = onDuty(arrival, random);
    const who = on.find(one => (freeAt[one] as number) <= arrival.at.getTime()) ?? on.reduce((a, b) => ((freeAt[a] as number) <= (freeAt[b] as number) ? a : b));
    const left = STILL_OPEN.get(arrivals.length - place) ?? null;
    const course = run(arrival, freeAt[who] as number, left, random);
    freeAt[who] = Math.max(freeAt[who] as number, course.freeAt);
    // What was not over by now is left out: the history holds no open calls.
    if (Math.max(course.freeAt, course.endedAt) < now.getTime() - 30 * SECOND) record(filling, arrival, course, course.takenAt === null ? null : (secretaryIds[who] as string), left !== null);
  }
  return filling.history;
}

/** Who is at the desk, by place in the list, the likelier one first: two on workdays, one of them in the evening, at night and at weekends. */
function onDuty({ day, hour }: Arrival, random: Random): number[] {
  const night = day.getUTCDate() % 2;
  if (hour < 7 || hour >= 20 || isWeekend(day)) return [night, 1 - night];
  const both = random.chance(0.55) ? [0, 1] : [1, 0];
  return hour >= 8 && hour < 18 ? (random.chance(0.1) ? [2, ...both] : [...both, 2]) : both;
}

function run(arrival: Arrival, free: number, left: 'ABANDONED' | 'MISSED' | null, random: Random): Course {
  const came = arrival.at.getTime();
  const decision = decideAt(arrival, came, false);
  const answer = Math.max(0, free - came) + (random.chance(0.07) ? random.between(14, 34) : random.between(3, 12)) * SECOND;
  const patience = random.between(28, 80) * SECOND;
  const base = { decision, identified: false, attempts: [], note: null, takenAt: null } satisfies Partial<Course>;
  if (left === 'MISSED' || (!left && random.chance(0.008))) {
    const endedAt = came + random.between(60, 95) * SECOND;
    return { ...base, endedAt, endReason: 'SYSTEM_REPORTED', result: 'MISSED', freeAt: free };
  }
  if (left === 'ABANDONED' || answer > patience || random.chance(0.025)) {
    const endedAt = came + (answer > patience ? patience : random.between(6, 26) * SECOND);
    return { ...base, endedAt, endReason: 'CALLER_HUNG_UP', result: 'ABANDONED', freeAt: free };
  }
  return talk(arrival, came + answer, decision, random);
}

function talk(arrival: Arrival, takenAt: number, asItRang: Decision, random: Random): Course {
  const identified = arrival.withheld && arrival.caller.contact !== null && random.chance(0.6);
  const decision = identified ? decideAt(arrival, takenAt + IDENTIFIED_AFTER, true) : asItRang;
  const course = { takenAt, decision, identified, attempts: [] as Course['attempts'] };
  const isUnwelcome = decision.reasons[0]?.kind === 'ByContact' && decision.reasons[0].standing === 'BLOCKED';
  if (isUnwelcome || (arrival.caller.contact === null && random.chance(0.03))) {
    const endedAt = takenAt + random.between(18, 45) * SECOND;
    return { ...course, endedAt, endReason: 'SECRETARY_ENDED', result: 'REFUSED', note: null, freeAt: endedAt + 5 * SECOND };
  }
  let at = takenAt + random.between(14, 40) * SECOND;
  if (decision.kind === 'PUT_THROUGH') {
    for (let number = nextNumber(decision.plan, []); number; number = nextNumber(decision.plan, course.attempts.map(({ number, outcome }) => ({ forwardingNumberId: number.id, outcome })))) {
      const outcome = random.weighted(['ANSWERED', 'NO_ANSWER', 'BUSY', 'DECLINED', 'UNREACHABLE', 'CANCELLED'] as const, one => ({ ANSWERED: 60, NO_ANSWER: 19, BUSY: 12, DECLINED: 5, UNREACHABLE: 2, CANCELLED: 2 })[one]);
      const rang = outcome === 'NO_ANSWER' ? number.ringSeconds : outcome === 'BUSY' || outcome === 'UNREACHABLE' ? 3 : random.between(4, number.ringSeconds);
      course.attempts.push({ number, startedAt: at, endedAt: at + rang * SECOND, outcome });
      at += (rang + random.between(3, 9)) * SECOND;
    }
    const reached = course.attempts.at(-1);
    if (reached?.outcome === 'ANSWERED') {
      const endedAt = reached.endedAt + random.between(35, 540) * SECOND;
      const isNoted = random.chance(0.3);
      return { ...course, endedAt, endReason: 'CALLER_HUNG_UP', result: 'PUT_THROUGH', note: isNoted ? 'PUT_THROUGH' : null, freeAt: reached.endedAt + (isNoted ? 20 : 4) * SECOND };
    }
  }
  if (random.chance(0.09)) {
    const endedAt = at + random.between(15, 80) * SECOND;
    return { ...course, endedAt, endReason: 'SECRETARY_ENDED', result: 'INFORMATION_GIVEN', note: null, freeAt: endedAt + 4 * SECOND };
  }
  const endedAt = at + random.between(30, 150) * SECOND;
  return { ...course, endedAt, endReason: random.chance(0.6) ? 'CALLER_HUNG_UP' : 'SECRETARY_ENDED', result: 'MESSAGE_TAKEN', note: 'CONCERN', freeAt: endedAt + random.between(5, 45) * SECOND };
}

/** What the desk was told for this caller at that moment, by what the customer had said until then. */
function decideAt({ customer, caller, withheld }: Arrival, at: number, identified: boolean): Decision {
  const known = <T extends { createdAt: Date }>(all: readonly T[]) => all.filter(({ createdAt }) => createdAt.getTime() <= at);
  return decide({
    customer: customer.told, instructions: known(customer.instructions), contacts: known(customer.contacts), callerNumber: withheld ? null : caller.number, withheld,
    identifiedContactId: identified ? (caller.contact?.id ?? null) : null, at: new Date(at),
  });
}

function record(filling: Filling, arrival: Arrival, course: Course, secretaryId: string | null, stillOpen: boolean): void {
  const { history, random, reporter, now } = filling;
  const { customer, caller, withheld, at } = arrival;
  const customer_id = customer.id;
  const call_id = random.uuid();
  const identifiedId = course.identified ? (caller.contact?.id ?? null) : null;
  const number = withheld ? null : caller.number;
  const concern = course.note && concernOf(arrival, course.note, random);
  const wished = concern?.callBackWished || course.result === 'ABANDONED' || course.result === 'MISSED';
  history.calls.push({
    customer_id, id: call_id, line_id: arrival.lineId, reporter, external_id: random.uuid(), caller_number: number, caller_raw: number, withheld, identified_contact_id: identifiedId,
    contact_names: namesOf(filling.names, customer, at, number, identifiedId),
    state: 'ENDED', result: course.result, received_at: at, state_since: time(course.endedAt), answered_at: course.takenAt && time(course.takenAt), taken_at: course.takenAt && time(course.takenAt),
    taken_by: secretaryId, ended_at: time(course.endedAt), end_reason: course.endReason, decision: course.decision,
    decision_changed_at: course.identified ? time((course.takenAt as number) + IDENTIFIED_AFTER) : null,
    call_back_done_at: wished && !stillOpen ? calledBackAt(course, now, random) : null,
  });
  for (const [place, { number, startedAt, endedAt, outcome }] of course.attempts.entries())
    history.attempts.push({
      customer_id, id: random.uuid(), call_id, forwarding_number_id: number.id, number: number.number, label: number.label, situation: number.situation, ring_seconds: number.ringSeconds,
      position: place + 1, started_at: time(startedAt), ended_at: time(endedAt), outcome,
    });
  if (concern) recordNote(filling, arrival, course, concern, { customer_id, call_id, written_by: secretaryId });
}

function recordNote({ history, random, now, written }: Filling, { customer, caller, withheld }: Arrival, course: Course, concern: DemoConcern & { filled: (text: string) => string }, keys: Row): void {
  const isEnglish = customer.told.language === 'EN';
  const tried = course.note === 'CONCERN' && course.attempts.length ? (isEnglish ? ' Nobody could be reached.' : ' Durchstellen versucht, niemand war zu erreichen.') : '';
  const note_id = random.uuid();
  const told = {
    caller_name: random.chance(0.97) ? caller.name : null, caller_company: caller.company ?? null,
    caller_number: withheld && random.chance(0.4) ? null : asWritten(written, caller.number), urgent: concern.urgent, call_back_wished: concern.callBackWished,
  };
  const reached = course.attempts.at(-1)?.number;
  const text = concern.filled(concern.text).replace('{wohin}', reached?.label ?? asWritten(written, reached?.number ?? '')) + tried;
  const { customer_id, call_id, written_by } = keys;
  const editedAt = course.freeAt + random.between(4, 50) * 60 * SECOND;
  const isEdited = random.chance(0.06) && editedAt < now.getTime() - 30 * SECOND;
  if (isEdited) history.noteVersions.push({ customer_id, note_id, version: 1, ...told, concern: text, written_by, written_at: time(course.freeAt) });
  history.notes.push({
    customer_id, id: note_id, call_id, ...told, concern: isEdited ? `${text} ${concern.filled(random.pick(isEnglish ? LATER_EN : LATER_DE))}` : text,
    written_by, written_at: time(course.freeAt), updated_at: isEdited ? time(editedAt) : null, version: isEdited ? 2 : 1,
  });
}

const daysAfter = (day: Date, days: number) => new Date(day.getTime() + days * DAY);
const isWeekend = (day: Date) => day.getUTCDay() % 6 === 0;

const wordsOf = (locale: string) => ({
  weekday: new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }),
  date: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
});
const WORDS = { DE: wordsOf('de-DE'), EN: wordsOf('en-GB') };

const PUT_THROUGH_NOTES = {
  DE: ['{C} wollte {Bd} persönlich sprechen. Durchgestellt: {wohin}.', '{C} hatte eine kurze Rückfrage. Durchgestellt: {wohin}.', 'Rückruf von {Cd}, {s} wurde erwartet. Durchgestellt: {wohin}.'],
  EN: ['{C} wanted to speak to {B} in person. Put through: {wohin}.', '{C} returned a call. Put through: {wohin}.'],
};
const LATER_DE = ['Nachtrag: {C} hat noch einmal angerufen und fragt, wann der Rückruf kommt.', 'Nachtrag: Erreichbar ist {s} nur bis {uhr} Uhr.', 'Nachtrag: Rückrufnummer mit {Cd} abgeglichen, sie stimmt.'];
const LATER_EN = ['Later: {C} called again and can be reached until {uhr}.', 'Later: number checked with {C}, it is correct.'];

function concernOf({ customer, caller, day }: Arrival, kind: 'CONCERN' | 'PUT_THROUGH', random: Random): DemoConcern & { filled: (text: string) => string } {
  const { language, boss } = customer.told;
  let coming = daysAfter(day, random.between(1, 9));
  while (isWeekend(coming)) coming = daysAfter(coming, 1);
  const filling = {
    caller, boss, language, weekday: WORDS[language].weekday.format(coming), date: WORDS[language].date.format(coming),
    earlierDate: WORDS[language].date.format(daysAfter(day, -random.between(3, 20))),
    time: language === 'EN' ? random.pick(['9:30', '11:00', '14:00', '15:30', '17:00']) : random.pick(['8:30', '9', '10', '11:30', '13', '14:30', '15', '16', '17:30']),
    number: `${day.getUTCFullYear()}-${random.between(1000, 9999)}`,
  };
  // Names of notes go without the first name: "Frau Dr. Sander", not "Frau Dr. Miriam Sander".
  const surname = caller.name.replace(/^(Dr\. )?\S+ /, '$1');
  const told = kind === 'CONCERN' ? random.pick(concernsFor(customer.told.key, caller.contact?.told.partner ? caller.name : null)) : note(random.pick(PUT_THROUGH_NOTES[language]));
  return { ...told, filled: text => fillIn(text, { ...filling, caller: { sex: caller.sex, name: surname } }) };
}

/** Most are called back within a day; of the last two days some are still to be. */
function calledBackAt({ endedAt }: Course, now: Date, random: Random): string | null {
  const age = now.getTime() - endedAt;
  const doneAt = endedAt + random.next() ** 2 * 20 * HOUR + 5 * 60 * SECOND;
  const isDone = random.chance(age > 3 * DAY ? 0.995 : 0.6);
  return isDone && doneAt < now.getTime() ? time(doneAt) : null;
}

/** The names under which the call is found: those of the contacts that match. */
function namesOf(names: Filling['names'], { id, contacts }: PlacedCustomer, at: Date, number: string | null, identifiedId: string | null): string | null {
  const book = contacts.filter(({ createdAt }) => createdAt <= at);
  const key = `${id} ${book.length} ${number} ${identifiedId}`;
  let found = names.get(key);
  if (found === undefined) names.set(key, (found = matchContacts(book, number, identifiedId).map(({ contact }) => contact.name).join(' ') || null));
  return found;
}

const time = (milliseconds: number) => new Date(milliseconds).toISOString();

/** A number as people in Germany write it. */
function asWritten(written: Filling['written'], e164: string): string {
  let text = written.get(e164);
  if (text === undefined) written.set(e164, (text = parsePhoneNumberFromString(e164)?.formatNational() ?? e164));
  return text;
}
