import type { Instant } from '@bridge/domain';
import type { ConsentRequest, Directory } from '../../connections/directory.js';
import type { ApiKey, ApiKeys, Doorkeeper, Session } from '../../identity/sessions.js';
import type { DueWork, Task, Wake } from '../../runtime/jobs.js';
import { isLive } from './memory-connections.js';
import { workableTranches } from './memory-payments.js';
import type { MemoryTenant } from './memory-tenant.js';
import type { MemoryLeases, MemoryTenantRows } from './memory-runtime.js';
import { by } from './order.js';

export class MemoryApiKeys implements ApiKeys {
  readonly #keys = new Map<string, ApiKey>();

  async add(key: ApiKey): Promise<void> {
    this.#keys.set(key.id, Object.freeze({ ...key }));
  }

  async all(tenantId: string): Promise<readonly ApiKey[]> {
    return [...this.#keys.values()]
      .filter((key) => key.tenantId === tenantId)
      .sort(
        by(
          (key) => key.createdAt,
          (key) => key.id,
        ),
      );
  }

  async revoke(tenantId: string, id: string, at: Instant): Promise<void> {
    const key = this.#keys.get(id);
    if (key?.tenantId === tenantId && key.revokedAt === undefined) await this.add({ ...key, revokedAt: at });
  }

  async use(secretHash: string, now: Instant): Promise<ApiKey | undefined> {
    const key = [...this.#keys.values()].find((other) => other.secretHash === secretHash);
    if (!key || key.revokedAt !== undefined) return undefined;
    const used = { ...key, lastUsedAt: now };
    await this.add(used);
    return used;
  }
}

export class MemoryDoorkeeper implements Doorkeeper {
  readonly #sessions = new Map<string, Session>();

  constructor(private readonly keys: MemoryApiKeys) {}

  async session(secretHash: string, now: Instant): Promise<Session | undefined> {
    const session = this.#sessions.get(secretHash);
    return session && session.expiresAt > now ? session : undefined;
  }

  async openSession(session: Session): Promise<void> {
    this.#sessions.set(session.secretHash, Object.freeze({ ...session }));
  }

  async closeSession(secretHash: string): Promise<void> {
    this.#sessions.delete(secretHash);
  }

  apiKey(secretHash: string, now: Instant): Promise<ApiKey | undefined> {
    return this.keys.use(secretHash, now);
  }
}

export class MemoryDirectory implements Directory {
  readonly #requests = new Map<string, ConsentRequest>();

  constructor(private readonly tenants: MemoryTenantRows) {}

  async keepConsentRequest(request: ConsentRequest): Promise<void> {
    this.#requests.set(request.stateHash, Object.freeze({ ...request }));
  }

  async takeConsentRequest(stateHash: string, now: Instant): Promise<ConsentRequest | undefined> {
    const request = this.#requests.get(stateHash);
    this.#requests.delete(stateHash);
    return request && request.expiresAt > now ? request : undefined;
  }

  async connectionsOf(organisationId: string) {
    return this.#connections()
      .filter((row) => isLive(row) && row.organisation?.organisationId === organisationId)
      .map(({ tenantId, id, subsidiaryName }) => ({ tenantId, connectionId: id, subsidiaryName }));
  }

  async tenantOf(connectionId: string): Promise<string | undefined> {
    return this.#connections().find((row) => row.id === connectionId)?.tenantId;
  }

  async liveConnections() {
    return this.#connections()
      .filter(isLive)
      .map(({ tenantId, id }) => ({ tenantId, connectionId: id }));
  }

  async alertedTenants(): Promise<readonly string[]> {
    const alerted = this.tenants.all().filter((tenant) => tenant.alerts.committed().some(({ isOn }) => isOn));
    return alerted.map(({ id }) => id);
  }

  #connections() {
    return this.tenants.all().flatMap((tenant) => tenant.connections.committed());
  }
}

/** Lost and paused connections wait, and so does their work. */
export class MemoryDueWork implements DueWork {
  constructor(
    private readonly tenants: MemoryTenantRows,
    private readonly leases: MemoryLeases,
  ) {}

  async due(now: Instant): Promise<readonly Wake[]> {
    return this.tenants.all().flatMap((tenant) =>
      tenant.connections
        .committed()
        .filter((row) => row.state === 'connected' && (row.pausedUntil ?? 0) <= now)
        .flatMap(({ id }) =>
          dueTasks(tenant, id, now)
            .filter((task) => !this.leases.isTaken(`${task}:${id}`))
            .map((task) => ({ tenantId: tenant.id, connectionId: id, task })),
        ),
    );
  }
}

function dueTasks(tenant: MemoryTenant, connectionId: string, now: Instant): readonly Task[] {
  const isDue = (row: { readonly nextAttemptAt: Instant } | undefined) => row !== undefined && row.nextAttemptAt <= now;
  const mine = <Row extends { readonly connectionId: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.connectionId === connectionId);
  const links = mine(tenant.links.committed()).filter((link) => link.archivedAt === undefined);
  const isToSend =
    mine(tenant.exports.committed()).some((row) => row.state === 'queued' && isDue(row)) ||
    mine(tenant.batches.committed()).some((batch) => batch.closedAt === undefined && isDue(batch));
  const isToAnnounce = links.some((link) => isDue(link.announcement) || isDue(link.extras));
  const isToSettle =
    mine(tenant.tranches.committed()).some((row) => workableTranches.includes(row.state) && isDue(row)) ||
    links.some(({ settlement }) => settlement?.isInDoubt !== true && isDue(settlement));
  return [
    ...(isToSend ? (['send'] as const) : []),
    ...(isToAnnounce ? (['announce'] as const) : []),
    ...(isToSettle ? (['settle'] as const) : []),
    ...(mine(tenant.imports.committed()).some((run) => run.finishedAt === undefined) ? (['import'] as const) : []),
  ];
}
