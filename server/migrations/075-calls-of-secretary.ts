import { Migration } from '@mikro-orm/migrations';

/** Finds the calls of a customer that one secretary took, newest first, and who took any. */
export class CallsOfSecretary075 extends Migration {
  override up(): void {
    this.addSql('create index call_of_secretary on call (customer_id, taken_by, received_at desc, id desc) where taken_by is not null');
  }

  override down(): void {
    this.addSql('drop index call_of_secretary');
  }
}
