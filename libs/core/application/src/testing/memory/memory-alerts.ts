import type { Instant } from '@bridge/domain';
import type { AlertSettings, AlertSettingsStore } from '../../alerts/alert-settings.js';
import type { Digest, Digests } from '../../alerts/digests.js';
import type { MemoryTenant } from './memory-tenant.js';
import { by } from './order.js';

const ONLY = 'only';

export class MemoryAlertSettings implements AlertSettingsStore {
  constructor(private readonly rows: MemoryTenant) {}

  async find(): Promise<AlertSettings | undefined> {
    return this.rows.alerts.get(ONLY);
  }

  async save(settings: AlertSettings): Promise<void> {
    this.rows.alerts.set(ONLY, settings);
  }
}

export class MemoryDigests implements Digests {
  constructor(private readonly rows: MemoryTenant) {}

  async save(digest: Digest): Promise<void> {
    this.rows.digests.set(digest.id, digest);
  }

  async latest(): Promise<Digest | undefined> {
    return this.#sorted().at(-1);
  }

  async waiting(): Promise<readonly Digest[]> {
    return this.#sorted().filter(({ sentAt }) => sentAt === undefined);
  }

  async dropWaiting(): Promise<void> {
    for (const { id } of await this.waiting()) this.rows.digests.delete(id);
  }

  async told(): Promise<ReadonlySet<string>> {
    return new Set(this.rows.told.values().map(({ key }) => key));
  }

  async markTold(keys: readonly string[], _at: Instant): Promise<void> {
    for (const key of keys) this.rows.told.set(key, { key });
  }

  async forget(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.rows.told.delete(key);
  }

  #sorted(): Digest[] {
    return [...this.rows.digests.values()].sort(
      by(
        (digest) => digest.createdAt,
        (digest) => digest.id,
      ),
    );
  }
}
