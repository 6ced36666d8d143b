import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.ts';
import { readOutbox } from './outbox.service.ts';
import { OutboxMailType } from './outbox.type.ts';

@Resolver()
export class OutboxResolver {
  @Query(() => [OutboxMailType], { description: 'The newest 50 mails, the last one first. Supervisors; in the demo everybody, as it stands in for their mailbox.' })
  outbox(@Ctx() ctx: Context) {
    return readOutbox(ctx);
  }
}
