import { Migration } from '@mikro-orm/migrations';

/** Whoever holds a socket open by a key hears that it has ended, on the channel on which sessions end. */
export class KeysEnd019 extends Migration {
  override up(): void {
    this.addSql('create trigger api_key_ended after delete on api_key for each row execute function tell_session_ended()');
  }

  override down(): void {
    this.addSql('drop trigger api_key_ended on api_key');
  }
}
