import type { Tongue } from '../statement/words.ts';
import type { ExportedCall } from './exported-call.ts';

const WORDS = {
  de: {
    file: 'anrufe', oneFile: 'gespraechsnotiz',
    columns: { date: 'Datum', time: 'Uhrzeit', name: 'Name', company: 'Firma', number: 'Telefonnummer', concern: 'Anliegen', urgent: 'Dringend', callBack: 'Rückruf gewünscht', callBackDone: 'Rückruf erledigt', result: 'Ergebnis', secretary: 'Sekretariat', line: 'Servicenummer' },
    yes: 'ja', no: 'nein', withheld: 'Nummer unterdrückt', unknown: 'Unbekannter Anrufer',
    results: { MESSAGE_TAKEN: 'Nachricht aufgenommen', PUT_THROUGH: 'Durchgestellt', ABANDONED: 'Aufgelegt, bevor jemand annahm', MISSED: 'Verpasst', INFORMATION_GIVEN: 'Auskunft gegeben', REFUSED: 'Abgewiesen' },
    open: 'Noch offen', title: 'Gesprächsnotizen', oneTitle: 'Gesprächsnotiz', madeOn: 'Erstellt am', calls: (count: number) => (count === 1 ? '1 Anruf' : `${count} Anrufe`),
    span: (from: string, until: string) => (from === until ? `Anrufe vom ${from}` : `Anrufe vom ${from} bis ${until}`),
    page: (count: number) => `Seite ${count}`, flags: { urgent: 'Dringend', callBack: 'Rückruf gewünscht', callBackDone: 'Rückruf erledigt' }, takenBy: (name: string) => `aufgenommen von ${name}`, oClock: 'Uhr', noNote: 'Zu diesem Anruf gibt es keine Notiz.',
    reminder: (who: string) => `Rückruf: ${who}`, calledOn: 'Angerufen', number: 'Nummer',
  },
  en: {
    file: 'calls', oneFile: 'call-note',
    columns: { date: 'Date', time: 'Time', name: 'Name', company: 'Company', number: 'Telephone', concern: 'Concern', urgent: 'Urgent', callBack: 'Call-back wished', callBackDone: 'Called back', result: 'Result', secretary: 'Secretary', line: 'Service number' },
    yes: 'yes', no: 'no', withheld: 'Number withheld', unknown: 'Unknown caller',
    results: { MESSAGE_TAKEN: 'Message taken', PUT_THROUGH: 'Put through', ABANDONED: 'Hung up before anyone answered', MISSED: 'Missed', INFORMATION_GIVEN: 'Information given', REFUSED: 'Turned away' },
    open: 'Still open', title: 'Call notes', oneTitle: 'Call note', madeOn: 'Made on', calls: (count: number) => (count === 1 ? '1 call' : `${count} calls`),
    span: (from: string, until: string) => (from === until ? `Calls of ${from}` : `Calls of ${from} to ${until}`),
    page: (count: number) => `Page ${count}`, flags: { urgent: 'Urgent', callBack: 'Call-back wished', callBackDone: 'Called back' }, takenBy: (name: string) => `taken by ${name}`, oClock: '', noNote: 'There is no note of this call.',
    reminder: (who: string) => `Call back: ${who}`, calledOn: 'Called', number: 'Number',
  },
};

/** What an export says beside the data. */
export const exportWords = (tongue: Tongue) => WORDS[tongue];

/** Who called, in the words that say most. */
export const callerOf = (call: ExportedCall, tongue: Tongue, numberOf: (number: string) => string): string =>
  call.name ?? call.company ?? (call.number === null ? WORDS[tongue][call.withheld ? 'withheld' : 'unknown'] : numberOf(call.number));

/** A moment as the clock on the customer's wall shows it. */
export function wallTimeIn(tongue: Tongue, timeZone: string) {
  const locale = tongue === 'de' ? 'de-DE' : 'en-GB';
  const date = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone });
  return { date: (at: Date) => date.format(at), time: (at: Date) => time.format(at), day: (at: Date) => `${weekday.format(at)}${tongue === 'de' ? '.,' : ','} ${date.format(at)}` };
}
