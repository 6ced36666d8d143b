import { Migration } from '@mikro-orm/migrations';

const SEARCHED = 'set search_path = public, pg_temp';
const CUSTOMER_OF_CONNECTION = `
        select split_part(claim.said, '.', 1)::uuid
          from wall_key, (select current_setting('vorzimmer.customer', true) as said) claim
         where encode(sha256(key || convert_to(pg_backend_pid() || '.' || split_part(claim.said, '.', 1), 'UTF8')), 'hex') = split_part(claim.said, '.', 2)`;

/** For whom a connection works is asked in every statement of a customer: PL/pgSQL plans the question once in a session, SQL each time. */
export class CheaperWall023 extends Migration {
  override up(): void {
    this.addSql(`
      create or replace function current_customer() returns uuid
      language plpgsql stable security definer ${SEARCHED} as $$
      begin
        return (${CUSTOMER_OF_CONNECTION});
      end
      $$`);
  }

  override down(): void {
    this.addSql(`
      create or replace function current_customer() returns uuid
      language sql stable security definer ${SEARCHED} as $$ ${CUSTOMER_OF_CONNECTION}
      $$`);
  }
}
