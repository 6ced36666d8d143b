/** What a caller wanted, as the secretary wrote it down; words in braces are filled in for each call, see `fillIn`. */
export interface DemoConcern {
  text: string;
  urgent: boolean;
  callBackWished: boolean;
}

/** What callers of a customer want: clients, and those who work with the customer. */
export interface DemoConcerns {
  clients: readonly DemoConcern[];
  /** By the contact's name. */
  partners: Readonly<Record<string, readonly DemoConcern[]>>;
}

/** Something to know. */
export const note = (text: string): DemoConcern => ({ text, urgent: false, callBackWished: false });
/** Something to call back for. */
export const back = (text: string): DemoConcern => ({ text, urgent: false, callBackWished: true });
/** Something that cannot wait. */
export const urgent = (text: string): DemoConcern => ({ text, urgent: true, callBackWished: true });

/** What the words in braces stand for in one note. */
export interface Filling {
  /** The caller: "Frau Hoffmann", "Herr Maier", "Ms Clarke". */
  caller: { sex: 'f' | 'm'; name: string };
  /** Who is called. */
  boss: { sex: 'f' | 'm'; name: string };
  language: 'DE' | 'EN';
  weekday: string;
  date: string;
  earlierDate: string;
  time: string;
  number: string;
}

const titled = (who: { sex: 'f' | 'm'; name: string }, language: 'DE' | 'EN') =>
  `${language === 'EN' ? (who.sex === 'f' ? 'Ms' : 'Mr') : who.sex === 'f' ? 'Frau' : 'Herr'} ${who.name}`;

/**
 * The text of a note: {C} and {B} name the caller and who is called, {Cd} and {Bd} the same after a verb or preposition ("Herrn"),
 * {s} and {S} are the caller's pronoun, {ihr} the beginning of the possessive one, {tag} and {datum} a coming weekday and
 * its date, {neulich} a date that is past, {uhr} a time and {nr} a reference.
 */
export function fillIn(text: string, { caller, boss, language, weekday, date, earlierDate, time, number }: Filling): string {
  const isShe = caller.sex === 'f';
  const after = (name: string) => name.replace(/^Herr /, 'Herrn ');
  const pronoun = language === 'EN' ? (isShe ? 'she' : 'he') : isShe ? 'sie' : 'er';
  const words: Record<string, string> = {
    C: titled(caller, language), Cd: after(titled(caller, language)), B: titled(boss, language), Bd: after(titled(boss, language)),
    s: pronoun, S: pronoun[0]?.toUpperCase() + pronoun.slice(1), ihr: language === 'EN' ? (isShe ? 'her' : 'his') : isShe ? 'ihr' : 'sein',
    tag: weekday, datum: date, neulich: earlierDate, uhr: time, nr: number,
  };
  return text.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
}
