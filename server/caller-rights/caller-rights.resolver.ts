import { Arg, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { loadCustomers } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { callerFilePath } from './caller-file.ts';
import { type CallerRecordsAtRow, type CallerRecordsRow, eraseCaller, findCallerRecords } from './caller-rights.service.ts';
import { CallerRecordsAtType, CallerRecordsType, EraseCallerResult } from './caller-rights.type.ts';

const NUMBER = { description: 'The number, as people write it.' };

@Resolver(() => CallerRecordsType)
export class CallerRightsResolver {
  @Authorized('SUPERVISOR')
  @Query(() => CallerRecordsType, { nullable: true, description: 'What is stored about a caller’s number, at all customers: Art. 15 GDPR. Null when nothing is. Supervisors.' })
  callerRecords(@Ctx() ctx: SignedIn, @Arg('callerNumber', () => String, NUMBER) callerNumber: string) {
    return findCallerRecords(ctx, callerNumber);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => EraseCallerResult, {
    description: 'Erases what is stored about a caller’s number, at all customers and for good: Art. 17 GDPR. That a call was, when and how it ended stays, without anything that leads to the caller. Supervisors.',
  })
  eraseCaller(
    @Ctx() ctx: SignedIn,
    @Arg('callerNumber', () => String, NUMBER) callerNumber: string,
    @Arg('reason', () => String, { description: 'Why, such as the reference of the request; it is kept in the audit log of each customer concerned, so the number must not be in it.' }) reason: string,
  ) {
    return eraseCaller(ctx, callerNumber, reason);
  }

  @FieldResolver(() => String)
  filePath(@Root() { number }: CallerRecordsRow) {
    return callerFilePath(number);
  }
}

@Resolver(() => CallerRecordsAtType)
export class CallerRecordsAtResolver {
  @FieldResolver(() => CustomerType, { nullable: true, description: 'At which customer; null for calls to a number that is nobody’s.' })
  customer(@Root() { customerId }: CallerRecordsAtRow, @Ctx() ctx: SignedIn) {
    return customerId === null ? null : ctx.edge(loadCustomers, customerId);
  }
}
