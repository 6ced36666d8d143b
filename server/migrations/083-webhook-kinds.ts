import { Migration } from '@mikro-orm/migrations';

const KINDS = ['PING', 'CALL_CHANGED', 'INSTRUCTION_CHANGED', 'CONTACT_CHANGED', 'CUSTOMER_CHANGED', 'FORWARDING_CHECK_CHANGED', 'MESSAGES_CHANGED', 'DOCUMENT_CHANGED', 'FAQ_CHANGED'];
const NEW = ['TASK_CHANGED', 'APPOINTMENT_CHANGED'];

const among = (kinds: readonly string[]) =>
  `alter table webhook_delivery drop constraint webhook_delivery_kind_check, add constraint webhook_delivery_kind_check check (kind in (${kinds.map(kind => `'${kind}'`).join(', ')}))`;
const listed = `array[${NEW.map(kind => `'${kind}'`).join(', ')}]`;

/** Sends customers' programs what becomes of tasks and appointments, too. */
export class WebhookKinds083 extends Migration {
  override up(): void {
    this.addSql(among([...KINDS, ...NEW]));
  }

  override down(): void {
    this.addSql(`delete from webhook_delivery where kind = any(${listed})`);
    this.addSql(`delete from webhook where kinds <@ ${listed}`);
    this.addSql(`update webhook set kinds = array(select kind from unnest(kinds) as kind where kind <> all(${listed}))`);
    this.addSql(among(KINDS));
  }
}
