import { Arg, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { loadCustomers } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { LocalDate } from '../graphql/scalars.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { callsToday, callStatistics, ownCallStatistics } from './statistics.service.ts';
import { CallFigures, CallStatistics, FiguresOfCustomer, FiguresOfSecretary, OwnCallStatistics } from './statistics.type.ts';

const FROM = { description: 'The first day, where the service is.' };
const UNTIL = { description: 'The last day; at most 92 days in all.' };

@Resolver()
export class StatisticsResolver {
  @Authorized('SUPERVISOR')
  @Query(() => CallStatistics, { description: 'What came of the calls of a range of days, in all and by hour, day, customer and secretary. Supervisors.' })
  callStatistics(
    @Ctx() ctx: SignedIn,
    @Arg('from', () => LocalDate, FROM) from: string,
    @Arg('until', () => LocalDate, UNTIL) until: string,
    @Arg('customerId', () => ID, { nullable: true, description: 'Of one customer alone; left out, of all.' }) customerId: string | null,
  ) {
    return callStatistics(ctx, from, until, customerId ?? null);
  }

  @Authorized('SECRETARY')
  @Query(() => OwnCallStatistics, { description: 'What came of the calls that you took yourself. Each secretary sees their own.' })
  ownCallStatistics(@Ctx() ctx: SignedIn, @Arg('from', () => LocalDate, FROM) from: string, @Arg('until', () => LocalDate, UNTIL) until: string) {
    return ownCallStatistics(ctx, from, until);
  }

  @Authorized('SUPERVISOR')
  @Query(() => CallFigures, { description: 'What came of the calls of today. Supervisors.' })
  callsToday(@Ctx() ctx: SignedIn) {
    return callsToday(ctx);
  }
}

@Resolver(() => FiguresOfCustomer)
export class FiguresOfCustomerResolver {
  @FieldResolver(() => CustomerType, { nullable: true, description: 'Which; null when they are gone since.' })
  customer(@Root() { customerId }: { customerId: string }, @Ctx() ctx: SignedIn) {
    return ctx.edge(loadCustomers, customerId);
  }
}

@Resolver(() => FiguresOfSecretary)
export class FiguresOfSecretaryResolver {
  @FieldResolver(() => SecretaryType, { nullable: true, description: 'Who; null when they are gone since.' })
  secretary(@Root() { secretaryId }: { secretaryId: string }, @Ctx() ctx: SignedIn) {
    return ctx.edge(loadSecretaries, secretaryId);
  }
}
