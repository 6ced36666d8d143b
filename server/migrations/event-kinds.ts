const CONSTRAINT = `from pg_constraint where conrelid = 'event'::regclass and conname = 'event_kind'`;

const withList = (change: string): string => `
  do $$ declare said text; begin
    select pg_get_constraintdef(oid) into said ${CONSTRAINT};
    alter table event drop constraint event_kind;
    execute 'alter table event add constraint event_kind ' || ${change};
  end $$`;

/** Lets the log hold events of one more kind, beside whichever it holds already. */
export const addEventKind = (kind: string): string => withList(`replace(said, 'ARRAY[', 'ARRAY[''${kind}''::text, ')`);

/** Takes the kind out again, with its events. */
export const dropEventKind = (kind: string): string => `delete from event where kind = '${kind}'; ${withList(`replace(said, '''${kind}''::text, ', '')`)}`;
