/** What kind of data something is. The strictest word that fits is taken: who called is CALLER, also where it is kept to search by. */
export const KINDS = {
  IDENTIFIER: 'Names a row and says nothing by itself.',
  CONTRACT: 'Whom we serve, on which lines, from when to when, and in which language and time zone.',
  PERSON: 'Who somebody is who works with the service: name, e-mail address, role.',
  CREDENTIAL: 'What proves who somebody is, and since when: passwords, tokens, secret addresses, as hashes where that is enough.',
  ADDRESS_BOOK: 'What a customer keeps about people who call.',
  INSTRUCTION: 'What a customer wants done with calls, and at which numbers their own people can be reached.',
  CALLER: 'Who called: number, name, contact.',
  CALL_CONTENT: 'What a call was about: its note, the drafts, and the decision as it was read to the caller.',
  CALL_TRAFFIC: 'That a call was: when, on which line, how long, with what result.',
  WORK_OF_STAFF: 'What a secretary does and when: presence, calls taken, notes written.',
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
  CALLER: 'Somebody outside, who calls a customer or stands in their address book.',
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
  STAFF: { says: 'Secretaries and supervisors.', viewers: ['SECRETARY', 'SUPERVISOR'] },
  SUPERVISORS: { says: 'Supervisors.', viewers: ['SUPERVISOR'] },
  SELF: { says: 'The one person whom it is about.', viewers: ['OWN_CUSTOMER', 'SECRETARY', 'SUPERVISOR'], onlyOne: true },
  AUTHOR: { says: 'The one person of the staff who wrote or made it.', viewers: ['SECRETARY', 'SUPERVISOR'], onlyOne: true },
  NOBODY: { says: 'Nobody: it never leaves the server.', viewers: [] },
} as const satisfies Record<string, { says: string; viewers: readonly Viewer[]; onlyOne?: true }>;
export type Audience = keyof typeof AUDIENCES;

/** What one column or field is. */
export interface Declaration {
  is: Kind;
  of: Whose;
  seenBy: Audience;
}

/** A column or field by its kind alone, or with what is different from the others around it. */
export type Part = Kind | (Pick<Declaration, 'is'> & Partial<Declaration>);

/** What is the same for all columns of a table, or all fields of a type. */
export type Around = Omit<Declaration, 'is'>;

/** The declaration in full of a part of a table or type. */
export const declarationOf = ({ of, seenBy }: Around, part: Part): Declaration => ({ of, seenBy, ...(typeof part === 'string' ? { is: part } : part) });
