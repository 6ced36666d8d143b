import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.ts';
import { TooManyAttempts } from '../identity/identity.type.ts';
import { signedIn } from '../identity/signed-in.ts';
import {
  BeginSecondFactorPasskeyResult, ConfirmSecondFactorResult, ConfirmWithPasskeyResult, PasskeyOptions, PasskeyRefused, SignInExpired, SignInWithPasskeyResult, WrongCode,
} from './second-factor.type.ts';
import { beginPasskeySignIn, beginWithPasskey, confirmWithCode, confirmWithPasskey, type SecondStepRefusal, signInWithPasskey } from './second-step.service.ts';

const TOKEN = { description: 'What signIn answered with.' };
const RESPONSE = { description: 'The browser’s answer, as JSON: AuthenticationResponseJSON of WebAuthn.' };

async function answer(ctx: Context, refusal: SecondStepRefusal | null, wrong: object) {
  switch (refusal?.refused) {
    case undefined: return signedIn(ctx);
    case 'WRONG': return wrong;
    case 'EXPIRED': return new SignInExpired();
    case 'TOO_MANY': return Object.assign(new TooManyAttempts(), { retryAfterSeconds: refusal.retryAfterSeconds });
  }
}

@Resolver()
export class SecondStepResolver {
  @Mutation(() => ConfirmSecondFactorResult, { description: 'Finishes signing in with a code, of which each is accepted once. HTTP only.' })
  async confirmSecondFactor(
    @Ctx() ctx: Context,
    @Arg('challengeToken', () => String, TOKEN) challengeToken: string,
    @Arg('code', () => String, { description: 'The six digits that the app shows now, or a recovery code.' }) code: string,
  ) {
    return answer(ctx, await confirmWithCode(ctx, challengeToken, code), new WrongCode());
  }

  @Mutation(() => BeginSecondFactorPasskeyResult, { description: 'Begins to finish signing in with a passkey of the account. HTTP only.' })
  async beginSecondFactorPasskey(@Ctx() ctx: Context, @Arg('challengeToken', () => String, TOKEN) challengeToken: string) {
    const options = await beginWithPasskey(ctx, challengeToken);
    return options === null ? new SignInExpired() : Object.assign(new PasskeyOptions(), { options });
  }

  @Mutation(() => ConfirmWithPasskeyResult, { description: 'Finishes signing in with a passkey of the account. HTTP only.' })
  async confirmWithPasskey(@Ctx() ctx: Context, @Arg('challengeToken', () => String, TOKEN) challengeToken: string, @Arg('response', () => String, RESPONSE) response: string) {
    return answer(ctx, await confirmWithPasskey(ctx, challengeToken, response), new PasskeyRefused());
  }

  @Mutation(() => PasskeyOptions, { description: 'Begins to sign in with a passkey alone: the browser shows which it has. HTTP only.' })
  async beginPasskeySignIn(@Ctx() ctx: Context) {
    return Object.assign(new PasskeyOptions(), { options: await beginPasskeySignIn(ctx) });
  }

  @Mutation(() => SignInWithPasskeyResult, { description: 'Signs in with a passkey alone, which has asked for finger, face or PIN. HTTP only.' })
  async signInWithPasskey(@Ctx() ctx: Context, @Arg('response', () => String, RESPONSE) response: string) {
    return (await signInWithPasskey(ctx, response)) ? signedIn(ctx) : new PasskeyRefused();
  }
}
