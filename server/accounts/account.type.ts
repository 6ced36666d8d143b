import { Field, Int, ObjectType } from 'type-graphql';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { TooManyAttempts } from '../identity/identity.type.ts';

@ObjectType('Session', { implements: Node, description: 'One browser or program in which you are signed in.' })
export class SessionType extends Node {
  @Field(() => String, { nullable: true, description: 'What it calls itself, such as Firefox; null when it does not say.' }) browser!: string | null;
  @Field(() => String, { nullable: true, description: 'What it runs on, such as Windows; null when it does not say.' }) system!: string | null;
  @Field(() => Date, { description: 'When you signed in there.' }) startedAt!: Date;
  @Field(() => Date, { description: 'When it was last in use, to within five minutes.' }) lastUsedAt!: Date;
  @Field(() => Boolean, { description: 'Whether it is the one that asks.' }) isCurrent!: boolean;
}

@ObjectType({ description: 'The new password is in force; a mail says so to whoever it belongs to.' })
export class PasswordChanged {
  @Field(() => String, { description: 'The address to sign in with.' }) email!: string;
}

@ObjectType({ description: 'Noted. If there is such an account, a mail with a link is on its way to it.' })
export class PasswordResetRequested {
  @Field(() => Int, { description: 'How many minutes the link can be used.' }) validMinutes!: number;
}

@ObjectType({ implements: DomainError, description: 'Returned when the current or the new password is not as it should be; nothing was changed.' })
export class PasswordInvalid extends DomainError {
  override message = 'The password cannot be used.';
  @Field(() => [InputProblem], { description: 'What is wrong, with currentPassword or newPassword.' }) problems!: InputProblem[];
  @Field(() => Int, { description: 'How many characters a password of this account has at least.' }) leastCharacters!: number;
}

@ObjectType({ implements: DomainError, description: 'Returned when the link was used already, has run out, was followed by a newer password or was never given.' })
export class PasswordResetLinkInvalid extends DomainError {
  override message = 'This link is not valid any more.';
}

export const ChangePasswordResult = unionOf('ChangePasswordResult', 'The new password, or why there is none.', () => [PasswordChanged, PasswordInvalid, TooManyAttempts] as const);
export const RequestPasswordResetResult = unionOf('RequestPasswordResetResult', 'That the wish was noted, or why not.', () => [PasswordResetRequested, TooManyAttempts] as const);
export const ResetPasswordResult = unionOf('ResetPasswordResult', 'The new password, or why there is none.', () => [PasswordChanged, PasswordInvalid, PasswordResetLinkInvalid] as const);
