import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { AlertSettings } from './alert-settings.js';

/** Keeps whom to write to. */
export class SaveAlerts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  run(tenantId: string, isOn: boolean, addresses: readonly string[], by: string): Promise<AlertSettings> {
    return this.unitOfWork.run(tenantId, async (store) => {
      const now = this.clock.now();
      const saved = { isOn, addresses: [...new Set(addresses)], changedAt: now, changedBy: by };
      await store.alerts.save(saved);
      await store.audit.append({
        ...{ at: now, by, action: isOn ? 'alerts.switched_on' : 'alerts.switched_off' },
        ...{ subject: { kind: 'settings', id: 'alerts' }, detail: { addresses: saved.addresses.join(', ') } },
      });
      return saved;
    });
  }
}
