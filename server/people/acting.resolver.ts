import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../context.ts';
import type { CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { PageArgs } from '../graphql/connection.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { actForCustomer, type ActingRow, listActings, stopActing } from './acting.service.ts';
import { ActForCustomerResult, ActingConnection, ActingType } from './acting.type.ts';

@Resolver(() => ActingType)
export class ActingResolver {
  @Authorized('SUPERVISOR')
  @Mutation(() => ActForCustomerResult, { description: 'Lets you act for a customer for an hour: write instructions, delete contacts, whatever its own people do. The reason is shown to the customer. Supervisors.' })
  actForCustomer(
    @Ctx() ctx: SignedIn,
    @Arg('customerId', () => ID, { description: 'For whom.' }) customerId: string,
    @Arg('reason', () => String, { description: 'Why, in a few words: 10 to 500 characters.' }) reason: string,
  ) {
    return actForCustomer(ctx, customerId, reason);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => Boolean, { description: 'Ends acting for a customer; true also when you did not. Supervisors.' })
  stopActing(@Ctx() ctx: SignedIn, @Arg('customerId', () => ID, { description: 'For whom.' }) customerId: string) {
    return stopActing(ctx, customerId);
  }

  @FieldResolver(() => SecretaryType, { description: 'Who.' })
  secretary(@Root() acting: ActingRow, @Ctx() ctx: Context) {
    return ctx.edge(loadSecretaries, acting.secretaryId);
  }
}

/** For the customer: who acted for them. */
@Resolver(() => CustomerType)
export class CustomerActingsResolver {
  @FieldResolver(() => ActingConnection, { description: 'When supervisors acted for the customer, and why, newest first. The customer’s own people and supervisors; FORBIDDEN for others.' })
  actings(@Root() customer: CustomerRow, @Ctx() ctx: Context, @Args(() => PageArgs) page: PageArgs) {
    return listActings(ctx, customer.id, page);
  }
}
