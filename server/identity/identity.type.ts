import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError, InputProblem } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { CUSTOMER_RIGHTS } from './actor.ts';
import { ApiKeyType } from './api-key.type.ts';
import { Presence, PresenceReason } from './identity.entity.ts';

registerEnumType(Presence, {
  name: 'Presence',
  description: 'What a secretary is doing.',
  valuesConfig: {
    AVAILABLE: { description: 'Takes calls.' },
    BUSY: { description: 'Has a call in hand, or does not want one now.' },
    WRAP_UP: { description: 'The line is free, the note is still being written.' },
    BREAK: { description: 'Away for a while.' },
    OFFLINE: { description: 'Not signed in at a desk, or the connection is lost.' },
  },
});

registerEnumType(PresenceReason, {
  name: 'PresenceReason',
  description: "Why the service moved somebody's presence without their doing.",
  valuesConfig: { LET_IT_RING: { description: 'Their telephone rang and was not picked up.' } },
});

/** What somebody of a customer may do, with the API's names. */
export const CustomerRight = Object.fromEntries(CUSTOMER_RIGHTS.map(right => [right, right])) as { [Right in (typeof CUSTOMER_RIGHTS)[number]]: Right };
export type CustomerRight = (typeof CUSTOMER_RIGHTS)[number];
registerEnumType(CustomerRight, {
  name: 'CustomerRight',
  description: 'What somebody of a customer may do; each includes those before it.',
  valuesConfig: {
    READ: { description: 'See everything of the customer.' },
    INSTRUCT: { description: 'Also write instructions and contacts, and deal with calls.' },
    MANAGE: { description: 'Also decide who of the customer may do what, about keys, and about the customer’s data as a whole.' },
  },
});

@ObjectType('Secretary', { implements: Node, description: 'Somebody who answers the calls of all customers.' })
export class SecretaryType extends Node {
  @Field(() => String, { description: 'The name that callers hear.' }) name!: string;
  @Field(() => Presence, { description: 'What they are doing now. Staff only; FORBIDDEN for customers.' }) presence!: Presence;
  @Field(() => Date, { description: 'Since when. Staff only; FORBIDDEN for customers.' }) presenceSince!: Date;
  @Field(() => PresenceReason, { nullable: true, description: 'Why the service moved their presence; null: it is their own choice, or what they do. Staff only; FORBIDDEN for customers.' }) presenceReason!: PresenceReason | null;
  @Field(() => Boolean, { description: 'Whether they also manage customers, lines and colleagues.' }) isSupervisor!: boolean;
}

@ObjectType('CustomerUser', { implements: Node, description: 'Somebody of a customer who uses the portal.' })
export class CustomerUserType extends Node {
  @Field(() => String, { description: 'First and last name.' }) name!: string;
  @Field(() => String, { description: 'The address they sign in with.' }) email!: string;
  @Field(() => CustomerRight, { description: 'What they may do.' }) right!: CustomerRight;
}

/** Who is signed in. */
export const Viewer = createUnionType({
  name: 'Viewer',
  description: 'Who is signed in, or the key that a program comes in with.',
  types: () => [SecretaryType, CustomerUserType, ApiKeyType] as const,
});

@ObjectType('SignedIn', { description: 'A session has begun; its cookie is set.' })
export class SignedInType {
  @Field(() => Viewer, { description: 'Who signed in.' }) viewer!: typeof Viewer;
}

@ObjectType({ implements: DomainError, description: 'Returned when e-mail and password do not fit, whichever of them is wrong.' })
export class WrongCredentials extends DomainError {
  override message = 'E-mail and password do not fit.';
}

@ObjectType('PasswordChangeDue', { description: 'A session has begun with a password that has to be changed, being a temporary one, or too short without the second factor it was chosen beside: it is good for changePassword and signOut alone, and everything else is refused with PASSWORD_CHANGE_DUE.' })
export class PasswordChangeDueType {
  @Field(() => String, { description: 'The address of the account.' }) email!: string;
}

@ObjectType({ description: 'The password is right, and nobody is signed in yet: the account has a second factor, which is to be shown within ten minutes.' })
export class SecondFactorNeeded {
  @Field(() => String, { description: 'Goes with what is shown. Keep it to yourself: with it the password is not asked for again.' }) challengeToken!: string;
}

@ObjectType({ implements: DomainError, description: 'Returned when there were too many attempts, whether or not there is such an account. A browser from which the account was used before is counted apart from all others.' })
export class TooManyAttempts extends DomainError {
  override message = 'Too many attempts. Wait a little.';
  @Field(() => Int, { description: 'After how many seconds the next attempt is looked at.' }) retryAfterSeconds!: number;
}

@ObjectType({ implements: DomainError, description: 'Returned when the link was used already, has run out or was never given.' })
export class SetUpLinkInvalid extends DomainError {
  override message = 'This link is not valid any more.';
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class SetUpInvalid extends DomainError {
  override message = 'Some fields are wrong.';
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

export const SignInResult = createUnionType({
  name: 'SignInResult',
  description: 'The session, or why there is none.',
  types: () => [SignedInType, SecondFactorNeeded, PasswordChangeDueType, WrongCredentials, TooManyAttempts] as const,
});

export const SetUpFirstSupervisorResult = createUnionType({
  name: 'SetUpFirstSupervisorResult',
  description: 'The first supervisor, signed in, or why not.',
  types: () => [SignedInType, SetUpLinkInvalid, SetUpInvalid] as const,
});

export const SetPresenceResult = createUnionType({
  name: 'SetPresenceResult',
  description: 'You, as the others see you now.',
  types: () => [SecretaryType] as const,
});

