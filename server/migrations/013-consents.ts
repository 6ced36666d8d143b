import { Migration } from '@mikro-orm/migrations';
import { wallAround } from './wall.ts';

/** The rights of those whose data it is: consents, the reading of the privacy statement, and what they have restricted. */
export class Consents013 extends Migration {
  override up(): void {
    // An answer stays as it was given, with the name of whom gave it: they may be gone when it has to be shown.
    this.addSql(`
      create table consent (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        kind text not null check (kind in ('VOICE_MESSAGES_AT_DESK')),
        text_version text not null check (length(text_version) between 1 and 20),
        answer text not null check (answer in ('GIVEN', 'DECLINED')),
        answered_at timestamptz not null,
        answered_by text not null check (length(answered_by) between 1 and 200),
        withdrawn_at timestamptz check (withdrawn_at >= answered_at),
        withdrawn_by text check (length(withdrawn_by) between 1 and 200),
        unique (customer_id, id),
        check ((withdrawn_at is null) = (withdrawn_by is null)),
        check (answer = 'GIVEN' or withdrawn_at is null)
      )`);
    this.addSql('create index consent_of_customer on consent (customer_id, kind, answered_at)');
    this.addSql(`create unique index consent_one_in_force on consent (customer_id, kind) where answer = 'GIVEN' and withdrawn_at is null`);

    this.addSql(`
      create table statement_reading (
        customer_id uuid not null,
        customer_user_id uuid not null,
        version text not null check (length(version) between 1 and 20),
        acknowledged_at timestamptz not null,
        primary key (customer_user_id, version),
        foreign key (customer_id, customer_user_id) references customer_user (customer_id, id) on delete cascade
      )`);

    this.addSql('grant select, insert, update, delete on consent, statement_reading to vorzimmer_app');
    for (const table of ['consent', 'statement_reading']) this.addSql(wallAround(table));
    this.addSql('grant select, insert, update (withdrawn_at, withdrawn_by) on consent to vorzimmer_customer');
    this.addSql('grant select, insert on statement_reading to vorzimmer_customer');
  }

  override down(): void {
    this.addSql('drop table statement_reading, consent');
  }
}
