import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import { CSV_START, csvRows, numberCell, textCell } from '../downloads/csv.ts';
import { ICS_END, icsEvent, icsStart } from '../downloads/ics.ts';
import { contactCard } from '../downloads/contact-card.ts';
import { vCard } from '../downloads/vcard.ts';
import { formatPhoneNumber, parsePhoneNumber } from '../numbers/phone-number.ts';
import type { Tongue } from '../statement/words.ts';
import { callerOf, exportWords, wallTimeIn } from './export-words.ts';
import type { ExportedCall } from './exported-call.ts';

/** Whose calls a file is about, and for whom it is made. */
export interface ExportOf {
  customerId: string;
  customerName: string;
  timeZone: string;
  tongue: Tongue;
  now: Date;
  /** Whether one call was asked for by itself. */
  isOne: boolean;
  records: number;
}
type Portions = AsyncIterable<readonly ExportedCall[]>;

/** A table for a spreadsheet: a row for each call, newest first. */
export async function* callsCsv(portions: Portions, { tongue, timeZone }: ExportOf): AsyncGenerator<string> {
  const { columns, yes, no, results, open, withheld } = exportWords(tongue);
  const { date, time } = wallTimeIn(tongue, timeZone);
  const order = ['date', 'time', 'name', 'company', 'number', 'concern', 'urgent', 'callBack', 'callBackDone', 'result', 'secretary', 'line'] as const;
  yield CSV_START + csvRows([order.map(column => columns[column])]);
  for await (const calls of portions) {
    yield csvRows(calls.map(call => {
      const cells: Record<(typeof order)[number], string> = {
        date: date(call.receivedAt), time: time(call.receivedAt), name: textCell(call.name), company: textCell(call.company),
        number: call.number === null && call.withheld ? withheld : numberCell(call.number && formatPhoneNumber(call.number)),
        concern: textCell(call.concern), urgent: call.urgent ? yes : no, callBack: call.callBackWished ? yes : no,
        callBackDone: call.callBackDoneAt ? `${date(call.callBackDoneAt)} ${time(call.callBackDoneAt)}` : '', result: call.result ? results[call.result] : open, secretary: textCell(call.secretary),
        line: call.line.startsWith('+') ? numberCell(formatPhoneNumber(call.line)) : textCell(call.line),
      };
      return order.map(column => cells[column]);
    }));
  }
}

/** A card for each caller with a number: who is in the address book has the card of there, with all numbers; the others are told apart by their number, as the newest call knows them. */
export async function* callersVCard(portions: Portions, { customerId }: ExportOf): AsyncGenerator<string> {
  const known = new Set<string>();
  for await (const calls of portions) {
    let cards = '';
    for (const { number: written, name, company, contact, receivedAt } of calls) {
      if (written === null) continue;
      const number = parsePhoneNumber(written) ?? written;
      const who = contact?.id ?? number;
      if (known.has(who)) continue;
      known.add(who);
      // The same caller is the same card, so that a telephone takes a second file for news and not for somebody else.
      const uid = () => createHash('sha256').update(`${customerId} ${number}`).digest('hex').slice(0, 32);
      cards += contact ? contactCard(contact) : vCard({ uid: uid(), name, company, numbers: [{ number, label: null }], changedAt: receivedAt });
    }
    yield cards;
  }
}

const REMINDER_MINUTES = 15;
const OFFICE = { from: 9, until: 17 };

/**
 * A reminder for each call-back, one after the other from the next quarter of an hour in office hours on. They are
 * appointments with an alarm and no to-dos: the calendars of iOS and Google take no VTODO from a file. They leave the time
 * free, and the same call is the same appointment in the next file.
 */
export async function* callBacksIcs(portions: Portions, { tongue, timeZone, now }: ExportOf): AsyncGenerator<string> {
  const words = exportWords(tongue);
  const { date, time } = wallTimeIn(tongue, timeZone);
  let start = nextInOffice(DateTime.fromJSDate(now, { zone: timeZone }));
  yield icsStart('Call-backs');
  for await (const calls of portions) {
    let events = '';
    for (const call of calls) {
      const number = call.number && formatPhoneNumber(call.number);
      const who = callerOf(call, tongue, formatPhoneNumber);
      const about = [
        [call.name, call.company].filter(Boolean).join(', '), number ? `${words.number}: ${number}` : call.withheld ? words.withheld : '',
        `${words.calledOn}: ${date(call.receivedAt)}, ${time(call.receivedAt)} ${words.oClock}`.trim(), call.concern ?? '',
      ].filter(Boolean).join('\n');
      events += icsEvent({
        uid: `${call.id}@call-back.vorzimmer`, changedAt: now, startsAt: start.toJSDate(), ends: { minutes: REMINDER_MINUTES }, summary: words.reminder(who), description: about,
        telephone: call.number && parsePhoneNumber(call.number), isUrgent: call.urgent, isTransparent: true, reminds: true,
      });
      start = nextInOffice(start.plus({ minutes: REMINDER_MINUTES }));
    }
    yield events;
  }
  yield ICS_END;
}

/** The next quarter of an hour at which people are at work: Monday to Friday. */
function nextInOffice(from: DateTime): DateTime {
  const quarter = from.set({ second: 0, millisecond: 0 }).plus({ minutes: (REMINDER_MINUTES - (from.minute % REMINDER_MINUTES)) % REMINDER_MINUTES + (from.minute % REMINDER_MINUTES === 0 && (from.second || from.millisecond) ? REMINDER_MINUTES : 0) });
  const opening = (at: DateTime) => at.set({ hour: OFFICE.from, minute: 0, second: 0, millisecond: 0 });
  if (quarter.weekday > 5) return opening(quarter.plus({ days: 8 - quarter.weekday }));
  if (quarter.hour < OFFICE.from) return opening(quarter);
  return quarter.hour < OFFICE.until ? quarter : nextInOffice(opening(quarter.plus({ days: 1 })));
}
