import { LockMode, type InferEntity } from '@mikro-orm/core';
import { completeSettings, initialSettings, type Chart } from '@bridge/domain';
import {
  organisationTaken,
  type Charts,
  type Connection,
  type Connections,
  type Grant,
  type Grants,
  type SavedSettings,
  type SettingsReview,
  type SettingsReviews,
  type SettingsStore,
  type SourceHook,
  type Tenant,
  type Tenants,
} from '@bridge/application';
import { own, pick, put, without, type Filled, type TenantSession } from '../engine/rows.js';
import { isUniqueViolation } from '../engine/unique-violation.js';
import type { Vault } from '../engine/vault.js';
import {
  ChartTable,
  ConnectionTable,
  GrantTable,
  SettingsReviewTable,
  SettingsTable,
  TenantTable,
} from '../tables/connections.js';

export class MikroTenants implements Tenants {
  constructor(
    private readonly session: TenantSession,
    private readonly vault: Vault,
  ) {}

  async find(): Promise<Tenant | undefined> {
    const [row] = await pick(this.session, TenantTable, {});
    if (!row) return undefined;
    const { tenantId, sourceToken, sourceHooks, ...rest } = row;
    return {
      ...rest,
      id: tenantId,
      ...(sourceToken !== undefined && { sourceToken: this.vault.open(sourceToken, tokenPlace(tenantId)) }),
      ...(sourceHooks !== undefined && { sourceHooks: this.#openHooks(tenantId, sourceHooks) }),
    };
  }

  async save({ id, sourceToken, sourceHooks, ...rest }: Tenant): Promise<void> {
    own(this.session, { tenantId: id });
    const sealed = sourceToken !== undefined && { sourceToken: this.vault.seal(sourceToken, tokenPlace(id)) };
    const hooks = sourceHooks !== undefined && {
      sourceHooks: this.vault.seal(JSON.stringify(sourceHooks), hooksPlace(id)),
    };
    await put(this.session, TenantTable, [{ ...rest, ...sealed, ...hooks }]);
  }

  #openHooks(tenantId: string, sealed: string): readonly SourceHook[] {
    return JSON.parse(this.vault.open(sealed, hooksPlace(tenantId))) as readonly SourceHook[];
  }
}

export class MikroConnections implements Connections {
  constructor(private readonly session: TenantSession) {}

  async all(): Promise<readonly Connection[]> {
    const rows = await pick(this.session, ConnectionTable, {}, { orderBy: { subsidiaryName: 'asc', id: 'asc' } });
    return rows.map(connectionOf);
  }

  async find(id: string): Promise<Connection | undefined> {
    const [row] = await pick(this.session, ConnectionTable, { id });
    return row && connectionOf(row);
  }

  async add(connection: Connection): Promise<void> {
    if (await this.find(connection.id)) throw new RangeError(`There is a connection ${connection.id} already`);
    await this.#put(connection);
  }

  async update(id: string, change: (current: Connection) => Connection): Promise<Connection> {
    const [row] = await pick(this.session, ConnectionTable, { id }, { lock: LockMode.PESSIMISTIC_WRITE });
    if (!row) throw new RangeError(`There is no connection ${id}`);
    const next = change(connectionOf(row));
    await this.#put(next);
    return next;
  }

  async #put(connection: Connection): Promise<void> {
    const organisationId = connection.organisation?.organisationId;
    const row = { ...own(this.session, connection), ...(organisationId !== undefined && { organisationId }) };
    try {
      await put(this.session, ConnectionTable, [row]);
    } catch (error) {
      if (isUniqueViolation(error, 'connections_live_organisation'))
        throw organisationTaken(connection.organisation?.name);
      if (isUniqueViolation(error))
        throw new RangeError('The subsidiary has a live connection already', { cause: error });
      throw error;
    }
  }
}

export class MikroGrants implements Grants {
  constructor(
    private readonly session: TenantSession,
    private readonly vault: Vault,
  ) {}

  async find(id: string): Promise<Grant | undefined> {
    const [row] = await pick(this.session, GrantTable, { id }, { lock: LockMode.PESSIMISTIC_WRITE });
    return row && this.#open(row);
  }

  async ofLedgerUser(ledgerUserId: string): Promise<Grant | undefined> {
    const [row] = await pick(this.session, GrantTable, { ledgerUserId }, { orderBy: { version: 'desc' }, limit: 1 });
    return row && this.#open(row);
  }

  async save(grant: Grant): Promise<void> {
    const { tokens, ...rest } = own(this.session, grant);
    const seal = (column: 'accessToken' | 'refreshToken') =>
      this.vault.seal(tokens[column], { tenantId: grant.tenantId, rowId: grant.id, column });
    const sealed = { ...tokens, accessToken: seal('accessToken'), refreshToken: seal('refreshToken') };
    await put(this.session, GrantTable, [{ ...rest, ...sealed }]);
  }

  async wipe(id: string): Promise<void> {
    await this.session.em.nativeDelete(GrantTable, { tenantId: this.session.tenantId, id });
  }

  #open(row: Filled<InferEntity<typeof GrantTable>>): Grant {
    const { accessToken, refreshToken, accessExpiresAt, refreshExpiresAt, scopes, ...rest } = row;
    const open = (sealed: string, column: string) =>
      this.vault.open(sealed, { tenantId: rest.tenantId, rowId: rest.id, column });
    return {
      ...rest,
      tokens: {
        accessToken: open(accessToken, 'accessToken'),
        accessExpiresAt,
        refreshToken: open(refreshToken, 'refreshToken'),
        refreshExpiresAt,
        scopes,
      },
    };
  }
}

export class MikroSettings implements SettingsStore {
  constructor(private readonly session: TenantSession) {}

  async find(connectionId: string): Promise<SavedSettings> {
    const [row] = await pick(this.session, SettingsTable, { connectionId });
    if (!row) return { settings: initialSettings, version: 0 };
    return { ...without(row, 'tenantId', 'connectionId'), settings: completeSettings(row.settings) };
  }

  async save(connectionId: string, saved: SavedSettings): Promise<void> {
    await put(this.session, SettingsTable, [{ connectionId, ...saved }]);
  }
}

export class MikroSettingsReviews implements SettingsReviews {
  constructor(private readonly session: TenantSession) {}

  async find(connectionId: string): Promise<SettingsReview | undefined> {
    const [row] = await pick(this.session, SettingsReviewTable, { connectionId });
    return row && without(row, 'tenantId', 'connectionId');
  }

  async save(connectionId: string, review: SettingsReview): Promise<void> {
    await put(this.session, SettingsReviewTable, [{ connectionId, ...review }]);
  }
}

export class MikroCharts implements Charts {
  constructor(private readonly session: TenantSession) {}

  async find(connectionId: string): Promise<Chart | undefined> {
    const [row] = await pick(this.session, ChartTable, { connectionId });
    return row?.chart;
  }

  async save(connectionId: string, chart: Chart): Promise<void> {
    await put(this.session, ChartTable, [{ connectionId, chart }]);
  }
}

function connectionOf(row: Filled<InferEntity<typeof ConnectionTable>>): Connection {
  return without(row, 'organisationId');
}

function hooksPlace(tenantId: string) {
  return { tenantId, rowId: tenantId, column: 'sourceHooks' };
}

function tokenPlace(tenantId: string) {
  return { tenantId, rowId: tenantId, column: 'sourceToken' };
}
