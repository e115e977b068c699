import type { InferEntity } from '@mikro-orm/core';
import type { Instant } from '@bridge/domain';
import type { ApiKey, ApiKeys, Doorkeeper, Session } from '@bridge/application';
import { becomeTenant, type Database } from './engine/database.js';
import { pick, put, type Filled } from './engine/rows.js';
import { ApiKeyTable, SessionTable } from './tables/records.js';

export class MikroDoorkeeper implements Doorkeeper {
  constructor(private readonly database: Database) {}

  session(secretHash: string, now: Instant): Promise<Session | undefined> {
    return this.database.asVisitor(secretHash, async (em) => {
      const row = await em.findOne(SessionTable, { secretHash }, { disableIdentityMap: true });
      return row && row.expiresAt > now ? { ...row } : undefined;
    });
  }

  openSession(session: Session): Promise<void> {
    const { tenantId } = session;
    return this.database.asTenant(tenantId, (em) => put({ em, tenantId }, SessionTable, [session]));
  }

  closeSession(secretHash: string): Promise<void> {
    return this.database.asVisitor(secretHash, async (em) => {
      const row = await em.findOne(SessionTable, { secretHash }, { disableIdentityMap: true });
      if (!row) return;
      await becomeTenant(em, row.tenantId);
      await em.nativeDelete(SessionTable, { tenantId: row.tenantId, secretHash });
    });
  }

  apiKey(secretHash: string, now: Instant): Promise<ApiKey | undefined> {
    return this.database.asVisitor(secretHash, async (em) => {
      const row = await em.findOne(ApiKeyTable, { secretHash, revokedAt: null }, { disableIdentityMap: true });
      if (!row) return undefined;
      const { tenantId, id } = row;
      await becomeTenant(em, tenantId);
      await em.nativeUpdate(ApiKeyTable, { tenantId, id }, { lastUsedAt: now });
      const [used] = await pick({ em, tenantId }, ApiKeyTable, { id });
      return used;
    });
  }
}

export class MikroApiKeys implements ApiKeys {
  constructor(private readonly database: Database) {}

  add(key: ApiKey): Promise<void> {
    const { tenantId } = key;
    return this.database.asTenant(tenantId, (em) => put({ em, tenantId }, ApiKeyTable, [key]));
  }

  all(tenantId: string): Promise<readonly Filled<InferEntity<typeof ApiKeyTable>>[]> {
    return this.database.asTenant(tenantId, (em) =>
      pick({ em, tenantId }, ApiKeyTable, {}, { orderBy: { createdAt: 'asc', id: 'asc' } }),
    );
  }

  async revoke(tenantId: string, id: string, at: Instant): Promise<void> {
    await this.database.asTenant(tenantId, (em) =>
      em.nativeUpdate(ApiKeyTable, { tenantId, id, revokedAt: null }, { revokedAt: at }),
    );
  }
}
