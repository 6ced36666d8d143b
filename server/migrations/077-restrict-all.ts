import { Migration } from '@mikro-orm/migrations';

const TABLES = ['message_thread', 'message', 'message_file', 'message_reading', 'document', 'document_version', 'faq'];

// Beside the tables that there are, whichever those are by now.
const tablesAside = (change: string) => `
  do $$
  declare
    known text[];
  begin
    select array_agg(said.names[1]) into known from pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g') as said (names)
      where conname = 'restricted_row_table_name_check' and conrelid = 'restricted_row'::regclass;
    select array_agg(distinct name) into known from unnest(${change}) name;
    alter table restricted_row drop constraint restricted_row_table_name_check;
    execute format('alter table restricted_row add constraint restricted_row_table_name_check check (table_name in (%s))', (select string_agg(quote_literal(name), ', ' order by name) from unnest(known) name));
  end $$`;
const LIST = `array[${TABLES.map(table => `'${table}'`).join(', ')}]`;

/** Restricts messages, documents and questions with everything else. */
export class RestrictAll077 extends Migration {
  override up(): void {
    this.addSql(tablesAside(`known || ${LIST}`));
  }

  override down(): void {
    this.addSql(`delete from restricted_row where table_name = any (${LIST})`);
    this.addSql(tablesAside(`array(select name from unnest(known) name where name <> all (${LIST}))`));
  }
}
