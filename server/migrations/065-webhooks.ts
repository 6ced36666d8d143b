import { Migration } from '@mikro-orm/migrations';
import { addEventKind, dropEventKind } from './event-kinds.ts';
import { noWallAround, wallAround } from './wall.ts';

/** Addresses of customers' own programs that events are sent to, what was sent to each, and up to where the log is handed out. */
export class Webhooks065 extends Migration {
  override up(): void {
    // Events that were there before an address was entered are none of its.
    this.addSql(`
      create table webhook (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        url text not null check (length(url) between 1 and 2000),
        description text check (length(description) between 1 and 200),
        kinds text[] not null check (cardinality(kinds) > 0),
        secret bytea not null constraint webhook_secret_sealed check (get_byte(secret, 0) = 0),
        previous_secret bytea constraint webhook_previous_secret_sealed check (get_byte(previous_secret, 0) = 0),
        previous_secret_until timestamptz,
        is_enabled boolean not null,
        disabled_at timestamptz,
        disabled_because text check (disabled_because in ('PERSON', 'GONE', 'FAILING')),
        failing_since timestamptz,
        from_seq bigint not null,
        created_at timestamptz not null,
        created_by text not null check (length(created_by) between 1 and 200),
        unique (customer_id, id),
        check ((previous_secret is null) = (previous_secret_until is null)),
        check (is_enabled = (disabled_at is null)),
        check ((disabled_at is null) = (disabled_because is null))
      )`);
    this.addSql('create index webhook_of_customer on webhook (customer_id, created_at, id)');
    // What is sent is read at the moment of sending; here stands only which event it is, and what became of it.
    this.addSql(`
      create table webhook_delivery (
        customer_id uuid not null,
        id uuid primary key,
        webhook_id uuid not null,
        event_seq bigint,
        kind text not null check (kind in (
          'PING', 'CALL_CHANGED', 'INSTRUCTION_CHANGED', 'CONTACT_CHANGED', 'CUSTOMER_CHANGED', 'FORWARDING_CHECK_CHANGED', 'MESSAGES_CHANGED', 'DOCUMENT_CHANGED', 'FAQ_CHANGED')),
        subject_id uuid not null,
        happened_at timestamptz not null,
        state text not null check (state in ('WAITING', 'DELIVERED', 'FAILED')),
        attempts integer not null default 0,
        tries integer not null default 0,
        is_watched boolean not null default false,
        next_try_at timestamptz,
        last_tried_at timestamptz,
        last_milliseconds integer,
        last_status integer,
        last_problem text check (last_problem in ('STATUS', 'TIMEOUT', 'UNREACHABLE', 'ADDRESS_REFUSED', 'TURNED_OFF', 'NOT_READ')),
        last_answer text check (length(last_answer) <= 1024),
        unique (customer_id, id),
        unique (webhook_id, event_seq),
        check ((state = 'WAITING') = (next_try_at is not null)),
        foreign key (customer_id, webhook_id) references webhook (customer_id, id) on delete cascade
      )`);
    this.addSql('create index webhook_delivery_newest on webhook_delivery (webhook_id, happened_at, id)');
    this.addSql(`create index webhook_delivery_failed on webhook_delivery (webhook_id, happened_at, id) where state = 'FAILED'`);
    this.addSql('create index webhook_delivery_due on webhook_delivery (webhook_id, next_try_at) where next_try_at is not null');
    this.addSql('create index webhook_delivery_by_age on webhook_delivery (happened_at)');
    this.addSql(`
      create table webhook_cursor (
        only_row boolean primary key default true check (only_row),
        through bigint not null
      )`);
    this.addSql('insert into webhook_cursor (through) select greatest(pruned_through, coalesce((select max(seq) from event), 0)) from event_horizon');

    for (const table of ['webhook', 'webhook_delivery']) this.addSql(wallAround(table));
    this.addSql('grant select, insert, update, delete on webhook, webhook_delivery to vorzimmer_app');
    this.addSql('grant select, update on webhook_cursor to vorzimmer_app');
    // The sealed secrets are not for the customer's own role either: they are told once, when they are made.
    this.addSql('grant select (customer_id, id, url, description, kinds, previous_secret_until, is_enabled, disabled_at, disabled_because, failing_since, created_at, created_by) on webhook to vorzimmer_customer');
    this.addSql('grant select on webhook_delivery to vorzimmer_customer');
    this.addSql('create trigger webhook_contract after insert on webhook for each row execute function contract_is_not_over()');
    this.addSql(addEventKind('WEBHOOK_CHANGED'));
  }

  override down(): void {
    this.addSql(dropEventKind('WEBHOOK_CHANGED'));
    for (const table of ['webhook', 'webhook_delivery']) this.addSql(noWallAround(table));
    this.addSql('drop table webhook_cursor, webhook_delivery, webhook');
  }
}
