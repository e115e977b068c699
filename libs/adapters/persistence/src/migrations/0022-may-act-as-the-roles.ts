import { Migration } from '@mikro-orm/migrations';

/**
 * Since PostgreSQL 16 whoever creates a role is a member of it who may grant it, and may not act as it before it is
 * granted to him with that right: by himself here, unless an operator has done so. Before 16 every member may.
 */
export class MayActAsTheRoles extends Migration {
  override up(): void {
    for (const role of ['bridge_app', 'bridge_clerk'])
      this.addSql(`do $$ begin
        if current_setting('server_version_num')::int < 160000 then return; end if;
        if not pg_has_role(current_user, '${role}', 'set') then
          execute format('grant ${role} to %I with set true', current_user);
        end if;
      end $$`);
  }
}
