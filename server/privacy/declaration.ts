import type { ConsentKind } from '../consents/consent-kinds.ts';

/** What kind of data something is. The strictest word that fits is taken: who called is CALLER, also where it is kept to search by. */
export const KINDS = {
  IDENTIFIER: 'Names a row and says nothing by itself.',
  CONTRACT: 'Whom we serve, on which lines, from when to when, and in which language and time zone.',
  PERSON: 'Who somebody is who works with the service: name, e-mail address, role.',
  CREDENTIAL: 'What proves who somebody is, and since when: passwords, tokens, secret addresses, as hashes where that is enough.',
  ADDRESS_BOOK: 'What a customer keeps about people who call.',
  INSTRUCTION: 'What a customer wants done with calls, and at which numbers their own people can be reached.',
  CORRESPONDENCE: 'What a customer and the secretariat write to each other, and who has read it.',
  KNOWLEDGE: 'What a customer leaves with the secretaries to use: documents, and answers to frequent questions.',
  APPOINTMENT: 'What a customer has booked and when: calendars, working hours, kinds of appointment, times.',
  TASK: 'What a customer orders from the secretariat beside answering, whom it is about, and what came of it.',
  CALLER: 'Who called: number, name, contact.',
  CALL_CONTENT: 'What a call was about: its note, the drafts, and the decision as it was read to the caller.',
  CALL_TRAFFIC: 'That a call was: when, on which line, how long, with what result.',
  WORK_OF_STAFF: 'What a secretary does and when: presence, calls taken, notes written.',
  AUDIT: 'Who saw or changed data of a customer, when, from where and why.',
  CONFIGURATION: 'How the installation is set up.',
  TECHNICAL: 'What the program needs to work, and says of nobody anything: versions, places in an order, messages for developers.',
  EDGE: 'Leads from one type of the schema to another, where everything is declared that is seen there. Nothing stored is of this kind.',
} as const;
export type Kind = keyof typeof KINDS;

/** Whose data something is: who may ask for it, correct it and have it deleted. */
export const WHOSE = {
  CUSTOMER: 'The customer, and their people.',
  SECRETARY: 'The secretary, who is employed by the service.',
  USER: 'Whoever signs in: a secretary, or one of a customer’s people.',
  CALLER: 'Somebody outside, who calls a customer, stands in their address book or owes them.',
  SERVICE: 'The service itself; it is about no person.',
} as const;
export type Whose = keyof typeof WHOSE;

/** Those whom we tell apart, seen from a row that belongs to one customer. */
export type Viewer = 'STRANGER' | 'OTHER_CUSTOMER' | 'OWN_CUSTOMER' | 'SECRETARY' | 'SUPERVISOR';

/** Who may see something through the API, and who among them only if they are the one person it is about. */
export const AUDIENCES = {
  EVERYBODY: { says: 'Whoever comes, signed in or not.', viewers: ['STRANGER', 'OTHER_CUSTOMER', 'OWN_CUSTOMER', 'SECRETARY', 'SUPERVISOR'] },
  SIGNED_IN: { says: 'Whoever has signed in.', viewers: ['OTHER_CUSTOMER', 'OWN_CUSTOMER', 'SECRETARY', 'SUPERVISOR'] },
  CUSTOMER: { says: 'Staff, and the people of the customer to whom the row belongs; of a row of no customer, staff alone.', viewers: ['OWN_CUSTOMER', 'SECRETARY', 'SUPERVISOR'] },
  CUSTOMER_OR_SUPERVISORS: { says: 'Supervisors, and the people of the customer to whom the row belongs.', viewers: ['OWN_CUSTOMER', 'SUPERVISOR'] },
  OWN_PEOPLE: { says: 'The people of the customer to whom the row belongs, and nobody on their behalf.', viewers: ['OWN_CUSTOMER'] },
  ANY_PEOPLE: { says: 'The people of customers, each for themselves.', viewers: ['OTHER_CUSTOMER', 'OWN_CUSTOMER'] },
  STAFF: { says: 'Secretaries and supervisors.', viewers: ['SECRETARY', 'SUPERVISOR'] },
  SUPERVISORS: { says: 'Supervisors.', viewers: ['SUPERVISOR'] },
  SELF: { says: 'The one person whom it is about.', viewers: ['OWN_CUSTOMER', 'SECRETARY', 'SUPERVISOR'], onlyOne: true },
  AUTHOR: { says: 'The one person of the staff who wrote or made it.', viewers: ['SECRETARY', 'SUPERVISOR'], onlyOne: true },
  RATED: { says: 'The people of the customer to whom the row belongs, supervisors, and of the secretaries the one whom it is about.', viewers: ['OWN_CUSTOMER', 'SECRETARY', 'SUPERVISOR'], onlyOne: 'SECRETARY' },
  NOBODY: { says: 'Nobody: it never leaves the server.', viewers: [] },
} as const satisfies Record<string, { says: string; viewers: readonly Viewer[]; onlyOne?: true | Viewer }>;
export type Audience = keyof typeof AUDIENCES;

