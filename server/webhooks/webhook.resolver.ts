import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { decodeTimeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { listWebhooks, loadDeliveryPages, readWebhook, type WebhookRow } from './webhook.rows.ts';
import {
  createWebhook, deleteWebhook, pingWebhook, resendFailedWebhookDeliveries, resendWebhookDelivery, rotateWebhookSecret, setWebhookEnabled, updateWebhook,
} from './webhook.service.ts';
import {
  CreateWebhookResult, DeleteWebhookResult, PingWebhookResult, ResendFailedWebhookDeliveriesResult, ResendWebhookDeliveryResult, RotateWebhookSecretResult, SetWebhookEnabledResult, UpdateWebhookResult,
  WebhookDeliveriesArgs, WebhookDeliveryConnection, WebhookInput, WebhookType,
} from './webhook.type.ts';

@Resolver(() => WebhookType)
export class WebhookResolver {
  @Authorized()
  @Query(() => [WebhookType], { nullable: true, description: 'Where events of a customer are sent, the oldest first; null for everybody but those who manage there.' })
  webhooks(@Ctx() ctx: Context, @Arg('customerId', () => ID, { description: 'Whose events.' }) customerId: string) {
    return listWebhooks(ctx, customerId);
  }

  @Authorized()
  @Query(() => WebhookType, { nullable: true, description: 'A webhook; null when there is none that you may see.' })
  webhook(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'Which.' }) id: string) {
    return readWebhook(ctx, id);
  }

  @FieldResolver(() => WebhookDeliveryConnection, { description: 'What was sent there within 30 days, the newest first.' })
  async deliveries(@Root() webhook: WebhookRow, @Ctx() ctx: Context, @Args(() => WebhookDeliveriesArgs) args: WebhookDeliveriesArgs) {
    const rows = await ctx.edge(loadDeliveryPages, { webhookId: webhook.id, limit: pageLimit(args), after: decodeTimeCursor(args.after), onlyFailed: args.onlyFailed ?? false });
    return toConnection(rows, args.first, ({ happenedAt, id }) => encodeCursor(happenedAt, id));
  }

  @Authorized()
  @Mutation(() => CreateWebhookResult, { description: 'Has events sent to an address from now on. Those who manage there.' })
  createWebhook(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'Whose events.' }) customerId: string,
    @Arg('input', () => WebhookInput, { description: 'Where to, and which.' }) input: WebhookInput,
  ) {
    return createWebhook(ctx, customerId, input);
  }

  @Authorized()
  @Mutation(() => UpdateWebhookResult, { description: 'Changes the address, what it is for, and which events go there. Those who manage there.' })
  updateWebhook(
    @Ctx() ctx: Context,
    @Arg('webhookId', () => ID, { description: 'Which.' }) webhookId: string,
    @Arg('input', () => WebhookInput, { description: 'Replaces what was entered.' }) input: WebhookInput,
  ) {
    return updateWebhook(ctx, webhookId, input);
  }

  @Authorized()
  @Mutation(() => SetWebhookEnabledResult, { description: 'Turns a webhook on, or off: what happens while it is off is not sent later. Those who manage there.' })
  setWebhookEnabled(
    @Ctx() ctx: Context,
    @Arg('webhookId', () => ID, { description: 'Which.' }) webhookId: string,
    @Arg('isEnabled', () => Boolean, { description: 'Whether anything is to be sent there.' }) isEnabled: boolean,
  ) {
    return setWebhookEnabled(ctx, webhookId, isEnabled);
  }

  @Authorized()
  @Mutation(() => RotateWebhookSecretResult, { description: 'Makes a new secret for a webhook. Those who manage there.' })
  rotateWebhookSecret(@Ctx() ctx: Context, @Arg('webhookId', () => ID, { description: 'Which.' }) webhookId: string) {
    return rotateWebhookSecret(ctx, webhookId);
  }

  @Authorized()
  @Mutation(() => DeleteWebhookResult, { description: 'Sends nothing there any more, and deletes what was noted about it. Those who manage there.' })
  deleteWebhook(@Ctx() ctx: Context, @Arg('webhookId', () => ID, { description: 'Which.' }) webhookId: string) {
    return deleteWebhook(ctx, webhookId);
  }

  @Authorized()
  @Mutation(() => PingWebhookResult, { description: 'Sends a trial message (webhook.ping). Those who manage there.' })
  pingWebhook(@Ctx() ctx: Context, @Arg('webhookId', () => ID, { description: 'Where to.' }) webhookId: string) {
    return pingWebhook(ctx, webhookId);
  }

  @Authorized()
  @Mutation(() => ResendWebhookDeliveryResult, { description: 'Sends a message again, whatever became of it, with the same webhook-id. Those who manage there.' })
  resendWebhookDelivery(@Ctx() ctx: Context, @Arg('webhookDeliveryId', () => ID, { description: 'Which.' }) webhookDeliveryId: string) {
    return resendWebhookDelivery(ctx, webhookDeliveryId);
  }

  @Authorized()
  @Mutation(() => ResendFailedWebhookDeliveriesResult, { description: 'Sends everything again that has failed since a moment. Those who manage there.' })
  resendFailedWebhookDeliveries(
    @Ctx() ctx: Context,
    @Arg('webhookId', () => ID, { description: 'Where to.' }) webhookId: string,
    @Arg('since', () => Date, { description: 'Of what happened from then on.' }) since: Date,
  ) {
    return resendFailedWebhookDeliveries(ctx, webhookId, since);
  }
}
