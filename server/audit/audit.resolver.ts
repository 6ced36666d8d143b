import { Arg, Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import type { CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { PageArgs } from '../graphql/connection.ts';
import { auditLogOf } from './audit.service.ts';
import { AuditEntryConnection, AuditFilterInput } from './audit.type.ts';

@Resolver(() => CustomerType)
export class AuditLogResolver {
  @Extensions({ viewerDependent: true })
  @FieldResolver(() => AuditEntryConnection, {
    description: 'Who saw or changed the customer’s data, newest first. For the customer’s people with the right MANAGE, and supervisors; FORBIDDEN for everybody else.',
  })
  auditLog(
    @Root() customer: CustomerRow,
    @Ctx() ctx: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => AuditFilterInput, { nullable: true, description: 'Which; all when left out.' }) filter?: AuditFilterInput,
  ) {
    return auditLogOf(ctx, customer.id, page, filter ?? {});
  }
}
