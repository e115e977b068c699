import { Migration } from '@mikro-orm/migrations';

/**
 * For people who watch: what the last comparison saw in the books, whom to write to when something failed and what they
 * were told, and who looked at the settings when.
 */
export class Watching extends Migration {
  override up(): void {
    for (const statement of TABLES) this.addSql(statement);
    for (const table of ['ledger_pictures', 'alert_settings', 'digests', 'told_failures', 'settings_reviews'])
      for (const statement of wallSql(table)) this.addSql(statement);
    this.addSql('grant select (tenant_id, is_on) on alert_settings to bridge_clerk');
    this.addSql('create policy clerk_reads on alert_settings for select to bridge_clerk using (true)');
  }
}

const TO_CONNECTION = 'foreign key (tenant_id, connection_id) references connections (tenant_id, id)';

const TABLES = [
  `create table ledger_pictures (
    tenant_id text not null, connection_id text not null, ledger_id text collate "C" not null, picture jsonb not null,
    seen_at bigint not null, primary key (tenant_id, connection_id, ledger_id), ${TO_CONNECTION})`,
  `create index links_by_linked_at on links (tenant_id, connection_id, linked_at desc, ledger_id desc)
    where archived_at is null`,
  `create index links_gone on links (tenant_id, connection_id)
    where archived_at is null and status in ('voided', 'deleted')`,

  `create table alert_settings (
    tenant_id text primary key, is_on boolean not null, addresses jsonb not null, changed_at bigint not null,
    changed_by text not null)`,
  `create table digests (
    tenant_id text not null, id text collate "C" not null, created_at bigint not null, mail jsonb not null,
    sent_at bigint, sent_to jsonb, attempts integer not null, next_attempt_at bigint not null, problem jsonb,
    primary key (tenant_id, id))`,
  `create index digests_by_created_at on digests (tenant_id, created_at desc, id desc)`,
  `create index digests_waiting on digests (tenant_id, created_at) where sent_at is null`,
  `create table told_failures (
    tenant_id text not null, key text collate "C" not null, told_at bigint not null, primary key (tenant_id, key))`,

  `create table settings_reviews (
    tenant_id text not null, connection_id text not null, reviewed_at bigint not null, reviewed_by text not null,
    primary key (tenant_id, connection_id), ${TO_CONNECTION})`,
];

function wallSql(table: string): readonly string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `alter table ${table} add check (tenant_id <> '')`,
    `create policy own_tenant on ${table} to bridge_app using (tenant_id = current_setting('bridge.tenant'))`,
    `grant select, insert, update, delete on ${table} to bridge_app`,
  ];
}
