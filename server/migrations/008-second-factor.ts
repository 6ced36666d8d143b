import { Migration } from '@mikro-orm/migrations';

/**
 * Second factors, and secrets that are sealed before they are stored. What stands there in the clear keeps its bytes until
 * the service starts and seals it; from now on the database takes nothing else than envelopes, which begin with a NUL.
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

    // last_used_step: the half minute of the newest code that was accepted. Neither it nor an earlier one is accepted again.
    this.addSql(`
      create table totp (
        account_id uuid primary key references account (id) on delete cascade,
        secret bytea not null constraint totp_secret_sealed check (get_byte(secret, 0) = 0),
        created_at timestamptz not null,
        confirmed_at timestamptz,
        last_used_step bigint,
        check (num_nulls(confirmed_at, last_used_step) in (0, 2))
      )`);
    this.addSql(`
      create table recovery_code (
        account_id uuid not null references account (id) on delete cascade,
        code_hash bytea not null,
        created_at timestamptz not null,
        used_at timestamptz,
        primary key (account_id, code_hash)
      )`);
    this.addSql(`
      create table passkey (
        id uuid primary key,
        account_id uuid not null references account (id) on delete cascade,
        credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
        public_key bytea not null,
        counter bigint not null,
        transports text[] not null,
        is_synced boolean not null,
        name text not null check (length(name) between 1 and 100),
        browser text check (length(browser) <= 60),
        system text check (length(system) <= 60),
        created_at timestamptz not null,
        last_used_at timestamptz
      )`);
    this.addSql('create index passkey_of_account on passkey (account_id)');
    // account_id is null where it shows by the passkey alone who signs in.
    this.addSql(`
      create table passkey_challenge (
        challenge_hash bytea primary key,
        purpose text not null check (purpose in ('REGISTER', 'SIGN_IN', 'SECOND_FACTOR')),
        account_id uuid references account (id) on delete cascade,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        check ((account_id is null) = (purpose = 'SIGN_IN'))
      )`);
    this.addSql('create index passkey_challenge_by_expiry on passkey_challenge (expires_at)');
    this.addSql('create index passkey_challenge_of_account on passkey_challenge (account_id)');
    // Somebody who knew the password and has a second factor to show.
    this.addSql(`
      create table sign_in_challenge (
        token_hash bytea primary key,
        account_id uuid not null references account (id) on delete cascade,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        tries smallint not null default 0 check (tries <= 5)
      )`);
    this.addSql('create index sign_in_challenge_by_expiry on sign_in_challenge (expires_at)');
    this.addSql('create index sign_in_challenge_of_account on sign_in_challenge (account_id)');
    this.addSql('grant select, insert, update, delete on totp, recovery_code, passkey, passkey_challenge, sign_in_challenge to vorzimmer_app');
  }

  /** The secrets are lost: only the service has the key to them. */
  override down(): void {
    this.addSql('drop table sign_in_challenge, passkey_challenge, passkey, recovery_code, totp');
    this.addSql('update account set second_factor_since = null');
    this.addSql('alter table softphone drop constraint softphone_digest_sealed');
    this.addSql('delete from softphone');
    this.addSql(`alter table softphone alter digest type text using ''`);
    this.addSql('alter table telephone_door drop constraint telephone_door_hmac_secret_sealed, drop constraint telephone_door_api_secret_sealed');
    this.addSql('alter table telephone_door alter hmac_secret type text using null, alter api_secret type text using null');
    this.addSql('alter table telephone_door add constraint telephone_door_api_secret_check check (length(api_secret) between 1 and 500)');
  }
}
