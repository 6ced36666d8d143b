import { Migration } from '@mikro-orm/migrations';
import { addEventKind, dropEventKind } from './event-kinds.ts';
import { noWallAround, wallAround } from './wall.ts';

const TABLES = ['document', 'document_version', 'upload', 'upload_part', 'faq'];

/** What customers leave with the secretaries to use: documents in their versions, and answers to frequent questions. */
export class DocumentsAndFaqs041 extends Migration {
  override up(): void {
    this.addSql(`
      create table document (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        title text not null check (length(title) between 1 and 200),
        created_at timestamptz not null,
        newest integer not null check (newest > 0),
        unique (customer_id, id)
      )`);
    this.addSql('create index document_by_title on document (customer_id, title, id)');
    this.addSql(`
      create table document_version (
        customer_id uuid not null,
        id uuid primary key,
        document_id uuid not null,
        number integer not null check (number > 0),
        file_name text not null check (length(file_name) between 1 and 200),
        media_type text not null check (length(media_type) between 3 and 100),
        byte_size integer not null check (byte_size > 0),
        uploaded_at timestamptz not null,
        uploaded_by text not null check (length(uploaded_by) between 1 and 200),
        content bytea not null check (length(content) = byte_size),
        unique (customer_id, id),
        unique (document_id, number),
        foreign key (customer_id, document_id) references document (customer_id, id) on delete cascade
      )`);
    // Files are compressed already, and a piece of one is then read without the rest.
    this.addSql('alter table document_version alter column content set storage external');

    // A file on its way. It comes in pieces, each of which is stored before the next, so that it goes on where a connection broke off.
    this.addSql(`
      create table upload (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        document_id uuid,
        title text not null check (length(title) between 1 and 200),
        file_name text not null check (length(file_name) between 1 and 200),
        byte_size integer not null check (byte_size > 0),
        secretary_id uuid references secretary (id),
        customer_user_id uuid,
        began_at timestamptz not null,
        expires_at timestamptz not null,
        unique (customer_id, id),
        check (num_nonnulls(secretary_id, customer_user_id) = 1),
        foreign key (customer_id, document_id) references document (customer_id, id) on delete cascade,
        foreign key (customer_id, customer_user_id) references customer_user (customer_id, id) on delete cascade
      )`);
    this.addSql('create index upload_of_customer on upload (customer_id)');
    this.addSql('create index upload_of_document on upload (customer_id, document_id) where document_id is not null');
    this.addSql('create index upload_of_person on upload (customer_id, customer_user_id) where customer_user_id is not null');
    this.addSql(`
      create table upload_part (
        customer_id uuid not null,
        upload_id uuid not null,
        place integer not null check (place >= 0),
        bytes bytea not null,
        primary key (upload_id, place),
        foreign key (customer_id, upload_id) references upload (customer_id, id) on delete cascade
      )`);
    this.addSql('alter table upload_part alter column bytes set storage external');

    this.addSql(`
      create table faq (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        question text not null check (length(question) between 1 and 500),
        answer text check (length(answer) between 1 and 5000),
        position integer not null,
        suggested_by uuid references secretary (id),
        suggested_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        version integer not null,
        search tsvector generated always as (to_tsvector('german', question || ' ' || coalesce(answer, '')) || to_tsvector('simple', question || ' ' || coalesce(answer, ''))) stored,
        unique (customer_id, id),
        check ((suggested_by is null) = (suggested_at is null))
      )`);
    // A suggestion waits for the customer while it says who suggested it.
    this.addSql('create index faq_in_order on faq (customer_id, position, id)');

    for (const table of TABLES) this.addSql(wallAround(table));
    this.addSql(`grant select, insert, update, delete on ${TABLES.join(', ')} to vorzimmer_app`);
    this.addSql(`grant select, insert, update, delete on ${TABLES.join(', ')} to vorzimmer_customer`);
    for (const table of ['upload', 'faq']) this.addSql(`create trigger ${table}_contract after insert on ${table} for each row execute function contract_is_not_over()`);
    for (const kind of ['DOCUMENT_CHANGED', 'FAQ_CHANGED']) this.addSql(addEventKind(kind));
  }

  override down(): void {
    for (const kind of ['DOCUMENT_CHANGED', 'FAQ_CHANGED']) this.addSql(dropEventKind(kind));
    for (const table of TABLES) this.addSql(noWallAround(table));
    this.addSql('drop table faq, upload_part, upload, document_version, document');
  }
}
