/**
 * What somebody of a customer may do; each includes those before it. READ: see everything of the customer. INSTRUCT: write
 * instructions and contacts, and deal with calls. MANAGE: people, keys, and the customer's data as a whole.
 */
export const CUSTOMER_RIGHTS = ['READ', 'INSTRUCT', 'MANAGE'] as const;
export type CustomerRight = (typeof CUSTOMER_RIGHTS)[number];

/** What an API key can be allowed, each by its own name. */
export const API_SCOPES = [
  'appointments:read', 'appointments:write', 'calls:read', 'calls:report', 'calls:write', 'contacts:read', 'contacts:write', 'customers:read', 'instructions:read', 'instructions:write', 'tasks:read', 'tasks:write', 'webhooks:manage',
] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** A secretary who signed in. */
export interface SecretaryActor {
  kind: 'SECRETARY';
  accountId: string;
  secretaryId: string;
  isSupervisor: boolean;
  /** The customers for whom a supervisor acts at the moment, having said why. */
  actsFor: readonly string[];
}

/** Somebody of a customer who signed in to the portal. */
export interface CustomerUserActor { kind: 'CUSTOMER_USER'; accountId: string; customerUserId: string; customerId: string; right: CustomerRight }

/** A program with a key: of a customer, or of the service when `customerId` is null. */
export interface ApiKeyActor { kind: 'API_KEY'; apiKeyId: string; customerId: string | null; scopes: ReadonlySet<ApiScope> }

/**
 * All who see the same live events, acting as one, so that an event is read once for them together. It may read what each
 * of them may read and has no identity: whatever depends on the person is refused to it. A key shares with nobody, since
 * its scopes open other fields than those of the next.
 */
export type AudienceActor =
  | { kind: 'STAFF'; isSupervisor: boolean }
  | { kind: 'CUSTOMER'; customerId: string }
  | ApiKeyActor;

/** Who asks. */
export type Actor = SecretaryActor | CustomerUserActor | ApiKeyActor | AudienceActor;

/** A person, as opposed to an audience. */
export type Person = SecretaryActor | CustomerUserActor;

/** Who can come in: a person who signed in, or a program with a key. */
export type Principal = Person | ApiKeyActor;

export const isStaff = (actor: Actor | null): actor is SecretaryActor | Extract<AudienceActor, { kind: 'STAFF' }> =>
  actor?.kind === 'SECRETARY' || actor?.kind === 'STAFF';

export const isSupervisor = (actor: Actor | null): boolean => isStaff(actor) && actor.isSupervisor;

// No customer has this id: who is bound to it sees the rows of none.
const NO_CUSTOMER = '00000000-0000-0000-0000-000000000000';

/** The customer whose data alone the actor sees; null for staff and strangers. A key of the service sees the data of none. */
export function ownCustomerId(actor: Actor | null): string | null {
  if (actor?.kind === 'API_KEY') return actor.customerId ?? NO_CUSTOMER;
  return actor?.kind === 'CUSTOMER_USER' || actor?.kind === 'CUSTOMER' ? actor.customerId : null;
}

/** Whether the actor is one of the customer's people with at least this right, or a key of theirs, which never manages; what its scopes do not open is refused at the door. */
export function hasRight(actor: Actor | null, customerId: string, right: CustomerRight): boolean {
  if (actor?.kind === 'API_KEY') return actor.customerId === customerId && right !== 'MANAGE';
  return actor?.kind === 'CUSTOMER_USER' && actor.customerId === customerId && CUSTOMER_RIGHTS.indexOf(actor.right) >= CUSTOMER_RIGHTS.indexOf(right);
}

/** Whether a supervisor acts for the customer at the moment, having said why. */
export const actsFor = (actor: Actor | null, customerId: string): boolean => actor?.kind === 'SECRETARY' && actor.actsFor.includes(customerId);

/** The audience that somebody's live events are shared with. */
export function audienceOf(principal: Principal): AudienceActor {
  switch (principal.kind) {
    case 'SECRETARY': return { kind: 'STAFF', isSupervisor: principal.isSupervisor };
    case 'CUSTOMER_USER': return { kind: 'CUSTOMER', customerId: principal.customerId };
    case 'API_KEY': return principal;
  }
}
