import { Migration } from '@mikro-orm/migrations';
import { wallAround } from './wall.ts';

const WITH_RATINGS = `'contact', 'contact_number', 'call', 'attempt', 'call_note', 'call_note_version', 'voice_message', 'note_draft', 'call_ring', 'note_rating'`;
const WITHOUT_RATINGS = WITH_RATINGS.replace(`, 'note_rating'`, '');
const canBeAside = (tables: string) => `
  alter table restricted_row drop constraint restricted_row_table_name_check,
    add constraint restricted_row_table_name_check check (table_name in (${tables}))`;

// Beside the kinds that there are, whichever those are by now.
const eventKinds = (kinds: string) => `
  do $$
  declare known text[] := array(select kind[1] from pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([A-Z_]+)''', 'g') as kind where conname = 'event_kind' and conrelid = 'event'::regclass);
  begin
    alter table event drop constraint event_kind;
    execute format('alter table event add constraint event_kind check (kind in (%s))', (select string_agg(quote_literal(kind), ', ') from unnest(${kinds}) as kind));
  end $$`;

/** The trash for calls with their notes, and what customers think of the notes. */
export class TrashAndFeedback030 extends Migration {
  override up(): void {
    // In the trash, a call with its note is still there in whole; emptied, what was said and who called is gone for good.
    this.addSql(`
      alter table call
        add trashed_at timestamptz,
        add trashed_by text check (length(trashed_by) between 1 and 200),
        add emptied_at timestamptz,
        add constraint call_trashed_by_somebody check ((trashed_at is null) = (trashed_by is null)),
        add constraint call_emptied_from_trash check (emptied_at is null or (emptied_at >= trashed_at and state = 'ENDED'))`);
    this.addSql('create index call_in_trash on call (customer_id, trashed_at desc, id desc) where trashed_at is not null and emptied_at is null');
    this.addSql('create index call_trash_by_age on call (trashed_at) where trashed_at is not null and emptied_at is null');
    // Whatever a customer's connection asks for, what is in the trash is not there: no query can forget it. The trash itself is read by the service.
    this.addSql('drop policy of_customer on call');
    this.addSql(`
      create policy of_customer on call to vorzimmer_customer
        using (customer_id = (select current_customer()) and trashed_at is null) with check (customer_id = (select current_customer()))`);

    // Hangs on the call and not on its note: that somebody was content outlives what the note said.
    this.addSql(`
      create table note_rating (
        customer_id uuid not null,
        id uuid primary key,
        call_id uuid not null unique,
        secretary_id uuid not null references secretary (id),
        rating text not null check (rating in ('GOOD', 'BAD')),
        wrong_fields text[] not null default '{}' check (wrong_fields <@ '{CALLER_NAME,CALLER_COMPANY,CALLER_NUMBER,CONCERN,URGENT,CALL_BACK_WISHED}'),
        comment text check (length(comment) between 1 and 2000),
        rated_at timestamptz not null,
        rated_by text check (length(rated_by) between 1 and 200),
        unique (customer_id, id),
        foreign key (customer_id, call_id) references call (customer_id, id) on delete cascade
      )`);
    this.addSql('create index note_rating_of_secretary on note_rating (secretary_id, rated_at desc, id desc)');
    this.addSql('create index note_rating_by_age on note_rating (rated_at desc, id desc)');
    this.addSql('create index note_rating_of_pair on note_rating (customer_id, secretary_id, rated_at)');
    this.addSql('grant select, insert, update, delete on note_rating to vorzimmer_app');
    this.addSql(wallAround('note_rating'));
    this.addSql('grant select on note_rating, call_note_version to vorzimmer_customer');
    this.addSql(canBeAside(WITH_RATINGS));

    this.addSql(eventKinds(`array_append(known, 'FEEDBACK_CHANGED')`));
  }

  override down(): void {
    this.addSql(`delete from event where kind = 'FEEDBACK_CHANGED'`);
    this.addSql(eventKinds(`array_remove(known, 'FEEDBACK_CHANGED')`));
    this.addSql(`delete from restricted_row where table_name = 'note_rating'`);
    this.addSql(canBeAside(WITHOUT_RATINGS));
    this.addSql('revoke select on call_note_version from vorzimmer_customer');
    this.addSql('drop table note_rating');
    this.addSql('drop policy of_customer on call');
    this.addSql(`
      create policy of_customer on call to vorzimmer_customer
        using (customer_id = (select current_customer())) with check (customer_id = (select current_customer()))`);
    this.addSql('alter table call drop trashed_at, drop trashed_by, drop emptied_at');
  }
}
