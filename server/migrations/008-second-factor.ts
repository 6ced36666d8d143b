import { Migration } from '@mikro-orm/migrations';

/**
 * Secrets that are sealed before they are stored. What stands there in the clear keeps its bytes until the service starts
 * and seals it; from now on the database takes nothing else than envelopes, which begin with a NUL.
 */
export class SecondFactor008 extends Migration {
  override up(): void {
    this.addSql('alter table telephone_door drop constraint telephone_door_api_secret_check');
    for (const column of ['hmac_secret', 'api_secret']) {
      this.addSql(`alter table telephone_door alter ${column} type bytea using convert_to(${column}, 'UTF8')`);
      this.addSql(`alter table telephone_door add constraint telephone_door_${column}_sealed check (get_byte(${column}, 0) = 0) not valid`);
    }
    this.addSql(`alter table softphone alter digest type bytea using convert_to(digest, 'UTF8')`);
    this.addSql('alter table softphone add constraint softphone_digest_sealed check (get_byte(digest, 0) = 0) not valid');
  }

  /** The secrets are lost: only the service has the key to them. */
  override down(): void {
    this.addSql('alter table softphone drop constraint softphone_digest_sealed');
    this.addSql('delete from softphone');
    this.addSql(`alter table softphone alter digest type text using ''`);
    this.addSql('alter table telephone_door drop constraint telephone_door_hmac_secret_sealed, drop constraint telephone_door_api_secret_sealed');
    this.addSql('alter table telephone_door alter hmac_secret type text using null, alter api_secret type text using null');
    this.addSql('alter table telephone_door add constraint telephone_door_api_secret_check check (length(api_secret) between 1 and 500)');
  }
}
