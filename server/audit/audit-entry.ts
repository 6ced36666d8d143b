import type { ApiKeyActor, Person } from '../identity/actor.ts';

/** What happened to the data. */
export const AUDIT_KINDS = ['SAW', 'CHANGED', 'DELETED', 'EXPORTED', 'SIGNED_IN'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** Who did it: somebody who signed in, a program with a key, a job of the service, or whoever knows a secret address. */
export type AuditActor = { kind: 'SECRETARY' | 'CUSTOMER_USER' | 'API_KEY'; id: string } | { kind: 'SYSTEM' | 'ADDRESS'; id: null };

/** Acts that are no field of Query, Mutation or Subscription. Each has a word in the catalogues, like those. */
export const NAMED_ACTS = ['voiceMessage', 'accessReport', 'calendarFeed', 'exportAppointments', 'exportCaller', 'exportCalls', 'exportContacts', 'expireData', 'eraseContract'] as const;

/** One line of the audit log, before it is written. */
export interface AuditEntry {
  at: Date;
  actor: AuditActor;
  /** Whose data; null when the act concerns the service as a whole. */
  customerId: string | null;
  /** A field of Query, Mutation or Subscription, or one of the named acts. */
  act: string;
  kind: AuditKind;
  /** The rows that were named, as far as they were. */
  subjectIds: readonly string[];
  /** The network that it came from, never the whole address. */
  address: string | null;
  device: string | null;
  reason: string | null;
  times: number;
  /** Which fields a correction changed. */
  fields: readonly string[];
}

/** At most so many subjects are named; a list that is longer says only whose it was. */
export const MOST_SUBJECTS = 20;

/** Who acted, as the log names them. */
export function actorOf(who: Person | ApiKeyActor): AuditActor {
  switch (who.kind) {
    case 'SECRETARY': return { kind: who.kind, id: who.secretaryId };
    case 'CUSTOMER_USER': return { kind: who.kind, id: who.customerUserId };
    case 'API_KEY': return { kind: who.kind, id: who.apiKeyId };
  }
}
