/** A secretary who signed in. */
export interface SecretaryActor { kind: 'SECRETARY'; accountId: string; secretaryId: string; isSupervisor: boolean }

/** Somebody of a customer who signed in to the portal. */
export interface CustomerUserActor { kind: 'CUSTOMER_USER'; accountId: string; customerUserId: string; customerId: string }

/**
 * All who see the same live events, acting as one, so that an event is read once for them together. It may read what each
 * of them may read and has no identity: whatever depends on the person is refused to it.
 */
export type AudienceActor =
  | { kind: 'STAFF'; isSupervisor: boolean }
  | { kind: 'CUSTOMER'; customerId: string };

/** Who asks. */
export type Actor = SecretaryActor | CustomerUserActor | AudienceActor;

/** A person, as opposed to an audience. */
export type Person = SecretaryActor | CustomerUserActor;

export const isStaff = (actor: Actor | null): actor is SecretaryActor | Extract<AudienceActor, { kind: 'STAFF' }> =>
  actor?.kind === 'SECRETARY' || actor?.kind === 'STAFF';

export const isSupervisor = (actor: Actor | null): boolean => isStaff(actor) && actor.isSupervisor;

/** The customer whose data alone the actor sees; null for staff and strangers. */
export const ownCustomerId = (actor: Actor | null): string | null =>
  actor?.kind === 'CUSTOMER_USER' || actor?.kind === 'CUSTOMER' ? actor.customerId : null;

/** The audience that the person's live events are shared with. */
export const audienceOf = (person: Person): AudienceActor =>
  person.kind === 'SECRETARY' ? { kind: 'STAFF', isSupervisor: person.isSupervisor } : { kind: 'CUSTOMER', customerId: person.customerId };
