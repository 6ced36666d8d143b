import { DateTime } from 'luxon';
import { NoteField, NoteRating } from '../feedback/feedback.entity.ts';
import type { PlacedCustomer } from './people.ts';
import { type Random, randomOf } from './random.ts';

type Row = Record<string, unknown>;

interface Remark { DE: string; EN: string; wrong?: `${NoteField}`[]; of?: (note: Row) => boolean }

const PRAISE: readonly Remark[] = [
  { DE: 'Alles drin, was ich für den Rückruf brauchte. Danke!', EN: 'Everything I needed to call back. Thank you!', of: note => note['call_back_wished'] === true },
  { DE: 'Sehr freundlich am Telefon, das hat mir der Anrufer eigens gesagt.', EN: 'The caller told me how friendly you were.' },
  { DE: 'Kurz und trotzdem vollständig, genau so.', EN: 'Short and complete, just right.' },
  { DE: 'Gut, dass Sie die Dringlichkeit gleich erkannt haben.', EN: 'Well spotted that this was urgent.', of: note => note['urgent'] === true },
];
const BLAME: readonly Remark[] = [
  { DE: 'In der Rückrufnummer war ein Zahlendreher.', EN: 'Two digits of the number were swapped.', wrong: [NoteField.CALLER_NUMBER], of: note => note['caller_number'] !== null },
  { DE: 'Der Nachname ist anders geschrieben, bitte buchstabieren lassen.', EN: 'The surname is spelled differently, please let callers spell it.', wrong: [NoteField.CALLER_NAME], of: note => note['caller_name'] !== null },
  { DE: 'Das war eilig und hätte als dringend ankommen müssen.', EN: 'This was urgent and should have been marked so.', wrong: [NoteField.URGENT], of: note => note['urgent'] === false },
  { DE: 'Ein Rückruf war gar nicht gewünscht, der Anrufer war überrascht.', EN: 'The caller had not asked to be called back.', wrong: [NoteField.CALL_BACK_WISHED], of: note => note['call_back_wished'] === true },
  { DE: 'Mir fehlt, worum es genau ging.', EN: 'I cannot tell what it was about.', wrong: [NoteField.CONCERN] },
];

const MINUTE = 60_000;
/** How many notes of a hundred are rated, and how many of those rated by secretary, in their order, are good. */
const RATED = 0.12;
const GOOD: readonly number[] = [0.93, 0.78, 0.86];

/** What customers thought of notes, in the columns of its table: few notes are rated, most of these are good, and about half of the ratings come with words. */
export function ratingsOf(customers: readonly PlacedCustomer[], secretaryIds: readonly string[], notes: readonly Row[], now: Date): Row[] {
  const random = randomOf('ratings');
  const byId = new Map(customers.map(customer => [customer.id, customer.told]));
  return notes.flatMap(note => {
    const told = byId.get(note['customer_id'] as string);
    const ratedBy = told?.users[0]?.name;
    const ratedAt = awake(new Date((note['updated_at'] ?? note['written_at']) as string).getTime() + random.between(5, 600) * MINUTE, told?.timeZone, random);
    const isGood = random.chance(GOOD[secretaryIds.indexOf(note['written_by'] as string)] as number);
    // Drawn whatever comes of it, so that one note's rating does not shift those of the others.
    const isRated = random.chance(RATED) && ratedBy !== undefined && ratedAt < now;
    const remark = random.pick((isGood ? PRAISE : BLAME).filter(({ of = () => true }) => of(note)));
    const isCommented = random.chance(isGood ? 0.4 : 0.85);
    if (!isRated) return [];
    return [{
      customer_id: note['customer_id'], id: randomOf(`rating ${note['id']}`).uuid(), call_id: note['call_id'], secretary_id: note['written_by'],
      rating: isGood ? NoteRating.GOOD : NoteRating.BAD, wrong_fields: remark.wrong ?? [], comment: isCommented ? remark[told!.language] : null, rated_at: ratedAt, rated_by: ratedBy,
    }];
  });
}

/** The moment, or the next morning when it is one at which people sleep. */
function awake(at: number, zone: string | undefined, random: Random): Date {
  const local = DateTime.fromMillis(at, { zone: zone ?? 'Europe/Berlin' });
  const morning = local.plus({ days: local.hour >= 21 ? 1 : 0 }).set({ hour: 7, minute: random.between(0, 59), second: 0, millisecond: 0 });
  return (local.hour >= 21 || local.hour < 7 ? morning : local).toJSDate();
}