/** What allows us to hold something. */
export const BASES = {
  CONTRACT: 'The contract with the customer: Art. 6 (1) (b) GDPR.',
  ON_BEHALF: 'The customer’s own basis, on whose behalf and instruction it is processed: Art. 28 GDPR.',
  CONSENT: 'The consent of the person, which can be withdrawn: Art. 6 (1) (a) GDPR.',
  LEGAL_OBLIGATION: 'A law that obliges the service: Art. 6 (1) (c) GDPR.',
  LEGITIMATE_INTEREST: 'An interest of the service that outweighs: Art. 6 (1) (f) GDPR.',
  EMPLOYMENT: 'The employment with the service: Art. 6 (1) (b) and Art. 88 GDPR, § 26 BDSG.',
  NO_PERSON: 'None is needed, since it is about no person.',
} as const;
export type Basis = keyof typeof BASES;

/** Why something is kept, and what allows that. */
export const PURPOSES = {
  CONTRACT: { says: 'To know whom we serve, on which lines and from when to when.', basis: 'CONTRACT' },
  ANSWERING: { says: 'To answer calls in the customer’s name as they wish, and to tell them who called and why.', basis: 'ON_BEHALF' },
  ORDERED: { says: 'To do what the customer has ordered beside answering calls, and to tell them what came of it and how long it took.', basis: 'ON_BEHALF' },
  SIGNING_IN: { says: 'To let in who may come in, as who they are.', basis: 'CONTRACT' },
  SECURITY: { says: 'To notice and stop abuse, and to be able to say afterwards who saw or changed what.', basis: 'LEGITIMATE_INTEREST' },
  WRITING: { says: 'To write to people by e-mail what they need to know or have asked for.', basis: 'CONTRACT' },
  CONSENTED: { says: 'What somebody has agreed to, and the proof that they did.', basis: 'CONSENT' },
  STAFFING: { says: 'To share calls among those who are at work, and to let customers know who worked for them.', basis: 'EMPLOYMENT' },
  ACCOUNTABILITY: { says: 'To show that the duties of data protection are fulfilled: Art. 5 (2) GDPR.', basis: 'LEGAL_OBLIGATION' },
  BOOKKEEPING: { says: 'To keep what tax and commercial law want kept: § 147 AO, § 257 HGB.', basis: 'LEGAL_OBLIGATION' },
  IMPROVING: { says: 'To find out what does not work in the app, and what is missing.', basis: 'LEGITIMATE_INTEREST' },
  RUNNING: { says: 'To run the program itself.', basis: 'NO_PERSON' },
} as const satisfies Record<string, { says: string; basis: Basis }>;
export type Purpose = keyof typeof PURPOSES;

/** Where something comes from. */
export const ORIGINS = {
  CUSTOMER: 'The customer’s people enter it.',
  CALLER: 'The caller says it, or their telephone sends it along.',
  TELEPHONE_SYSTEM: 'The telephone system reports it.',
  STAFF: 'Secretaries and supervisors enter it.',
  USER: 'Whoever signs in enters it, or their browser sends it along.',
  PROGRAM: 'The program makes it.',
} as const;
export type Origin = keyof typeof ORIGINS;

