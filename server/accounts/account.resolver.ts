import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context, SignedIn } from '../context.ts';
import { InputProblem } from '../graphql/domain-error.type.ts';
import { TooManyAttempts } from '../identity/identity.type.ts';
import { ChangePasswordResult, PasswordChanged, PasswordInvalid, PasswordResetLinkInvalid, PasswordResetRequested, RequestPasswordResetResult, ResetPasswordResult, SessionType } from './account.type.ts';
import { changePassword, type PasswordInvalidRow } from './password.service.ts';
import { LINK_MINUTES, requestPasswordReset, resetPassword } from './reset.service.ts';
import { endOtherSessions, endOwnSession, listSessions } from './session.service.ts';

const changed = (email: string) => Object.assign(new PasswordChanged(), { email });
const tooMany = (retryAfterSeconds: number) => Object.assign(new TooManyAttempts(), { retryAfterSeconds });
const invalid = ({ problems, leastCharacters }: PasswordInvalidRow) =>
  Object.assign(new PasswordInvalid(), { problems: problems.map(problem => Object.assign(new InputProblem(), problem)), leastCharacters });

@Resolver()
export class AccountResolver {
  @Authorized()
  @Query(() => [SessionType], { description: 'Where you are signed in: here first, then by when each was last used.' })
  sessions(@Ctx() ctx: SignedIn) {
    return listSessions(ctx);
  }

  @Authorized()
  @Mutation(() => [SessionType], { description: 'Ends a session of yours, with its sockets and its telephone, at once; returns those that are left. One that is gone already is no error.' })
  endSession(@Ctx() ctx: SignedIn, @Arg('sessionId', () => ID, { description: 'The session to end.' }) sessionId: string) {
    return endOwnSession(ctx, sessionId);
  }

  @Authorized()
  @Mutation(() => [SessionType], { description: 'Ends all sessions of yours but this one, with their sockets and telephones, at once; returns those that are left.' })
  endOtherSessions(@Ctx() ctx: SignedIn) {
    return endOtherSessions(ctx);
  }

  @Mutation(() => ChangePasswordResult, { description: 'Changes your password and ends your other sessions. All that is open to whoever signed in with a temporary password.' })
  async changePassword(
    @Ctx() ctx: Context,
    @Arg('currentPassword', () => String, { description: 'The password until now.' }) currentPassword: string,
    @Arg('newPassword', () => String, { description: 'At least 15 characters, or 8 beside a second factor; any characters, but none of the passwords that are tried first.' }) newPassword: string,
  ) {
    const result = await changePassword(ctx, currentPassword, newPassword);
    if ('changed' in result) return changed(result.email);
    return result.refused === 'INVALID' ? invalid(result) : tooMany(result.retryAfterSeconds);
  }

  @Mutation(() => RequestPasswordResetResult, { description: 'Asks for a link to set a new password, sent by mail. Answers alike whether or not there is such an account.' })
  async requestPasswordReset(@Ctx() ctx: Context, @Arg('email', () => String, { description: 'The address of the account.' }) email: string) {
    const retryAfterSeconds = await requestPasswordReset(ctx, email);
    return retryAfterSeconds === null ? Object.assign(new PasswordResetRequested(), { validMinutes: LINK_MINUTES }) : tooMany(retryAfterSeconds);
  }

  @Mutation(() => ResetPasswordResult, { description: 'Sets a new password with the link from the mail, and ends all sessions of the account.' })
  async resetPassword(
    @Ctx() ctx: Context,
    @Arg('token', () => String, { description: 'What the link carries.' }) token: string,
    @Arg('newPassword', () => String, { description: 'As for changePassword.' }) newPassword: string,
  ) {
    const result = await resetPassword(ctx, token, newPassword);
    if ('changed' in result) return changed(result.email);
    return result.refused === 'INVALID' ? invalid(result) : new PasswordResetLinkInvalid();
  }
}
