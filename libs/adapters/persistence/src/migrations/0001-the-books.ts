import { Migration } from '@mikro-orm/migrations';

/**
 * Tables, the roles that may use them, and the walls between tenants.
 *
 * The role that connects owns the tables and does nothing else with them. `bridge_app` sees the rows of one tenant, named
 * by the setting `bridge.tenant`; without it every statement fails. `bridge_clerk` sees all tenants, but only ids, states
 * and due times. Rows that are found by a secret before the tenant is known are shown to whoever names the secret's hash.
 */
export class TheBooks extends Migration {
  override up(): void {
    for (const role of ['bridge_app', 'bridge_clerk']) this.addSql(roleSql(role));
    for (const statement of TABLES) this.addSql(statement);
    for (const table of tenantTables) for (const statement of wallSql(table)) this.addSql(statement);
    for (const statement of RIGHTS) this.addSql(statement);
  }
}

const tenantTables = [
  'tenants',
  'connections',
  'grants',
  'settings',
  'charts',
  'contacts',
  'contact_refreshes',
  'contact_choices',
  'documents',
  'shelf_fillings',
  'exports',
  'batches',
  'links',
  'tranches',
  'watermarks',
  'payment_imports',
  'findings',
  'audit_entries',
  'audit_heads',
  'sessions',
  'api_keys',
  'consent_requests',
];

function roleSql(role: string): string {
  return `do $$ begin
    if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
    if not pg_has_role(current_user, '${role}', 'member') then execute format('grant ${role} to %I', current_user); end if;
  end $$`;
}

function wallSql(table: string): readonly string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `alter table ${table} add check (tenant_id <> '')`,
    `create policy own_tenant on ${table} to bridge_app using (tenant_id = current_setting('bridge.tenant'))`,
    `grant select, insert, update, delete on ${table} to bridge_app`,
  ];
}

const TO_CONNECTION = 'foreign key (tenant_id, connection_id) references connections (tenant_id, id)';

/**
 * How a document stands towards the ledger, kept beside the document so that lists can be filtered by it through an
 * index. A running or refused copy speaks first, then the live copy, then what the source itself says. Triggers keep it,
 * so that no repository can forget to. Their plans are kept for as long as a connection lives, and the first may be made
 * while the tables are still empty: reading those from end to end would then be chosen for ever. Asking in the order of an index names that index.
 */
const COPY_STATUS = [
  `create function set_copy_status() returns trigger language plpgsql set enable_seqscan = off as $$ begin
      select case
        when latest.state in ('queued', 'sending', 'uncertain') then 'queued'
        when latest.state = 'refused' then 'attention'
        when live.ledger_id is not null then 'copied'
        when latest.state = 'skipped' then 'skipped'
        when new.exported_as is not null then 'elsewhere'
        else 'not_copied' end
      into new.copy_status
      from (values (1)) as always
      left join lateral (
        select state from exports
        where tenant_id = new.tenant_id and kind = new.kind and source_id = new.source_id
        order by copy desc, requested_at desc limit 1) as latest on true
      left join lateral (
        select ledger_id from links
        where tenant_id = new.tenant_id and kind = new.kind and source_id = new.source_id and archived_at is null
        order by copy desc limit 1) as live on true;
      return new;
    end $$`,
  `create function pass_copy_status_on() returns trigger language plpgsql set enable_seqscan = off as $$ begin
      update documents set copy_status = copy_status
        where tenant_id = new.tenant_id and kind = new.kind and source_id = new.source_id;
      return null;
    end $$`,
  `create trigger documents_copy_status before insert or update on documents
    for each row execute function set_copy_status()`,
  `create trigger exports_copy_status_added after insert on exports
    for each row execute function pass_copy_status_on()`,
  `create trigger exports_copy_status after update on exports for each row
    when (old.state is distinct from new.state) execute function pass_copy_status_on()`,
  `create trigger links_copy_status_added after insert on links
    for each row execute function pass_copy_status_on()`,
  `create trigger links_copy_status after update on links for each row
    when (old.archived_at is distinct from new.archived_at) execute function pass_copy_status_on()`,
];