/** Who receives something beside those who see it through the API. */
export const RECIPIENTS = {
  TELEPHONE_PROVIDER: 'The provider of the telephone lines, so that numbers are dialled.',
  CALLED_PERSON: 'Whoever is reached at a forwarding number, who sees the caller’s number.',
  MAIL_PROVIDER: 'The mail server that the service has set up.',
  WEBHOOK_RECEIVER: 'The programs of the customer that they have entered as webhooks, with what the customer sees of each event.',
  PUSH_SERVICE: 'The push service of the browser’s maker, such as Google, Apple or Mozilla: that and when a device is notified; what it says is encrypted up to the device.',
} as const;
export type Recipient = keyof typeof RECIPIENTS;

/** What happens to something when its term is over. */
export const ENDINGS = {
  DELETED: 'It is deleted.',
  ANONYMISED: 'The row stays for those that refer to it, and what says whom it is about is taken out for good.',
  KEPT_BY_LAW: 'It is deleted, and a copy is kept apart for as long as the law wants, where neither desk nor portal can read it.',
} as const;
export type Ending = keyof typeof ENDINGS;

/** What a column knows of a caller, and with that what becomes of it when the caller is erased. */
export const CALLER_PARTS = {
  NUMBER: 'The caller’s number, as a number or as somebody wrote it: their rows are found by it, and lose it.',
  WHO: 'Who the caller is, beside the number: their rows lose it.',
  SAID: 'What was said: the caller’s rows lose it, and in those of others the number is struck out of it.',
  LINK: 'By which somebody else, such as the telephone provider, leads to the caller: their rows lose it.',
  SOUGHT: 'By which rows are found; made anew from the other columns.',
  DIALLED: 'A number that was dialled and rang. Where it is the caller’s, it is erased as well.',
  IN_FORCE: 'A number that is to be dialled, or that people are told, from now on. It is the customer’s to change, and is named and not erased.',
  NOTHING: 'Says nothing of who the caller is.',
} as const;
export type CallerPart = keyof typeof CALLER_PARTS;

/** A length of time; of several units, one. */
export type Span = { minutes: number } | { hours: number } | { days: number } | { weeks: number } | { months: number } | { years: number };

/** A term: from what on it counts, and for how long. */
export type Term = {
  says: string;
} & (
  | { from: 'CONTRACT_END'; span: Span }
  // From the time in the column that the table names as `since`.
  | { from: 'SINCE'; span: Span }
  | { from: 'LAST_ACTIVITY'; span: Span }
  // For as long as what it is about: until it is replaced, or the row that it hangs on is gone.
  | { from: 'OTHERWISE' }
);

/**
 * How long something is kept. Whatever the term, what has a customer goes with that customer’s contract at the latest,
 * except what is kept apart by law.
 */
