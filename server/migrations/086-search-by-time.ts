import { Migration } from '@mikro-orm/migrations';

const BEFORE = [
  { name: 'call_search', of: 'search' },
  { name: 'call_search_names', of: 'search_names gin_trgm_ops' },
];

/**
 * Words and names of calls in one index, where both are looked up at once, with the month of each call: the newest are wanted,
 * and of words that are in many calls the index then gives those alone.
 */
export class SearchByTime086 extends Migration {
  override up(): void {
    for (const { name } of BEFORE) this.addSql(`drop index ${name}`);
    this.addSql(`create index call_search on call using gin (customer_id, date_trunc('month', received_at at time zone 'UTC'), search, search_names gin_trgm_ops)`);
  }

  override down(): void {
    this.addSql('drop index call_search');
    for (const { name, of } of BEFORE) this.addSql(`create index ${name} on call using gin (customer_id, ${of})`);
  }
}
