import { Arg, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../context.ts';
import { Forbidden } from '../errors.ts';
import { InputProblem } from '../graphql/domain-error.type.ts';
import { isStaff } from './actor.ts';
import { Presence, PresenceReason } from './identity.entity.ts';
import { type SecretaryRow, setPresence, setUpFirstSupervisor, type SetUpProblem, setUpProblems, signIn, signOut, viewer } from './identity.service.ts';
import { PasswordChangeDueType, SecondFactorNeeded, SecretaryType, SetPresenceResult, SetUpFirstSupervisorResult, SetUpInvalid, SetUpLinkInvalid, SignInResult, TooManyAttempts, Viewer, WrongCredentials } from './identity.type.ts';
import { signedIn } from './signed-in.ts';

@Resolver(() => SecretaryType)
export class IdentityResolver {
  @Query(() => Viewer, { nullable: true, description: 'Who is signed in; null for a stranger.' })
  viewer(@Ctx() ctx: Context) {
    return viewer(ctx);
  }

  @Query(() => PasswordChangeDueType, { nullable: true, description: 'Whether the password has to be changed before anything else, being a temporary one or too short to stand alone: then everything but changePassword and signOut is refused with PASSWORD_CHANGE_DUE, and viewer is null. Null for everybody else. HTTP only.' })
  passwordChangeDue(@Ctx() ctx: Context) {
    return ctx.session?.due ? Object.assign(new PasswordChangeDueType(), { email: ctx.session.due.email }) : null;
  }

  @Mutation(() => SignInResult, { description: 'Starts a session and sets its cookie. HTTP only.' })
  async signIn(
    @Ctx() ctx: Context,
    @Arg('email', () => String, { description: 'The address of the account.' }) email: string,
    @Arg('password', () => String, { description: 'Its password.' }) password: string,
  ) {
    const refusal = await signIn(ctx, email, password);
    if (refusal && 'challengeToken' in refusal) return Object.assign(new SecondFactorNeeded(), refusal);
    switch (refusal?.refused) {
      case undefined: return signedIn(ctx);
      case 'WRONG': return new WrongCredentials();
      case 'TOO_MANY': return Object.assign(new TooManyAttempts(), { retryAfterSeconds: refusal.retryAfterSeconds });
    }
  }

  @Mutation(() => Boolean, { description: 'Ends the session and clears its cookie; true also when there was none. HTTP only.' })
  signOut(@Ctx() ctx: Context) {
    return signOut(ctx);
  }

  @Mutation(() => SetUpFirstSupervisorResult, { description: 'Makes the first supervisor of a new installation with the link that the server printed, and signs them in. HTTP only.' })
  async setUpFirstSupervisor(
    @Ctx() ctx: Context,
    @Arg('token', () => String, { description: 'What the link carries.' }) token: string,
    @Arg('name', () => String, { description: 'First and last name.' }) name: string,
    @Arg('email', () => String, { description: 'The address to sign in with.' }) email: string,
    @Arg('password', () => String, { description: 'At least 15 characters.' }) password: string,
  ) {
    const invalid = (problems: SetUpProblem[]) => Object.assign(new SetUpInvalid(), { problems: problems.map(problem => Object.assign(new InputProblem(), problem)) });
    const problems = await setUpProblems({ name, email, password });
    if (problems.length) return invalid(problems);
    switch (await setUpFirstSupervisor(ctx, token, { name, email, password })) {
      case 'DONE': return signedIn(ctx);
      case 'LINK_INVALID': return new SetUpLinkInvalid();
      case 'EMAIL_TAKEN': return invalid([{ field: 'email', code: 'TAKEN', message: 'Somebody else has this address.' }]);
    }
  }

  @Authorized('SECRETARY')
  @Mutation(() => SetPresenceResult, { description: 'Says what you are doing; the desks see it at once.' })
  setPresence(@Ctx() ctx: SignedIn, @Arg('presence', () => Presence, { description: 'What you are doing now.' }) presence: Presence) {
    return setPresence(ctx, presence);
  }

  @FieldResolver(() => Presence)
  presence(@Root() secretary: SecretaryRow, @Ctx() { actor }: Context) {
    if (!isStaff(actor)) throw new Forbidden();
    return secretary.presence;
  }

  @FieldResolver(() => Date)
  presenceSince(@Root() secretary: SecretaryRow, @Ctx() { actor }: Context) {
    if (!isStaff(actor)) throw new Forbidden();
    return secretary.presenceSince;
  }

  @FieldResolver(() => PresenceReason, { nullable: true })
  presenceReason(@Root() secretary: SecretaryRow, @Ctx() { actor }: Context) {
    if (!isStaff(actor)) throw new Forbidden();
    return secretary.presenceReason;
  }
}