export const TERMS = {
  CONTRACT: { says: 'Until four weeks after the contract’s end; where the customer keeps the basic functions, until they delete it or have not used it for five years.', from: 'CONTRACT_END', span: { weeks: 4 } },
  ACCOUNT: { says: 'Until it is deleted, and not longer than five years without activity.', from: 'LAST_ACTIVITY', span: { years: 5 } },
  CALL_HISTORY: { says: 'Three years after the call.', from: 'SINCE', span: { years: 3 } },
  APPOINTMENT: { says: 'Three years after the appointment.', from: 'SINCE', span: { years: 3 } },
  TRASH: { says: '30 days in the trash, unless it is restored before.', from: 'SINCE', span: { days: 30 } },
  VOICE_MESSAGE: { says: '90 days after it was recorded.', from: 'SINCE', span: { days: 90 } },
  FORWARDING_CHECK: { says: 'One year.', from: 'SINCE', span: { years: 1 } },
  UNASSIGNED_CALL: { says: 'Four weeks.', from: 'SINCE', span: { weeks: 4 } },
  ALARM: { says: 'One year after it was last raised.', from: 'SINCE', span: { years: 1 } },
  EVENTS: { says: 'Seven days.', from: 'SINCE', span: { days: 7 } },
  EARLY_REPORT: { says: 'One day.', from: 'SINCE', span: { days: 1 } },
  // For what carries the moment of its own end: sessions, links, counters.
  EXPIRY: { says: 'Until it runs out.', from: 'SINCE', span: { minutes: 0 } },
  KNOWN_DEVICE: { says: '400 days after it was last used.', from: 'SINCE', span: { days: 400 } },
  WISH: { says: 'Until it is answered, which takes seconds.', from: 'SINCE', span: { hours: 1 } },
  SET_UP_LINK: { says: 'One day after it runs out.', from: 'SINCE', span: { days: 1 } },
  MAIL: { says: 'Four weeks after it was written.', from: 'SINCE', span: { weeks: 4 } },
  WEBHOOK_DELIVERY: { says: '30 days after what it tells of.', from: 'SINCE', span: { days: 30 } },
  APP_FEEDBACK: { says: 'One year after it was sent.', from: 'SINCE', span: { years: 1 } },
  NOTIFICATION: { says: 'Four weeks.', from: 'SINCE', span: { weeks: 4 } },
  AUDIT: { says: 'One year.', from: 'SINCE', span: { years: 1 } },
  RECORD_OF_DUTIES: { says: 'Three years.', from: 'SINCE', span: { years: 3 } },
  BY_LAW: { says: 'Eight years after the end of the year in which the contract ended: § 147 (3) and (4) AO, § 257 (4) and (5) HGB.', from: 'SINCE', span: { years: 8 } },
  WITH_SUBJECT: { says: 'For as long as what it belongs to, or until it is replaced.', from: 'OTHERWISE' },
  INSTALLATION: { says: 'For as long as the installation is set up like that.', from: 'OTHERWISE' },
} as const satisfies Record<string, Term>;
export type TermName = keyof typeof TERMS;

/** What one column or field is. */
export interface Declaration {
  is: Kind;
  of: Whose;
  seenBy: Audience;
}

/** Why something is stored, and for how long. */
export interface Keeping {
  purpose: Purpose;
  origin: Origin;
  /** Nobody but those who see it through the API, when nothing is said. */
  recipients?: readonly Recipient[];
  kept: TermName;
  /** It is deleted, when nothing is said. */
  ending?: Ending;
  /** What it knows of a caller; nothing, when nothing is said. */
  caller?: CallerPart;
}

/** What one stored column is. */
export type StoredDeclaration = Declaration & Required<Keeping>;

/** A column or field by its kind alone, or with what is different from the others around it. */
export type Part = Kind | (Pick<Declaration, 'is'> & Partial<Declaration>);
export type StoredPart = Kind | (Pick<Declaration, 'is'> & Partial<Declaration & Keeping>);

/** What is the same for all columns of a table, and the columns. */
export interface StoredTable extends Around, Keeping {
  /**
   * The time from which a term counts that begins with one: a column of the table, or as table.column of the row that
   * it hangs on and is deleted with.
   */
  since?: string;
  columns: Record<string, StoredPart>;
}

/** What is the same for all columns of a table, or all fields of a type. */
export interface Around extends Omit<Declaration, 'is'> {
  /** Staff see it, and what is kept of it, only while the customer consents to this. */
  staffNeedConsent?: ConsentKind;
}

/** The declaration in full of a column. */
export const storedDeclarationOf = ({ of, seenBy, purpose, origin, recipients = [], kept, ending = 'DELETED', caller = 'NOTHING' }: StoredTable, part: StoredPart): StoredDeclaration =>
  ({ of, seenBy, purpose, origin, recipients, kept, ending, caller, ...(typeof part === 'string' ? { is: part } : part) });

/** The declaration in full of a part of a type, or of what a column shows. */
export const declarationOf = ({ of, seenBy }: Around, part: Part): Declaration => ({ of, seenBy, ...(typeof part === 'string' ? { is: part } : part) });
