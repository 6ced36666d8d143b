import { Migration } from '@mikro-orm/migrations';

/** What customers are told and can say about the end of their contract, and what a correction changed. */
export class ContractEnd022 extends Migration {
  override up(): void {
    // Whoever is told that everything of theirs is gone has no account any more.
    this.addSql('alter table mail alter column account_id drop not null');
    this.addSql('alter table contract_end drop constraint contract_end_answer_check');
    this.addSql(`alter table contract_end add constraint contract_end_answer_check check (answer in ('KEEP', 'DECLINE', 'DELETE'))`);

    // Which versions of the privacy statement the people of customers were told of; the first was there before all of them.
    this.addSql('create table statement_version (version text primary key check (length(version) between 1 and 20), announced_at timestamptz not null)');
    this.addSql('grant select, insert on statement_version to vorzimmer_app');

    // What was corrected, by name; never what stood there or stands there now.
    this.addSql(`alter table audit_entry add column fields text[] not null default '{}' check (cardinality(fields) <= 20)`);
  }

  override down(): void {
    this.addSql('alter table audit_entry drop column fields');
    this.addSql('drop table statement_version');
    this.addSql(`update contract_end set answer = null, answered_at = null where answer = 'DECLINE'`);
    this.addSql('alter table contract_end drop constraint contract_end_answer_check');
    this.addSql(`alter table contract_end add constraint contract_end_answer_check check (answer in ('KEEP', 'DELETE'))`);
    this.addSql('delete from mail where account_id is null');
    this.addSql('alter table mail alter column account_id set not null');
  }
}
