import type { Connection } from '../../connections/connection.js';
import type { Connections } from '../../connections/connections.js';
import { organisationTaken } from '../../connections/organisation-taken.js';
import type { Grant, Grants } from '../../connections/grants.js';
import type { Tenant, Tenants } from '../../identity/tenants.js';
import type { MemoryTenant } from './memory-tenant.js';
import { by } from './order.js';

export class MemoryTenants implements Tenants {
  constructor(private readonly rows: MemoryTenant) {}

  async find(): Promise<Tenant | undefined> {
    return this.rows.tenant.get(this.rows.id);
  }

  async save(tenant: Tenant): Promise<void> {
    if (tenant.id !== this.rows.id) throw new RangeError(`Tenant ${tenant.id} was offered to ${this.rows.id}`);
    this.rows.tenant.set(tenant.id, tenant);
  }
}

export class MemoryConnections implements Connections {
  constructor(
    private readonly rows: MemoryTenant,
    private readonly everyTenant: () => Iterable<MemoryTenant>,
  ) {}

  async all(): Promise<readonly Connection[]> {
    return [...this.rows.connections.values()].sort(
      by(
        (row) => row.subsidiaryName,
        (row) => row.id,
      ),
    );
  }

  async find(id: string): Promise<Connection | undefined> {
    return this.rows.connections.get(id);
  }

  async add(connection: Connection): Promise<void> {
    if (this.rows.connections.get(connection.id))
      throw new RangeError(`There is a connection ${connection.id} already`);
    this.#put(connection);
  }

  async update(id: string, change: (current: Connection) => Connection): Promise<Connection> {
    const current = this.rows.connections.get(id);
    if (!current) throw new RangeError(`There is no connection ${id}`);
    return this.#put(change(current));
  }

  #put(connection: Connection): Connection {
    const rivals = this.#others(connection).filter((other) => clash(connection, other));
    if (rivals.some((other) => isSameOrganisation(connection, other)))
      throw organisationTaken(connection.organisation?.name);
    if (rivals.length > 0) throw new RangeError('The subsidiary has a live connection already');
    this.rows.connections.set(connection.id, this.rows.own(connection));
    return connection;
  }

  #others(connection: Connection): Connection[] {
    const others = [...this.everyTenant()].filter((tenant) => tenant !== this.rows);
    return [...this.rows.connections.values(), ...others.flatMap((tenant) => tenant.connections.committed())].filter(
      (other) => other.id !== connection.id,
    );
  }
}

export class MemoryGrants implements Grants {
  constructor(private readonly rows: MemoryTenant) {}

  async find(id: string): Promise<Grant | undefined> {
    return this.rows.grants.get(id);
  }

  async ofLedgerUser(ledgerUserId: string): Promise<Grant | undefined> {
    return this.rows.grants.values().find((grant) => grant.ledgerUserId === ledgerUserId);
  }

  async save(grant: Grant): Promise<void> {
    this.rows.grants.set(grant.id, this.rows.own(grant));
  }

  async wipe(id: string): Promise<void> {
    this.rows.grants.delete(id);
  }
}

/** A connection whose organisation is spoken for. */
export function isLive(connection: Connection): boolean {
  return connection.state !== 'off' && connection.organisation !== undefined;
}

function clash(a: Connection, b: Connection): boolean {
  if (a.state === 'off' || b.state === 'off') return false;
  const isSameSubsidiary = a.tenantId === b.tenantId && a.subsidiaryId === b.subsidiaryId;
  return isSameSubsidiary || isSameOrganisation(a, b);
}

function isSameOrganisation({ organisation }: Connection, other: Connection): boolean {
  return organisation !== undefined && organisation.organisationId === other.organisation?.organisationId;
}
