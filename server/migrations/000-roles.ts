import { Migration } from '@mikro-orm/migrations';

/**
 * The application's role, under which the server works: it reads and writes rows and owns nothing. The owner, who runs
 * the migrations, may become it. Roles belong to the whole cluster, so one may be there already.
 */
export class Roles000 extends Migration {
  override up(): void {
    this.addSql(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'vorzimmer_app') then
          create role vorzimmer_app nologin;
        end if;
        if not pg_has_role(current_user, 'vorzimmer_app', 'member') then
          execute format('grant vorzimmer_app to %I', current_user);
        end if;
      exception when insufficient_privilege then
        raise exception 'the owner may not create the role vorzimmer_app: let an administrator run "create role vorzimmer_app nologin; grant vorzimmer_app to %"', current_user;
      end $$;
    `);
    this.addSql('grant usage on schema public to vorzimmer_app');
    this.addSql('create extension if not exists pg_trgm');
    this.addSql('grant select on mikro_orm_migrations to vorzimmer_app');
  }

  override down(): void {
    this.addSql('revoke all on mikro_orm_migrations from vorzimmer_app');
    this.addSql('drop extension if exists pg_trgm');
    this.addSql('revoke all on schema public from vorzimmer_app');
  }
}
