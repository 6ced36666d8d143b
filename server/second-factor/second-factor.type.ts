import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { PasswordChangeDueType, SignedInType, TooManyAttempts } from '../identity/identity.type.ts';
import { SecondFactorMethod } from './second-step.service.ts';

registerEnumType(SecondFactorMethod, {
  name: 'SecondFactorMethod',
  description: 'How somebody can show that it is them, after the password.',
  valuesConfig: {
    TOTP: { description: 'With the six digits that an app shows for half a minute.' },
    PASSKEY: { description: 'With a passkey.' },
    RECOVERY_CODE: { description: 'With one of the codes that were written down.' },
  },
});

@ObjectType('Passkey', { implements: Node, description: 'A key that a device or a security key holds, and that signs in without a password or after it.' })
export class PasskeyType extends Node {
  @Field(() => String, { description: 'What its owner calls it.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'The browser in which it was made, such as Firefox; null when it did not say.' }) browser!: string | null;
  @Field(() => String, { nullable: true, description: 'The system on which it was made, such as Windows; null when it did not say.' }) system!: string | null;
  @Field(() => Boolean, { description: 'Whether its owner has it on other devices too.' }) isSynced!: boolean;
  @Field(() => Date, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it last signed in; null: never.' }) lastUsedAt!: Date | null;
}

@ObjectType('SecondFactor', { description: 'What is asked for beside the password. One’s own alone.' })
export class SecondFactorType {
  @Field(() => Date, { nullable: true, description: 'Since when something is asked for; null: the password is enough.' }) since!: Date | null;
  @Field(() => Date, { nullable: true, description: 'Since when the codes of an app are accepted; null: they are not.' }) totpSince!: Date | null;
  @Field(() => Int, { description: 'How many recovery codes were not used yet.' }) recoveryCodesLeft!: number;
  @Field(() => [PasskeyType], { description: 'The passkeys, oldest first.' }) passkeys!: PasskeyType[];
}

@InputType({ description: 'What somebody shows before their second factor is changed: one of the two.' })
export class SecondFactorProof {
  @Field(() => String, { nullable: true, description: 'The current password.' }) password?: string | null;
  @Field(() => String, { nullable: true, description: 'A code of the app, or a recovery code; it is used up.' }) code?: string | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when the password or the code shown is wrong, or the code was used before. Nothing was changed.' })
export class ProofWrong extends DomainError {
  override message = 'The password or the code is wrong.';
}

@ObjectType({ implements: DomainError, description: 'Returned when the last of app and passkeys was to go, and no password was shown that is long enough to stand alone; a code does not tell. Nothing was removed: change the password first.' })
export class PasswordTooShort extends DomainError {
  override message = 'Without a second factor the password has to be longer.';
  @Field(() => Int, { description: 'How many characters a password has at least that stands alone.' }) leastCharacters!: number;
}

@ObjectType({ description: 'An app can begin: its secret, which is told this once.' })
export class TotpBegun {
  @Field(() => String, { description: 'The secret in base32, for typing.' }) secret!: string;
  @Field(() => String, { description: 'The same as an otpauth address, for a QR code.' }) uri!: string;
}

@ObjectType({ implements: DomainError, description: 'Returned when there is an app already: remove it first.' })
export class TotpAlreadySetUp extends DomainError {
  override message = 'The codes of an app are asked for already.';
}

@ObjectType({ implements: DomainError, description: 'Returned when no secret waits for its first code, as after an hour: begin anew.' })
export class TotpNotBegun extends DomainError {
  override message = 'No secret waits for its first code.';
}

@ObjectType({ description: 'The second factor as it is now.' })
export class SecondFactorSetUp {
  @Field(() => SecondFactorType, { description: 'What is asked for now.' }) secondFactor!: SecondFactorType;
  @Field(() => [String], { nullable: true, description: 'New recovery codes, told this once; null: those of before go on.' }) recoveryCodes!: string[] | null;
}

@ObjectType({ description: 'A passkey can be made or asked to sign.' })
export class PasskeyOptions {
  @Field(() => String, { description: 'For navigator.credentials, as JSON: PublicKeyCredentialCreationOptionsJSON or PublicKeyCredentialRequestOptionsJSON of WebAuthn.' }) options!: string;
}

@ObjectType({ implements: DomainError, description: 'Returned when a passkey was made or has signed for something else, too late, twice, without what it takes, or is unknown.' })
export class PasskeyRefused extends DomainError {
  override message = 'This passkey cannot be used.';
}

@ObjectType({ implements: DomainError, description: 'Returned when the password was given too long ago, or what was shown after it was wrong too often: begin with the password.' })
export class SignInExpired extends DomainError {
  override message = 'Sign in anew.';
}

@ObjectType({ implements: DomainError, description: 'Returned when the code is wrong, over, or was used before.' })
export class WrongCode extends DomainError {
  override message = 'The code is wrong, or was used before.';
}

@ObjectType({ description: 'The person signs in with the password alone from now on. Their sessions have ended.' })
export class SecondFactorReset {
  @Field(() => ID, { description: 'Whose: the secretary, or the person of a customer.' }) personId!: string;
}

export const BeginTotpResult = createUnionType({
  name: 'BeginTotpResult', description: 'The secret, or why there is none.', types: () => [TotpBegun, TotpAlreadySetUp, ProofWrong, TooManyAttempts] as const,
});
export const ConfirmTotpResult = createUnionType({
  name: 'ConfirmTotpResult', description: 'The second factor, or why not.', types: () => [SecondFactorSetUp, WrongCode, TotpNotBegun, TooManyAttempts] as const,
});
export const RemoveSecondFactorResult = createUnionType({
  name: 'RemoveSecondFactorResult', description: 'What is left, or why nothing was removed.', types: () => [SecondFactorType, ProofWrong, PasswordTooShort, TooManyAttempts] as const,
});
export const RenewRecoveryCodesResult = createUnionType({
  name: 'RenewRecoveryCodesResult', description: 'The codes, or why there are none.', types: () => [SecondFactorSetUp, ProofWrong, TooManyAttempts] as const,
});
export const BeginPasskeyResult = createUnionType({
  name: 'BeginPasskeyResult', description: 'What to ask the browser for, or why not.', types: () => [PasskeyOptions, ProofWrong, TooManyAttempts] as const,
});
export const ConfirmPasskeyResult = createUnionType({
  name: 'ConfirmPasskeyResult', description: 'The second factor, or why not.', types: () => [SecondFactorSetUp, PasskeyRefused] as const,
});
export const ResetSecondFactorResult = createUnionType({
  name: 'ResetSecondFactorResult', description: 'That it was reset.', types: () => [SecondFactorReset] as const,
});
export const ConfirmSecondFactorResult = createUnionType({
  name: 'ConfirmSecondFactorResult', description: 'The session, or why there is none.', types: () => [SignedInType, PasswordChangeDueType, WrongCode, SignInExpired, TooManyAttempts] as const,
});
export const BeginSecondFactorPasskeyResult = createUnionType({
  name: 'BeginSecondFactorPasskeyResult', description: 'What to ask the browser for, or why not.', types: () => [PasskeyOptions, SignInExpired] as const,
});
export const ConfirmWithPasskeyResult = createUnionType({
  name: 'ConfirmWithPasskeyResult', description: 'The session, or why there is none.', types: () => [SignedInType, PasswordChangeDueType, PasskeyRefused, SignInExpired] as const,
});
export const SignInWithPasskeyResult = createUnionType({
  name: 'SignInWithPasskeyResult', description: 'The session, or why there is none.', types: () => [SignedInType, PasswordChangeDueType, PasskeyRefused] as const,
});
