import type { Instant } from '@bridge/domain';
import type { AlertSettings, AlertSettingsStore, Digest, Digests } from '@bridge/application';
import { pick, put, without, type TenantSession } from '../engine/rows.js';
import { AlertSettingsTable, DigestTable, ToldFailureTable } from '../tables/alerts.js';

export class MikroAlertSettings implements AlertSettingsStore {
  constructor(private readonly session: TenantSession) {}

  async find(): Promise<AlertSettings | undefined> {
    const [row] = await pick(this.session, AlertSettingsTable, {});
    return row && without(row, 'tenantId');
  }

  async save(settings: AlertSettings): Promise<void> {
    await put(this.session, AlertSettingsTable, [settings]);
  }
}

export class MikroDigests implements Digests {
  constructor(private readonly session: TenantSession) {}

  async save(digest: Digest): Promise<void> {
    await put(this.session, DigestTable, [digest]);
  }

  async latest(): Promise<Digest | undefined> {
    const orderBy = { createdAt: 'desc', id: 'desc' } as const;
    const [row] = await pick(this.session, DigestTable, {}, { orderBy, limit: 1 });
    return row && without(row, 'tenantId');
  }

  async waiting(): Promise<readonly Digest[]> {
    const orderBy = { createdAt: 'asc', id: 'asc' } as const;
    const rows = await pick(this.session, DigestTable, { sentAt: null }, { orderBy });
    return rows.map((row) => without(row, 'tenantId'));
  }

  async dropWaiting(): Promise<void> {
    const { em, tenantId } = this.session;
    await em.nativeDelete(DigestTable, { tenantId, sentAt: null });
  }

  async told(): Promise<ReadonlySet<string>> {
    return new Set((await pick(this.session, ToldFailureTable, {})).map(({ key }) => key));
  }

  async markTold(keys: readonly string[], at: Instant): Promise<void> {
    const rows = [...new Set(keys)].map((key) => ({ key, toldAt: at }));
    await put(this.session, ToldFailureTable, rows);
  }

  async forget(keys: readonly string[]): Promise<void> {
    const { em, tenantId } = this.session;
    if (keys.length > 0) await em.nativeDelete(ToldFailureTable, { tenantId, key: { $in: [...keys] } });
  }
}
