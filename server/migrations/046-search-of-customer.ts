import { Migration } from '@mikro-orm/migrations';

const INDEXES = [
  { name: 'call_search', of: 'search' },
  { name: 'call_search_names', of: 'search_names gin_trgm_ops' },
];

/** Words and names are looked up among one customer's calls, not in everybody's first; btree_gin brings the customer into the index of words. */
export class SearchOfCustomer046 extends Migration {
  override up(): void {
    this.addSql('create extension if not exists btree_gin');
    for (const { name, of } of INDEXES) {
      this.addSql(`drop index ${name}`);
      this.addSql(`create index ${name} on call using gin (customer_id, ${of})`);
    }
  }

  override down(): void {
    for (const { name, of } of INDEXES) {
      this.addSql(`drop index ${name}`);
      this.addSql(`create index ${name} on call using gin (${of})`);
    }
    this.addSql('drop extension btree_gin');
  }
}
