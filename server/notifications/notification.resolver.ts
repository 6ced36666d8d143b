import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { NotificationSettingsInput, NotificationsType, PushSubscriptionInput, RegisterPushDeviceResult, SaveNotificationSettingsResult, SendTestNotificationResult } from './notification.type.ts';
import { readNotifications, sendTestNotification } from './notification.service.ts';
import { registerPushDevice, removePushDevice } from './push-device.service.ts';
import { chooseByDefault, saveSetting } from './setting.service.ts';

@Resolver()
export class NotificationResolver {
  @Authorized()
  @Query(() => NotificationsType, { description: 'What you are told, and on which devices. The people of customers, each for themselves.' })
  notifications(@Ctx() ctx: SignedIn) {
    return readNotifications(ctx);
  }

  @Authorized()
  @Mutation(() => SaveNotificationSettingsResult, { description: 'Changes what you are told of, where and when. The people of customers, each for themselves.' })
  async saveNotificationSettings(@Ctx() ctx: SignedIn, @Arg('input', () => NotificationSettingsInput, { description: 'All that there is to choose.' }) input: NotificationSettingsInput) {
    return (await saveSetting(ctx, { ...input, quietFrom: input.quietFrom ?? null, quietUntil: input.quietUntil ?? null })) ?? readNotifications(ctx);
  }

  @Authorized()
  @Mutation(() => RegisterPushDeviceResult, { description: 'Has the browser that asks notified; again is no error. Only while the customer consents to PUSH_NOTIFICATIONS. The people of customers, each for themselves.' })
  async registerPushDevice(@Ctx() ctx: SignedIn, @Arg('input', () => PushSubscriptionInput, { description: 'Its subscription.' }) input: PushSubscriptionInput) {
    if ((await registerPushDevice(ctx, input)) === 'NO_CONSENT') return { __typename: 'PushConsentMissing', message: 'The customer has not consented to notifications on devices.' };
    await chooseByDefault(ctx);
    return readNotifications(ctx);
  }

  @Authorized()
  @Mutation(() => NotificationsType, { description: 'Has a device of yours notified no more; one that is gone already is no error.' })
  async removePushDevice(@Ctx() ctx: SignedIn, @Arg('deviceId', () => ID, { description: 'Which.' }) deviceId: string) {
    await removePushDevice(ctx, deviceId);
    return readNotifications(ctx);
  }

  @Authorized()
  @Mutation(() => SendTestNotificationResult, { description: 'Sends a test to all your devices, and by e-mail where you want e-mails; at most five in ten minutes.' })
  sendTestNotification(@Ctx() ctx: SignedIn) {
    return sendTestNotification(ctx);
  }
}
