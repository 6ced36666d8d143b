import { Migration } from '@mikro-orm/migrations';

/** A device is notified for as long as its session lasts: ended or run out, both go. Who signs in there again is notified there again. */
export class DevicesOfSessions082 extends Migration {
  override up(): void {
    this.addSql('drop trigger session_signs_out_push_device on session');
    this.addSql('drop function sign_out_push_device()');
    this.addSql('delete from push_device where session_id is null');
    this.addSql('alter table push_device drop constraint push_device_session_id_fkey, alter column session_id set not null, add constraint push_device_session_id_fkey foreign key (session_id) references session (id) on delete cascade');
  }

  override down(): void {
    this.addSql('alter table push_device drop constraint push_device_session_id_fkey, alter column session_id drop not null, add constraint push_device_session_id_fkey foreign key (session_id) references session (id) on delete set null');
    this.addSql(`
      create function sign_out_push_device() returns trigger language plpgsql as $$
      begin
        delete from push_device where session_id = old.id;
        return old;
      end $$`);
    this.addSql('create trigger session_signs_out_push_device before delete on session for each row when (old.expires_at > clock_timestamp()) execute function sign_out_push_device()');
  }
}
