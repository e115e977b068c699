import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { SourceHooks } from './source-hooks.js';

/** Asks the source, once for each address of ours, to tell us about changes, so that they are seen at once and not at the next poll. */
export class HearSource {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hooks: SourceHooks,
  ) {}

  /** Does nothing on plans without webhooks, or when the source tells us already. Faults pass through. */
  async run(tenantId: string, targetUrl: string): Promise<void> {
    const before = await this.unitOfWork.run(tenantId, (store) => store.tenants.find());
    if (before?.plan !== 'ultimate') return;
    const known = before.sourceHooks ?? [];
    if (known.length > 0 && known.every((hook) => hook.targetUrl === targetUrl)) return;
    const sourceHooks = await this.hooks.subscribe(tenantId, targetUrl);
    await this.unitOfWork.run(tenantId, async (store) => {
      const tenant = await store.tenants.find();
      if (tenant) await store.tenants.save({ ...tenant, sourceHooks });
    });
  }
}
