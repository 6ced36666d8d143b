import { Migration } from '@mikro-orm/migrations';
import { addEventKind, dropEventKind } from './event-kinds.ts';
import { noWallAround, wallAround } from './wall.ts';

const TABLES = ['message_thread', 'message', 'message_reading'];

/** Messages between customers and the secretariat: threads, what is written in them, and who has read up to where. */
export class Messages040 extends Migration {
  override up(): void {
    // How many messages there are, and which is the newest of each side, is kept with the thread: unread threads are found
    // without reading what is in them. Whoever writes holds the thread's row, so places have the order of the commits.
    this.addSql(`
      create table message_thread (
        customer_id uuid not null references customer (id) on delete cascade,
        id uuid primary key,
        subject text check (length(subject) between 1 and 200),
        started_at timestamptz not null,
        last_message_at timestamptz not null,
        messages integer not null,
        newest_of_customer integer not null,
        newest_of_secretariat integer not null,
        awaits_answer_since timestamptz,
        answered_by uuid references secretary (id),
        unique (customer_id, id)
      )`);
    this.addSql('create index message_thread_newest on message_thread (customer_id, last_message_at, id)');
    this.addSql('create index message_thread_waiting on message_thread (awaits_answer_since, id) where awaits_answer_since is not null');
    // The client makes the id, so that a message that is sent again is the same message. A person of a customer is named as
    // they were called: the message stays when they are gone.
    this.addSql(`
      create table message (
        customer_id uuid not null,
        id uuid primary key,
        thread_id uuid not null,
        place integer not null check (place > 0),
        sent_at timestamptz not null,
        secretary_id uuid references secretary (id),
        customer_user_id uuid,
        customer_user_name text check (length(customer_user_name) between 1 and 200),
        text text not null check (length(text) between 1 and 10000),
        unique (customer_id, id),
        unique (thread_id, place),
        check ((secretary_id is null) = (customer_user_name is not null)),
        check (secretary_id is null or customer_user_id is null),
        foreign key (customer_id, thread_id) references message_thread (customer_id, id) on delete cascade,
        foreign key (customer_id, customer_user_id) references customer_user (customer_id, id) on delete set null (customer_user_id)
      )`);
    this.addSql(`
      create table message_reading (
        customer_id uuid not null,
        thread_id uuid not null,
        secretary_id uuid references secretary (id),
        customer_user_id uuid,
        customer_user_name text check (length(customer_user_name) between 1 and 200),
        through integer not null check (through > 0),
        read_at timestamptz not null,
        unique (thread_id, secretary_id),
        unique (thread_id, customer_user_id),
        check (num_nonnulls(secretary_id, customer_user_id) = 1),
        check ((customer_user_id is null) = (customer_user_name is null)),
        foreign key (customer_id, thread_id) references message_thread (customer_id, id) on delete cascade,
        foreign key (customer_id, customer_user_id) references customer_user (customer_id, id) on delete cascade
      )`);
    this.addSql('create index message_of_writer on message (customer_id, customer_user_id) where customer_user_id is not null');
    this.addSql('create index message_reading_of_reader on message_reading (customer_id, customer_user_id) where customer_user_id is not null');

    for (const table of TABLES) this.addSql(wallAround(table));
    this.addSql(`grant select, insert, update, delete on ${TABLES.join(', ')} to vorzimmer_app`);
    this.addSql('grant select, insert on message_thread, message, message_reading to vorzimmer_customer');
    this.addSql('grant update on message_thread, message_reading to vorzimmer_customer');
    this.addSql('create trigger message_contract after insert on message for each row execute function contract_is_not_over()');
    this.addSql(addEventKind('MESSAGES_CHANGED'));
  }

  override down(): void {
    this.addSql(dropEventKind('MESSAGES_CHANGED'));
    for (const table of TABLES) this.addSql(noWallAround(table));
    this.addSql('drop table message_reading, message, message_thread');
  }
}
