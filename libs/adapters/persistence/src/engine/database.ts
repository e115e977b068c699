import type { SqlEntityManager } from '@mikro-orm/sql';
import { lostIfHungUp } from './hung-up.js';

/**
 * The only way to the tables. Every piece of work is one transaction under a role that owns nothing:
 * - `asTenant`: the rows of one tenant;
 * - `asVisitor`: the one row that carries the hash of the visitor's secret, before the tenant is known;
 * - `asClerk`: ids, states and due times of all tenants, read-only;
 * - `asHousekeeper`: tables that belong to no tenant (leases, call budgets).
 */
export class Database {
  constructor(
    private readonly em: SqlEntityManager,
    private readonly alone: <T>(work: () => Promise<T>) => Promise<T>,
  ) {}

  asTenant<T>(tenantId: string, work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.#transaction('bridge_app', { 'bridge.tenant': tenantId }, work);
  }

  /** One after the other, on all servers together. */
  asTenantAlone<T>(tenantId: string, work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.#transaction('bridge_app', { 'bridge.tenant': tenantId }, work, `tenant ${tenantId}`);
  }

  asVisitor<T>(secretHash: string, work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.#transaction('bridge_app', { 'bridge.tenant': '', 'bridge.secret': secretHash }, work);
  }

  asClerk<T>(work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.#transaction('bridge_clerk', {}, work);
  }

  asHousekeeper<T>(work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.#transaction('bridge_app', { 'bridge.tenant': '' }, work);
  }

  #transaction<T>(
    role: string,
    variables: Record<string, string>,
    work: (em: SqlEntityManager) => Promise<T>,
    lock?: string,
  ): Promise<T> {
    // One statement, since most transactions have only one or two more.
    const settings = Object.entries({ role, ...variables });
    const parts = settings.map(() => 'set_config(?, ?, true)');
    if (lock !== undefined) parts.push('pg_advisory_xact_lock(hashtextextended(?, 0))');
    const values = [...settings.flat(), ...(lock === undefined ? [] : [lock])];
    return this.alone(() => {
      const em = this.em.fork({ disableTransactions: false });
      const inside = async (session: SqlEntityManager) => {
        await session.execute(`select ${parts.join(', ')}`, values);
        return work(session);
      };
      return em.transactional(inside).catch(lostIfHungUp);
    });
  }
}

/** A visitor whose secret named a tenant goes on as that tenant, in the same transaction. */
export async function becomeTenant(em: SqlEntityManager, tenantId: string): Promise<void> {
  await em.execute(`select set_config('bridge.tenant', ?, true)`, [tenantId]);
}
