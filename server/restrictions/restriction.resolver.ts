import { Arg, Authorized, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import type { CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { canLift, canRestrict } from './restriction.policy.ts';
import type { RestrictionRow } from './restriction.rows.ts';
import { lift, listRestrictions, restrict } from './restriction.service.ts';
import { RestrictCallResult, RestrictionType, RestrictResult } from './restriction.type.ts';

const REASON = { description: 'Why; it is kept with the restriction.' };
const WHICH = { description: 'Which.' };

@Resolver(() => RestrictionType)
export class RestrictionResolver {
  @Authorized()
  @Query(() => [RestrictionType], { nullable: true, description: 'The newest 200 restrictions of a customer, those that have ended as well; null when they are not yours to see. The people of the customer, and supervisors.' })
  restrictions(@Ctx() ctx: SignedIn, @Arg('customerId', () => ID, { description: 'Whose.' }) customerId: string) {
    return listRestrictions(ctx, customerId);
  }

  @Authorized()
  @Mutation(() => RestrictCallResult, { description: 'Restricts a call that is over, with the tasks and appointments that came of it: it stays stored and is shown to nobody. Those who manage the customer’s data, and supervisors.' })
  restrictCall(@Ctx() ctx: SignedIn, @Arg('callId', () => ID, WHICH) callId: string, @Arg('reason', () => String, REASON) reason: string) {
    return restrict(ctx, 'CALL', callId, reason);
  }

  @Authorized()
  @Mutation(() => RestrictResult, {
    description: 'Restricts a contact with its calls, tasks and appointments. It is found as a caller no more, so calls from its numbers are decided as a stranger’s. Those who manage the customer’s data, and supervisors.',
  })
  restrictContact(@Ctx() ctx: SignedIn, @Arg('contactId', () => ID, WHICH) contactId: string, @Arg('reason', () => String, REASON) reason: string) {
    return restrict(ctx, 'CONTACT', contactId, reason);
  }

  @Authorized()
  @Mutation(() => RestrictResult, {
    description: 'Restricts all calls that are over, and all contacts, tasks, appointments, messages, documents and questions that a customer has now; what comes later is served as usual. Those who manage the customer’s data, and supervisors.',
  })
  restrictCustomer(@Ctx() ctx: SignedIn, @Arg('customerId', () => ID, { description: 'Whose.' }) customerId: string, @Arg('reason', () => String, REASON) reason: string) {
    return restrict(ctx, 'CUSTOMER', customerId, reason);
  }

  @Authorized()
  @Mutation(() => RestrictResult, {
    description: 'Ends a restriction. Those who manage the customer’s data end at once what they asked for themselves; a supervisor announces the end, of which the customer is told a week before.',
  })
  liftRestriction(@Ctx() ctx: SignedIn, @Arg('restrictionId', () => ID, WHICH) restrictionId: string, @Arg('reason', () => String, REASON) reason: string) {
    return lift(ctx, restrictionId, reason);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may end it.' })
  viewerCanLift(@Root() restriction: RestrictionRow, @Ctx() { actor }: SignedIn) {
    return restriction.liftedAt === null && canLift(actor, restriction);
  }
}

/** What somebody may do about a customer's data. */
@Resolver(() => CustomerType)
export class CustomerRestrictionResolver {
  @Extensions({ viewerDependent: true })
  @FieldResolver(() => Boolean, { description: 'Whether you may restrict calls and contacts of this customer.' })
  viewerCanRestrict(@Root() customer: CustomerRow, @Ctx() { actor }: SignedIn) {
    return canRestrict(actor, customer.id);
  }
}
