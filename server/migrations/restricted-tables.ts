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
const listOf = (tables: readonly string[]) => `array[${tables.map(table => `'${table}'`).join(', ')}]`;

/** Lets rows of the tables stand aside while they are restricted. */
export const letStandAside = (tables: readonly string[]): string => tablesAside(`known || ${listOf(tables)}`);

/** Lets none of them stand aside any more; those that do are lost. */
export const letStandAsideNoMore = (tables: readonly string[]): string =>
  `delete from restricted_row where table_name = any (${listOf(tables)});${tablesAside(`array(select name from unnest(known) name where name <> all (${listOf(tables)}))`)}`;
