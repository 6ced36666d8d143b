import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput } from '../errors.ts';
import { ownCustomerId } from '../identity/actor.ts';
import { parseCallerNumber, parsePhoneNumber } from '../numbers/phone-number.ts';
import { DecisionType } from './call.type.ts';
import { decideFor, type DecisionRoot } from './deciding.ts';
import { findCalledLine } from './report.service.ts';

@Resolver()
export class WhatIfResolver {
  @Authorized()
  @Query(() => DecisionType, { nullable: true, description: "What would be decided for a caller: the what-if. Null when the line does not exist or is not yours to see." })
  async decision(
    @Ctx() ctx: SignedIn,
    @Arg('lineNumber', () => String, { description: 'The line that is called, in any notation.' }) lineNumber: string,
    @Arg('callerNumber', () => String, { nullable: true, description: 'Who calls, in any notation; null: withheld.' }) callerNumber?: string | null,
    @Arg('at', () => Date, { nullable: true, description: 'When; null: now.' }) at?: Date | null,
    @Arg('contactId', () => ID, { nullable: true, description: 'Who calls, as the secretary finds out by asking; null: whoever has the number.' }) contactId?: string | null,
  ): Promise<DecisionRoot | null> {
    const called = parsePhoneNumber(lineNumber.slice(0, 200));
    if (!called) throw badInput('lineNumber', 'lineNumber is no telephone number.');
    // Looked for among all lines, as a call does; whose it is, is not told to others.
    const line = await findCalledLine(ctx.service, called, ctx.now());
    const own = ownCustomerId(ctx.actor);
    if (!line || (own && line.customerId !== own)) return null;
    const { number, withheld } = parseCallerNumber(callerNumber);
    const { decision } = await decideFor(ctx.sql, { customerId: line.customerId, callerNumber: number, withheld, identifiedContactId: contactId && isUuid(contactId) ? contactId : null }, at ?? ctx.now());
    return { ...decision, callId: null, customerId: line.customerId };
  }
}
