import { createUnionType, Field, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError, InputProblem } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
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
}

/** Who is signed in. */
export const Viewer = createUnionType({
  name: 'Viewer',
  description: 'Who is signed in.',
  types: () => [SecretaryType, CustomerUserType] as const,
});

@ObjectType('SignedIn', { description: 'A session has begun; its cookie is set.' })
export class SignedInType {
  @Field(() => Viewer, { description: 'Who signed in.' }) viewer!: typeof Viewer;
}

@ObjectType({ implements: DomainError, description: 'Returned when e-mail and password do not fit, whichever of them is wrong.' })
export class WrongCredentials extends DomainError {
  override message = 'E-mail and password do not fit.';
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
  types: () => [SignedInType, WrongCredentials] as const,
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

