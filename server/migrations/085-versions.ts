import { Migration } from '@mikro-orm/migrations';

/** Kinds of appointments and debtors get a version, so that of two people who change one at the same time the second is told. */
export class Versions085 extends Migration {
  override up(): void {
    this.addSql('alter table appointment_kind add column version integer not null default 1');
    this.addSql('alter table task_debtor add column version integer not null default 1');
  }

  override down(): void {
    this.addSql('alter table task_debtor drop column version');
    this.addSql('alter table appointment_kind drop column version');
  }
}
