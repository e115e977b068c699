import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { SourceIdentity } from './source-identity.js';

const DAY_MS = 86_400_000;

/** Reads once a day which plan an organisation is on: it changes without anybody signing in. */
export class CheckPlan {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: SourceIdentity,
    private readonly clock: Clock,
  ) {}

  /** With the token that an admin left. Faults pass through, and change nothing. */
  async run(tenantId: string): Promise<void> {
    const tenant = await this.unitOfWork.run(tenantId, (store) => store.tenants.find());
    if (tenant?.sourceToken === undefined || this.clock.now() - tenant.checkedAt < DAY_MS) return;
    const { organisation } = await this.identity.verify(tenantId, tenant.sourceToken);
    await this.unitOfWork.run(tenantId, async (store) => {
      const current = await store.tenants.find();
      if (current) await store.tenants.save({ ...current, plan: organisation.plan, checkedAt: this.clock.now() });
    });
  }
}
