import type { Context } from '../context.ts';
import { viewer } from './identity.service.ts';
import { PasswordChangeDueType, SignedInType } from './identity.type.ts';

/** What somebody is told whose session has just begun. */
export const signedIn = async (ctx: Context): Promise<SignedInType | PasswordChangeDueType> =>
  ctx.session?.due ? Object.assign(new PasswordChangeDueType(), { email: ctx.session.due.email }) : Object.assign(new SignedInType(), { viewer: await viewer(ctx) });
