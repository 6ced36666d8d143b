import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import type { CustomerUserRow } from '../identity/identity.service.ts';
import { CustomerUserType } from '../identity/identity.type.ts';
import { asker } from './customer.policy.ts';
import { type CustomerRow, listCustomers, loadCustomers, loadLinesOf } from './customer.rows.ts';
import { continueContract, createCustomer, deleteCustomer, endContract, updateCustomer } from './customer.service.ts';
import { CreateCustomerResult, CustomerConnection, CustomerInput, CustomersArgs, CustomerType, DeleteCustomerResult, EndContractResult, UpdateCustomerResult } from './customer.type.ts';
import { LineType } from './line.type.ts';

@Resolver(() => CustomerType)
export class CustomerResolver {
  @Query(() => CustomerType, { nullable: true, description: 'A customer; null when there is none that you may see.' })
  customer(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'Which.' }) id: string) {
    asker(ctx.actor);
    return ctx.edge(loadCustomers, id);
  }

  @Query(() => CustomerConnection, { description: 'The customers that you may see, by name: staff all of them, a customer themselves.' })
  async customers(@Ctx() ctx: Context, @Args(() => CustomersArgs) args: CustomersArgs) {
    const rows = await listCustomers(ctx, { limit: pageLimit(args), after: decodeCursor(args.after), search: args.search ?? null });
    return toConnection(rows, args.first, ({ name, id }) => encodeCursor(name, id));
  }

  @FieldResolver(() => [LineType], { description: "The customer's lines, by number." })
  lines(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return ctx.edge(loadLinesOf, customer.id);
  }

  @Mutation(() => CreateCustomerResult, { description: 'Makes a customer. Supervisors.' })
  createCustomer(
    @Ctx() ctx: Context,
    @Arg('input', () => CustomerInput, { description: 'What is said about the customer.' }) input: CustomerInput,
    @Arg('contractStartedOn', () => String, { nullable: true, description: 'The first day of the contract, such as 2026-12-31, at most a year ahead; null: today, where the customer is.' }) contractStartedOn?: string | null,
  ) {
    return createCustomer(ctx, input, contractStartedOn ?? null);
  }

  @Mutation(() => UpdateCustomerResult, { description: 'Changes a customer. Supervisors.' })
  updateCustomer(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'Which.' }) customerId: string,
    @Arg('input', () => CustomerInput, { description: 'Replaces all that is said about the customer.' }) input: CustomerInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that the editor saw; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return updateCustomer(ctx, customerId, input, expectedVersion ?? null);
  }

  @Mutation(() => EndContractResult, { description: 'Notes the last day of the contract; afterwards the customer’s data are deleted, unless they keep the basic functions. Supervisors.' })
  endContract(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'Which.' }) customerId: string,
    @Arg('endsOn', () => String, { description: 'The last day, YYYY-MM-DD.' }) endsOn: string,
  ) {
    return endContract(ctx, customerId, endsOn);
  }

  @Mutation(() => CustomerType, { description: 'Takes the noted end of the contract back. Supervisors.' })
  continueContract(@Ctx() ctx: Context, @Arg('customerId', () => ID, { description: 'Which.' }) customerId: string) {
    return continueContract(ctx, customerId);
  }

  @Mutation(() => DeleteCustomerResult, { description: 'Deletes a customer who has no calls, with lines, contacts, instructions and accounts. Supervisors.' })
  deleteCustomer(@Ctx() ctx: Context, @Arg('customerId', () => ID, { description: 'Which.' }) customerId: string) {
    return deleteCustomer(ctx, customerId);
  }
}

/** The customer of a portal user. */
@Resolver(() => CustomerUserType)
export class CustomerUserCustomerResolver {
  @FieldResolver(() => CustomerType, { description: 'The customer they belong to.' })
  customer(@Root() user: CustomerUserRow, @Ctx() ctx: Context) {
    return ctx.edge(loadCustomers, user.customerId);
  }
}
