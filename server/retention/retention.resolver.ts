import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { loadCustomers } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { hasRight } from '../identity/actor.ts';
import type { ContractEndRow } from './contract-end.ts';
import { declineBasicFunctions, eraseCustomerData, keepBasicFunctions, listContractEnds, readContractEnd } from './contract-end.service.ts';
import { listRetentionRuns, previewRetention } from './retention.service.ts';
import { ContractEndType, DeclineBasicFunctionsResult, EraseCustomerDataResult, KeepBasicFunctionsResult, RetentionPreviewType, RetentionRunType } from './retention.type.ts';

@Resolver(() => ContractEndType)
export class RetentionResolver {
  @Authorized()
  @Query(() => ContractEndType, { nullable: true, description: "The end of a customer's contract; null when none is known, or the customer is not yours to see." })
  contractEnd(@Ctx() ctx: SignedIn, @Arg('customerId', () => ID, { description: 'Whose.' }) customerId: string) {
    return readContractEnd(ctx, customerId);
  }

  @Authorized('SUPERVISOR')
  @Query(() => [ContractEndType], { description: 'The ends of contracts that are known, those that are erased first before the others; at most 500. Supervisors.' })
  contractEnds(@Ctx() ctx: SignedIn) {
    return listContractEnds(ctx);
  }

  @Authorized('SUPERVISOR')
  @Query(() => [RetentionPreviewType], { description: 'What the jobs of the retention would delete, without doing it. Supervisors.' })
  retentionPreview(@Ctx() ctx: SignedIn, @Arg('at', () => Date, { nullable: true, description: 'The moment of the run; left out, now.' }) at: Date | null) {
    return previewRetention(ctx, at);
  }

  @Authorized('SUPERVISOR')
  @Query(() => [RetentionRunType], { description: 'What the jobs of the retention did in the last 30 days, the newest day first. Supervisors.' })
  retentionRuns(@Ctx() ctx: SignedIn) {
    return listRetentionRuns(ctx);
  }

  @Authorized()
  @Mutation(() => KeepBasicFunctionsResult, {
    description: 'Keeps the basic functions for free after the end of the contract: to sign in, to read and export what there is, and to delete it. The customer’s people who may MANAGE.',
  })
  keepBasicFunctions(@Ctx() ctx: SignedIn, @Arg('customerId', () => ID, { description: 'For whom.' }) customerId: string) {
    return keepBasicFunctions(ctx, customerId);
  }

  @Authorized()
  @Mutation(() => DeclineBasicFunctionsResult, {
    description: 'Does without the basic functions, said before the end of the contract: everything is deleted on the day of ContractEnd.erasedOn. The customer’s people who may MANAGE.',
  })
  declineBasicFunctions(@Ctx() ctx: SignedIn, @Arg('customerId', () => ID, { description: 'For whom.' }) customerId: string) {
    return declineBasicFunctions(ctx, customerId);
  }

  @Authorized()
  @Mutation(() => EraseCustomerDataResult, {
    description: 'Deletes everything of a customer whose contract is over, within minutes and for good. The customer’s people who may MANAGE.',
  })
  eraseCustomerData(
    @Ctx() ctx: SignedIn,
    @Arg('customerId', () => ID, { description: 'Whose data.' }) customerId: string,
    @Arg('customerNumber', () => String, { description: 'Their customer number, typed as a confirmation.' }) customerNumber: string,
  ) {
    return eraseCustomerData(ctx, customerId, customerNumber);
  }

  @FieldResolver(() => CustomerType, { description: 'Whose contract.' })
  customer(@Root() { customerId }: ContractEndRow, @Ctx() ctx: SignedIn) {
    return ctx.edge(loadCustomers, customerId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer says what happens.' })
  viewerCanDecide(@Root() { customerId }: ContractEndRow, @Ctx() ctx: SignedIn) {
    return hasRight(ctx.actor, customerId, 'MANAGE');
  }
}
