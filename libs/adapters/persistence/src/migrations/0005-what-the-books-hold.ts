import { Migration } from '@mikro-orm/migrations';

/** How far the links of a connection are known to be complete, and how the books have drifted from them. */
export class WhatTheBooksHold extends Migration {
  override up(): void {
    for (const statement of TABLES) this.addSql(statement);
    for (const table of ['inventories', 'drifts']) for (const statement of wallSql(table)) this.addSql(statement);
  }
}

const TO_CONNECTION = 'foreign key (tenant_id, connection_id) references connections (tenant_id, id)';

const TABLES = [
  `create table inventories (
    tenant_id text not null, connection_id text not null, through bigint not null, witness text,
    doubted_through bigint not null, last_check jsonb, primary key (tenant_id, connection_id), ${TO_CONNECTION})`,
  `create table drifts (
    tenant_id text not null, connection_id text not null, kind text collate "C" not null,
    ledger_id text collate "C" not null, document_kind text not null, source_id text, number text,
    expected text not null, shown text not null, found_at bigint not null,
    primary key (tenant_id, connection_id, kind, ledger_id), ${TO_CONNECTION})`,
  `create index drifts_by_found_at on drifts (tenant_id, connection_id, found_at, kind, ledger_id)`,
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
