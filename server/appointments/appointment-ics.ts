import { type IcsEvent, ICS_END, icsEvent, icsStart } from '../downloads/ics.ts';
import { formatPhoneNumber } from '../numbers/phone-number.ts';
import type { Tongue } from '../statement/words.ts';
import type { AppointmentRow, FeedDetail } from './appointment.rows.ts';

const WORDS = {
  de: { busy: 'Belegt', away: 'Nicht verfügbar', appointment: 'Termin', number: 'Telefon', file: 'termine', oneFile: 'termin' },
  en: { busy: 'Busy', away: 'Not available', appointment: 'Appointment', number: 'Telephone', file: 'appointments', oneFile: 'appointment' },
};

/** How such a file is called. */
export const icsName = (tongue: Tongue, isOne: boolean): string => `${isOne ? WORDS[tongue].oneFile : WORDS[tongue].file}.ics`;

/** Appointments as other calendars read them, and how much of each. The same appointments are the same file, byte by byte. */
export const appointmentsIcs = (name: string, appointments: readonly (AppointmentRow & { kindName: string | null })[], detail: FeedDetail, tongue: Tongue): string =>
  icsStart('Appointments', name) + appointments.map(one => icsEvent(entry(one, detail, tongue))).join('') + ICS_END;

function entry({ id, kindName, title, number, remark, startsAt, endsAt, updatedAt, version, status }: AppointmentRow & { kindName: string | null }, detail: FeedDetail, tongue: Tongue): IcsEvent {
  const words = WORDS[tongue];
  const plain = { uid: `${id}@appointment.vorzimmer`, changedAt: updatedAt, sequence: version - 1, startsAt, ends: endsAt, isCancelled: status === 'CANCELLED' };
  if (detail === 'BUSY') return { ...plain, summary: words.busy };
  if (detail === 'KIND') return { ...plain, summary: kindName ?? words.away };
  const about = [number && `${words.number}: ${formatPhoneNumber(number)}`, remark].filter(Boolean).join('\n');
  return { ...plain, summary: [kindName, title].filter(Boolean).join(': ') || words.away, description: about, telephone: number };
}