const TABLES = [
  `create table tenants (
    tenant_id text primary key, name text not null, plan text not null, time_zone text not null,
    expense_payments jsonb not null,
    source_token text, source_hooks text, checked_at bigint not null)`,

  `create table connections (
    tenant_id text not null, id text not null, subsidiary_id text not null, subsidiary_name text not null,
    state text not null check (state in ('choosing', 'connected', 'lost', 'off')), grant_id text not null,
    organisation_id text, organisation jsonb, offered jsonb not null, connected_at bigint, connected_by text not null,
    disconnected_at bigint, last_imported_at bigint, paused_until bigint, paused_for text,
    payments_switched_on_at bigint, primary key (tenant_id, id))`,
  `create unique index connections_live_organisation on connections (organisation_id) where state <> 'off'`,
  `create unique index connections_live_subsidiary on connections (tenant_id, subsidiary_id) where state <> 'off'`,
  `create unique index connections_id on connections (id)`,

  `create table grants (
    tenant_id text not null, id text not null, ledger_user_id text not null, ledger_user_name text not null,
    access_token text not null, access_expires_at bigint not null, refresh_token text not null,
    refresh_expires_at bigint not null, scopes jsonb not null, version integer not null, refused_at bigint,
    primary key (tenant_id, id))`,
  `create index grants_ledger_user on grants (tenant_id, ledger_user_id)`,

  `create table settings (
    tenant_id text not null, connection_id text not null, settings jsonb not null, version integer not null,
    saved_at bigint, saved_by text, primary key (tenant_id, connection_id), ${TO_CONNECTION})`,
  `create table charts (
    tenant_id text not null, connection_id text not null, chart jsonb not null,
    primary key (tenant_id, connection_id), ${TO_CONNECTION})`,

  `create table contacts (
    tenant_id text not null, connection_id text not null, id text not null, contact jsonb not null,
    is_active boolean not null, name_key text collate "C" not null, number_key text, tax_number_key text,
    email_key text, search_text text not null, primary key (tenant_id, connection_id, id), ${TO_CONNECTION})`,
  `create index contacts_name on contacts (tenant_id, connection_id, name_key)`,
  `create index contacts_number on contacts (tenant_id, connection_id, number_key)`,
  `create index contacts_tax_number on contacts (tenant_id, connection_id, tax_number_key)`,
  `create index contacts_email on contacts (tenant_id, connection_id, email_key)`,
  `create table contact_refreshes (
    tenant_id text not null, connection_id text not null, through bigint not null,
    primary key (tenant_id, connection_id), ${TO_CONNECTION})`,
  `create table contact_choices (
    tenant_id text not null, connection_id text not null, company_id text not null, contact_id text not null,
    primary key (tenant_id, connection_id, company_id), ${TO_CONNECTION})`,

  `create table documents (
    tenant_id text not null, kind text not null check (kind in ('invoice', 'expense')), source_id text collate "C" not null,
    subsidiary_id text not null, number text, title text not null, company_id text, company_name text,
    issued_on date not null, due_on date, paid_on date, currency char(3) not null, net_minor bigint not null,
    total_minor bigint not null, progress text not null, is_credit_note boolean not null, exported_as text,
    url text not null, changed_at bigint not null, number_key text collate "C" not null,
    company_key text collate "C" not null, search_text text not null, copy_status text not null,
    primary key (tenant_id, kind, source_id))`,
  `create index documents_by_copy_status on documents (tenant_id, kind, copy_status, issued_on, source_id)`,
  ...['issued_on', 'number_key', 'company_key', 'total_minor', 'changed_at'].map(
    (column) => `create index documents_by_${column} on documents (tenant_id, kind, ${column}, source_id)`,
  ),
  `create table shelf_fillings (
    tenant_id text not null, kind text not null, through bigint not null, primary key (tenant_id, kind))`,

  `create table exports (
    tenant_id text not null, id text collate "C" not null, connection_id text not null,
    kind text not null check (kind in ('invoice', 'expense')), source_id text collate "C" not null, copy integer not null,
    state text not null check (state in ('queued', 'sending', 'uncertain', 'exported', 'refused', 'skipped')),
    document jsonb not null, notices jsonb not null, problems jsonb not null, correlation_id text, batch_id text,
    attempts integer not null, next_attempt_at bigint not null, requested_at bigint not null,
    requested_by text not null, changed_at bigint not null, receipt jsonb, search_text text not null,
    primary key (tenant_id, id), ${TO_CONNECTION})`,
  `create unique index exports_open_document on exports (tenant_id, kind, source_id)
    where state in ('queued', 'sending', 'uncertain')`,
  `create index exports_of_document on exports (tenant_id, kind, source_id, copy desc, requested_at desc)`,
  `create index exports_due on exports (tenant_id, connection_id, requested_at, id) where state = 'queued'`,
  `create index exports_by_requested_at on exports (tenant_id, requested_at desc, id desc)`,
  `create index exports_by_state on exports (tenant_id, connection_id, state)`,
  `create index exports_by_changed_at on exports (tenant_id, changed_at) where state in ('exported', 'refused')`,
  `create index exports_waiting on exports (next_attempt_at) where state = 'queued'`,

  `create table batches (
    tenant_id text not null, id text collate "C" not null, connection_id text not null, key text not null,
    wire text not null, export_ids jsonb not null, first_sent_at bigint not null, is_replayable boolean not null,
    next_attempt_at bigint not null, closed_at bigint, primary key (tenant_id, id), ${TO_CONNECTION})`,
  `create unique index batches_key on batches (tenant_id, connection_id, key)`,
  `create index batches_open on batches (tenant_id, connection_id, first_sent_at) where closed_at is null`,
  `create index batches_waiting on batches (next_attempt_at) where closed_at is null`,

  `create table links (
    tenant_id text not null, ledger_id text collate "C" not null, connection_id text not null,
    kind text not null check (kind in ('invoice', 'expense')), source_id text collate "C" not null, copy integer not null,
    origin text not null, marker text not null, number text, url text not null, linked_at bigint not null,
    linked_by text not null, status text not null, currency char(3) not null, total_minor bigint not null,
    paid_minor bigint not null, credited_minor bigint not null, due_minor bigint not null, settled_on date,
    seen_at bigint not null, announcement jsonb, announcement_due_at bigint, extras jsonb, extras_due_at bigint,
    settlement jsonb, settlement_due_at bigint, told_paid_on date, archived_at bigint,
    primary key (tenant_id, ledger_id), ${TO_CONNECTION})`,
  `create unique index links_live_copy on links (tenant_id, connection_id, kind, source_id, copy)
    where archived_at is null`,
  `create index links_of_document on links (tenant_id, kind, source_id, copy desc) where archived_at is null`,
  `create index links_of_connection on links (tenant_id, connection_id) where archived_at is null`,
  `create index links_expense_payments on links (tenant_id, seen_at desc)
    where archived_at is null and kind = 'expense' and (paid_minor <> 0 or settled_on is not null)`,
  ...['announcement', 'extras', 'settlement'].map(
    (what) => `create index links_due_${what} on links (${what}_due_at)
      where archived_at is null and ${what}_due_at is not null`,
  ),

  ...COPY_STATUS,

  `create table tranches (
    tenant_id text not null, payment_id text collate "C" not null, connection_id text not null, ledger_id text not null,
    source_invoice_id text not null, currency char(3) not null, amount_minor bigint not null, paid_on date not null,
    state text not null check (state in
      ('planned', 'recording', 'recorded', 'to_remove', 'removing', 'removed', 'held', 'left_out')),
    source_payment_id text, first_sent_at bigint, attempts integer not null, next_attempt_at bigint not null,
    problems jsonb not null, seen_at bigint not null, changed_at bigint not null,
    primary key (tenant_id, payment_id), ${TO_CONNECTION})`,
  `create index tranches_of_document on tranches (tenant_id, ledger_id)`,
  `create index tranches_of_invoice on tranches (tenant_id, source_invoice_id)`,
  `create index tranches_by_paid_on on tranches (tenant_id, paid_on desc, payment_id desc)`,
  `create index tranches_by_state on tranches (tenant_id, connection_id, state)`,
  `create index tranches_by_changed_at on tranches (tenant_id, changed_at) where state = 'recorded'`,
  `create index tranches_waiting on tranches (next_attempt_at)
    where state in ('planned', 'recording', 'to_remove', 'removing')`,

  `create table watermarks (
    tenant_id text not null, connection_id text not null, lower_bound bigint not null,
    primary key (tenant_id, connection_id), ${TO_CONNECTION})`,
  `create table payment_imports (
    tenant_id text not null, id text collate "C" not null, connection_id text not null, trigger text not null,
    started_at bigint not null, finished_at bigint, documents_seen integer not null, tranches_planned integer not null,
    removals_planned integer not null, settlements_planned integer not null, problem jsonb,
    primary key (tenant_id, id), ${TO_CONNECTION})`,
  `create index payment_imports_by_started_at on payment_imports (tenant_id, started_at desc, id desc)`,
  `create index payment_imports_of_connection on payment_imports (tenant_id, connection_id, started_at desc)`,

  `create table findings (
    tenant_id text not null, connection_id text not null, key text collate "C" not null, problem jsonb not null,
    found_at bigint not null, resolved_at bigint, primary key (tenant_id, connection_id, key), ${TO_CONNECTION})`,
  `create index findings_open on findings (tenant_id, found_at desc) where resolved_at is null`,

  `create table audit_heads (tenant_id text primary key, position bigint not null, hash text not null)`,
  `create table audit_entries (
    tenant_id text not null, position bigint not null, at bigint not null, by text not null, action text not null,
    subject_kind text not null, subject_id text not null, connection_id text, detail jsonb not null,
    previous_hash text not null, hash text not null, search_text text not null, primary key (tenant_id, position))`,
  `create index audit_entries_about on audit_entries (tenant_id, subject_kind, subject_id, position)`,
  `create function refuse_audit_change() returns trigger language plpgsql as $$
    begin raise exception 'The audit trail is append-only'; end $$`,
  `create trigger audit_entries_append_only before update or delete or truncate on audit_entries
    for each statement execute function refuse_audit_change()`,

  `create table sessions (
    tenant_id text not null, secret_hash text not null, person_id text not null, person_name text not null,
    created_at bigint not null, expires_at bigint not null, primary key (tenant_id, secret_hash))`,
  `create unique index sessions_secret on sessions (secret_hash)`,
  `create table api_keys (
    tenant_id text not null, id text not null, secret_hash text not null, name text not null, "right" text not null,
    created_at bigint not null, created_by text not null, last_used_at bigint, revoked_at bigint,
    primary key (tenant_id, id))`,
  `create unique index api_keys_secret on api_keys (secret_hash)`,
  `create table consent_requests (
    tenant_id text not null, secret_hash text not null, subsidiary_id text not null, subsidiary_name text not null,
    session_hash text not null, begun_by text not null, connection_id text, expires_at bigint not null,
    primary key (tenant_id, secret_hash))`,
  `create unique index consent_requests_secret on consent_requests (secret_hash)`,

  `create table leases (name text primary key, token bigint not null, until timestamptz not null)`,
  `create table call_budgets (
    organisation_id text primary key, minute_began_at bigint not null, minute_used integer not null,
    day_began_at bigint not null, day_used integer not null, day_limit integer not null,
    used_by_send integer not null, used_by_import integer not null, used_by_check integer not null,
    slots_until bigint[] not null)`,
];

const RIGHTS = [
  ...['sessions', 'api_keys', 'consent_requests'].map(
    (table) => `create policy own_secret on ${table} for select to bridge_app
      using (secret_hash = current_setting('bridge.secret', true))`,
  ),
  `revoke update, delete on audit_entries from bridge_app`,
  `grant select, insert, update, delete on leases, call_budgets to bridge_app`,
  ...clerkSees('connections', 'tenant_id, id, subsidiary_name, state, organisation_id, paused_until'),
  ...clerkSees('exports', 'tenant_id, connection_id, state, next_attempt_at'),
  ...clerkSees('batches', 'tenant_id, connection_id, next_attempt_at, closed_at'),
  ...clerkSees('tranches', 'tenant_id, connection_id, state, next_attempt_at'),
  ...clerkSees('links', 'tenant_id, connection_id, archived_at, announcement_due_at, extras_due_at, settlement_due_at'),
];

function clerkSees(table: string, columns: string): readonly string[] {
  return [
    `grant select (${columns}) on ${table} to bridge_clerk`,
    `create policy clerk_reads on ${table} for select to bridge_clerk using (true)`,
  ];
}
