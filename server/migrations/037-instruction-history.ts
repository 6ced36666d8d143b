import { Migration } from '@mikro-orm/migrations';
import { wallAround } from './wall.ts';

/** What instructions said before, with who changed it and when; and the one-tap changes as each customer wants them. */
export class InstructionHistory037 extends Migration {
  override up(): void {
    // It outlives its instruction for a while, so that one that was deleted can be brought back. The writer's name is kept
    // as it was then. What was said is one value, since it is read and brought back whole.
    this.addSql(`
      create table instruction_version (
        customer_id uuid not null references customer (id) on delete cascade,
        instruction_id uuid not null,
        version integer not null check (version > 0),
        act text not null check (act in ('CREATED', 'CHANGED', 'ENDED', 'REPLACED', 'RESTORED', 'DELETED')),
        written_at timestamptz not null,
        writer_kind text check (writer_kind in ('SECRETARY', 'CUSTOMER_USER', 'API_KEY')),
        written_by text check (length(written_by) <= 200),
        said jsonb not null,
        expires_at timestamptz,
        primary key (customer_id, instruction_id, version)
      )`);
    this.addSql('create index instruction_version_of on instruction_version (instruction_id, version)');
    this.addSql(`create index instruction_version_deleted on instruction_version (customer_id, written_at) where act = 'DELETED'`);
    this.addSql('create index instruction_version_by_expiry on instruction_version (expires_at) where expires_at is not null');

    // Read and written whole, in the order in which they stand on the start page.
    this.addSql(`
      create table preset_list (
        customer_id uuid primary key references customer (id) on delete cascade,
        said jsonb not null,
        version integer not null check (version > 0),
        updated_at timestamptz not null
      )`);

    for (const table of ['instruction_version', 'preset_list']) {
      this.addSql(`grant select, insert, update, delete on ${table} to vorzimmer_app`);
      this.addSql(wallAround(table));
    }
    this.addSql('grant select, insert on instruction_version, preset_list to vorzimmer_customer');
    this.addSql('grant update (expires_at) on instruction_version to vorzimmer_customer');
    this.addSql('grant update (said, version, updated_at) on preset_list to vorzimmer_customer');
  }

  override down(): void {
    this.addSql('drop table preset_list, instruction_version');
  }
}
