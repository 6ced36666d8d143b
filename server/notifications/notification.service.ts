import { CONSENTS } from '../consents/consent-kinds.ts';
import type { SignedIn } from '../context.ts';
import { statement } from '../database/sql.ts';
import { notified } from './notification.policy.ts';
import { pushKeyInUse } from './push-key.ts';
import { type PushDeviceRow, readDevices, type SettingRow } from './setting.rows.ts';
import { ownSetting } from './setting.service.ts';

/** What somebody is told, and on which devices. */
export interface NotificationsRow { __typename: 'Notifications'; settings: SettingRow; devices: PushDeviceRow[]; pushKey: string; emailAddress: string }

/** A test on its way, or why there is none. */
export type TestRow =
  | { __typename: 'TestNotificationSent'; devices: number; byEmail: boolean }
  | { __typename: 'NobodyToNotify'; message: string }
  | { __typename: 'TooManyTestNotifications'; message: string; againAt: Date };

const TESTS = { most: 5, minutes: 10 };

const ADDRESS = statement<{ email: string }>('notification-address', 'select email from account where id = $1');
const HOLD = statement<object>('notification-hold-account', 'select from account where id = $1 for no key update');
const TESTED = statement<{ at: Date }>(
  'notification-tested', `select happened_at as at from notification where account_id = $1 and cause = 'TEST' and happened_at > $2 group by subject_id, happened_at order by happened_at`,
);
const TEST_DEVICES = statement<{ id: string }>(
  'notification-test-devices',
  `insert into notification (id, account_id, channel, device_id, cause, subject_id, happened_at, due_at, next_try_at)
   select gen_random_uuid(), $1, 'PUSH', id, 'TEST', $2, $3, $3, $3 from push_device where account_id = $1 returning id`,
);
const TEST_EMAIL = statement<{ id: string }>(
  'notification-test-email',
  `insert into notification (id, account_id, channel, cause, subject_id, happened_at, due_at, next_try_at)
   select gen_random_uuid(), s.account_id, 'EMAIL', 'TEST', $2, $3, $3, $3 from notification_setting s join account a on a.id = s.account_id
   where s.account_id = $1 and s.email_causes <> '{}'
     and exists (select from consent c where c.customer_id = a.customer_id and c.kind = 'EMAIL_NOTIFICATIONS' and c.text_version = $4 and c.answer = 'GIVEN' and c.withdrawn_at is null)
   returning id`,
);

/** What the person who asks is told, and on which devices. */
export async function readNotifications(ctx: SignedIn): Promise<NotificationsRow> {
  const { accountId } = notified(ctx.actor);
  const [settings, devices, key, account] = [
    await ownSetting(ctx), await readDevices(ctx.service, accountId, ctx.sessionId), await pushKeyInUse({ sql: ctx.service, secrets: ctx.secrets }, ctx.now()), await ctx.service.one(ADDRESS, [accountId]),
  ];
  return { __typename: 'Notifications', settings, devices, pushKey: key.publicKey, emailAddress: account?.email ?? '' };
}

/** Sends a notification to all devices of the person who asks, and by e-mail where they want e-mails. */
export async function sendTestNotification(ctx: SignedIn): Promise<TestRow> {
  const { accountId } = notified(ctx.actor);
  return ctx.service.transaction(async sql => {
    await sql.one(HOLD, [accountId]);
    const tested = await sql.query(TESTED, [accountId, new Date(ctx.now().getTime() - TESTS.minutes * 60_000)]);
    const oldest = tested.at(-TESTS.most);
    if (oldest) return { __typename: 'TooManyTestNotifications' as const, message: 'Several tests were sent just now.', againAt: new Date(oldest.at.getTime() + TESTS.minutes * 60_000) };
    const subjectId = crypto.randomUUID();
    const devices = await sql.query(TEST_DEVICES, [accountId, subjectId, ctx.now()]);
    const emails = await sql.query(TEST_EMAIL, [accountId, subjectId, ctx.now(), CONSENTS.EMAIL_NOTIFICATIONS.version]);
    if (!devices.length && !emails.length) return { __typename: 'NobodyToNotify' as const, message: 'No device is registered, and no e-mail is wanted.' };
    return { __typename: 'TestNotificationSent' as const, devices: devices.length, byEmail: emails.length > 0 };
  });
}
