import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../context.ts';
import { PASSWORD_LENGTH } from '../credentials/password-rules.ts';
import { SecondFactorNeeded, TooManyAttempts } from '../identity/identity.type.ts';
import { beginPasskey, confirmPasskey, removePasskey } from './passkey.service.ts';
import { beginTotp, confirmTotp, ownSecondFactor, type ProofRefusal, type RemovalRefusal, removeTotp, renewRecoveryCodes, resetSecondFactor } from './second-factor.service.ts';
import {
  BeginPasskeyResult, BeginTotpResult, ConfirmPasskeyResult, ConfirmTotpResult, PasskeyOptions, PasskeyRefused, PasswordTooShort, ProofWrong, RemoveSecondFactorResult, RenewRecoveryCodesResult, ResetSecondFactorResult,
  SecondFactorProof, SecondFactorReset, SecondFactorSetUp, SecondFactorType, TotpAlreadySetUp, TotpBegun, TotpNotBegun, WrongCode,
} from './second-factor.type.ts';
import { methodsFor, SecondFactorMethod } from './second-step.service.ts';

const PROOF = { description: 'The password, or a code.' };

const said = (refusal: ProofRefusal, wrong: object) =>
  refusal.refused === 'WRONG' ? wrong : Object.assign(new TooManyAttempts(), { retryAfterSeconds: refusal.retryAfterSeconds });

const kept = (refusal: RemovalRefusal) =>
  refusal.refused === 'TOO_SHORT' ? Object.assign(new PasswordTooShort(), { leastCharacters: PASSWORD_LENGTH.alone }) : said(refusal, new ProofWrong());

@Resolver()
export class SecondFactorResolver {
  @Authorized()
  @Query(() => SecondFactorType, { description: 'Your own second factor.' })
  secondFactor(@Ctx() ctx: SignedIn) {
    return ownSecondFactor(ctx);
  }

  @Authorized()
  @Mutation(() => BeginTotpResult, { description: 'Begins to set up an app that shows codes: TOTP, RFC 6238. Within an hour its first code confirms it.' })
  async beginTotp(@Ctx() ctx: SignedIn, @Arg('proof', () => SecondFactorProof, PROOF) proof: SecondFactorProof) {
    const begun = await beginTotp(ctx, proof);
    if (!('refused' in begun)) return Object.assign(new TotpBegun(), begun);
    return begun.refused === 'ALREADY' ? new TotpAlreadySetUp() : said(begun, new ProofWrong());
  }

  @Authorized()
  @Mutation(() => ConfirmTotpResult, { description: 'Takes the app into use that was begun with, by its first code.' })
  async confirmTotp(@Ctx() ctx: SignedIn, @Arg('code', () => String, { description: 'The six digits that the app shows now.' }) code: string) {
    const confirmed = await confirmTotp(ctx, code);
    if (!('refused' in confirmed)) return Object.assign(new SecondFactorSetUp(), confirmed);
    return confirmed.refused === 'NOT_BEGUN' ? new TotpNotBegun() : said(confirmed, new WrongCode());
  }

  @Authorized()
  @Mutation(() => RemoveSecondFactorResult, { description: 'Does without the app from now on. With the last of app and passkeys the recovery codes go too.' })
  async removeTotp(@Ctx() ctx: SignedIn, @Arg('proof', () => SecondFactorProof, PROOF) proof: SecondFactorProof) {
    const left = await removeTotp(ctx, proof);
    return 'refused' in left ? kept(left) : left;
  }

  @Authorized()
  @Mutation(() => RenewRecoveryCodesResult, { description: 'Makes new recovery codes in place of all that there were. FORBIDDEN without a second factor.' })
  async renewRecoveryCodes(@Ctx() ctx: SignedIn, @Arg('proof', () => SecondFactorProof, PROOF) proof: SecondFactorProof) {
    const renewed = await renewRecoveryCodes(ctx, proof);
    return 'refused' in renewed ? said(renewed, new ProofWrong()) : Object.assign(new SecondFactorSetUp(), renewed);
  }

  @Authorized()
  @Mutation(() => BeginPasskeyResult, { description: 'Begins to make a passkey. Within five minutes the browser’s answer confirms it. HTTP only.' })
  async beginPasskey(@Ctx() ctx: SignedIn, @Arg('proof', () => SecondFactorProof, PROOF) proof: SecondFactorProof) {
    const begun = await beginPasskey(ctx, proof);
    return 'refused' in begun ? said(begun, new ProofWrong()) : Object.assign(new PasskeyOptions(), begun);
  }

  @Authorized()
  @Mutation(() => ConfirmPasskeyResult, { description: 'Stores the passkey that the browser has made.' })
  async confirmPasskey(
    @Ctx() ctx: SignedIn,
    @Arg('name', () => String, { description: 'What to call it, up to 100 characters.' }) name: string,
    @Arg('response', () => String, { description: 'The browser’s answer, as JSON: RegistrationResponseJSON of WebAuthn.' }) response: string,
  ) {
    const made = await confirmPasskey(ctx, name, response);
    return made ? Object.assign(new SecondFactorSetUp(), made) : new PasskeyRefused();
  }

  @Authorized()
  @Mutation(() => RemoveSecondFactorResult, { description: 'Does without one of your passkeys from now on. With the last of app and passkeys the recovery codes go too.' })
  async removePasskey(
    @Ctx() ctx: SignedIn,
    @Arg('passkeyId', () => ID, { description: 'Which.' }) passkeyId: string,
    @Arg('proof', () => SecondFactorProof, PROOF) proof: SecondFactorProof,
  ) {
    const left = await removePasskey(ctx, passkeyId, proof);
    return 'refused' in left ? kept(left) : left;
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => ResetSecondFactorResult, { description: 'Takes the second factor away of somebody who has lost it, and ends their sessions. Supervisors, and not for themselves.' })
  async resetSecondFactor(
    @Ctx() ctx: SignedIn,
    @Arg('personId', () => ID, { description: 'The secretary, or the person of a customer.' }) personId: string,
    @Arg('reason', () => String, { description: 'How it was made sure that it is them, up to 500 characters.' }) reason: string,
  ) {
    await resetSecondFactor(ctx, personId, reason);
    return Object.assign(new SecondFactorReset(), { personId });
  }
}

@Resolver(() => SecondFactorNeeded)
export class SecondFactorNeededResolver {
  @FieldResolver(() => [SecondFactorMethod], { description: 'What can be shown.' })
  methods(@Root() { challengeToken }: SecondFactorNeeded, @Ctx() ctx: Context) {
    return methodsFor(ctx, challengeToken);
  }
}
