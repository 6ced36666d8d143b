import { newToken } from '../identity/session.ts';
import type { SettingRow } from '../notifications/setting.rows.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { newWebhookSecret } from '../webhooks/signature.ts';
import { day, moment } from './instruction-words.ts';
import type { PlacedCustomer } from './people.ts';
import { randomOf } from './random.ts';

type Row = Record<string, unknown>;

/** Of what a customer is told by e-mail, by the customer's key. Nobody has registered a device. */
const DEMO_SETTINGS: Readonly<Record<string, SettingRow>> = {
  weber: {
    pushCauses: ['VIP', 'URGENT'], emailCauses: ['NOTE', 'MISSED'], pushShowsContent: false, emailShowsContent: false, quietFrom: '20:00', quietUntil: '07:00', quietWeekdays: [1, 2, 3, 4, 5, 6, 7],
    urgentPassesQuiet: true, emailRhythm: 'DAILY', emailTime: '18:30', emailWeekday: 5,
  },
  brandt: {
    pushCauses: ['URGENT', 'MISSED'], emailCauses: ['MISSED'], pushShowsContent: false, emailShowsContent: false, quietFrom: null, quietUntil: null, quietWeekdays: [1, 2, 3, 4, 5, 6, 7],
    urgentPassesQuiet: false, emailRhythm: 'WEEKLY', emailTime: '07:00', emailWeekday: 1,
  },
};

/** Messages to the program of the law firm: what the newest calls brought, newest first. */
const DELIVERIES = [
  { status: 503, problem: 'STATUS', answer: 'Wartung bis 22 Uhr', attempts: 6 },
  { status: 200, problem: null, answer: 'ok', attempts: 2 },
  { status: 200, problem: null, answer: 'ok', attempts: 1 },
  { status: 200, problem: null, answer: 'ok', attempts: 1 },
] as const;

/** Rows of settings and webhooks, in the columns of their tables. */
export interface SubscriptionRows { settings: Row[]; webhooks: Row[]; deliveries: Row[] }

const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;
const HOUR = 3_600_000;

/** How customers are told of what happens; `accountIds` are the accounts of their people by their customer, `calls` the history. */
export function subscriptionsOf(customers: readonly PlacedCustomer[], accountIds: ReadonlyMap<string, string>, calls: readonly Row[], secrets: Secrets, now: Date): SubscriptionRows {
  const rows: SubscriptionRows = { settings: [], webhooks: [], deliveries: [] };
  for (const { id, told } of customers) {
    const chosen = DEMO_SETTINGS[told.key];
    const accountId = accountIds.get(id);
    if (chosen && accountId) {
      const { token, hash } = newToken();
      rows.settings.push({
        account_id: accountId, push_causes: chosen.pushCauses, email_causes: chosen.emailCauses, push_shows_content: chosen.pushShowsContent, email_shows_content: chosen.emailShowsContent,
        quiet_from: chosen.quietFrom, quiet_until: chosen.quietUntil, quiet_weekdays: chosen.quietWeekdays, urgent_passes_quiet: chosen.urgentPassesQuiet, email_rhythm: chosen.emailRhythm,
        email_time: chosen.emailTime, email_weekday: chosen.emailWeekday, since: now, unsubscribe_hash: hex(hash), unsubscribe_token: hex(secrets.seal('notification_setting.unsubscribe_token', accountId, token)),
      });
    }
    if (told.key !== 'krause') continue;
    const random = randomOf('webhooks krause');
    const webhookId = random.uuid();
    // Turned off: the demo sends nothing to addresses outside.
    rows.webhooks.push({
      customer_id: id, id: webhookId, url: 'https://akten.kanzlei-krause.example/vorzimmer/notizen', description: 'Kanzleisoftware: Notizen zur Akte', kinds: ['CALL_CHANGED', 'CONTACT_CHANGED'],
      secret: hex(secrets.seal('webhook.secret', webhookId, newWebhookSecret())), is_enabled: false, disabled_at: moment(day(-1, '20:15'), now, told.timeZone), disabled_because: 'PERSON', from_seq: 0,
      created_at: moment(day(-20, '19:30'), now, told.timeZone), created_by: told.users[0]!.name,
    });
    const before = moment(day(-1, '20:15'), now, told.timeZone);
    const newest = calls.filter(call => call['customer_id'] === id && (call['received_at'] as Date).getTime() < before.getTime() - HOUR).toSorted((a, b) => Number(b['received_at']) - Number(a['received_at']));
    for (const [place, { status, problem, answer, attempts }] of DELIVERIES.entries()) {
      const call = newest[place];
      if (!call) continue;
      const happenedAt = new Date((call['ended_at'] ?? call['received_at']) as Date);
      rows.deliveries.push({
        customer_id: id, id: random.uuid(), webhook_id: webhookId, kind: 'CALL_CHANGED', subject_id: call['id'], happened_at: happenedAt, state: problem ? 'FAILED' : 'DELIVERED', attempts, tries: attempts,
        is_watched: false, last_tried_at: new Date(happenedAt.getTime() + attempts * attempts * 2 * 60_000), last_milliseconds: random.between(80, 420), last_status: status, last_problem: problem, last_answer: answer,
      });
    }
  }
  return rows;
}
