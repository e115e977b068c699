import type { Clock } from '../runtime/clock.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { SavedSettings } from './settings-store.js';
import type { SettingsReview } from './settings-reviews.js';

/** Keeps that somebody looked at the settings and confirms them as they are. */
export class ReviewSettings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** False when there is nothing to confirm: no such connection, or its settings were never saved. */
  run(tenantId: string, connectionId: string, by: string): Promise<boolean> {
    return this.unitOfWork.run(tenantId, async (store) => {
      const connection = await store.connections.find(connectionId);
      const { version } = await store.settings.find(connectionId);
      if (connection === undefined || version === 0) return false;
      const now = this.clock.now();
      await store.reviews.save(connectionId, { reviewedAt: now, reviewedBy: by });
      await store.audit.append({
        ...{ at: now, by, action: 'settings.reviewed', connectionId, detail: { version } },
        subject: { kind: 'settings', id: connectionId },
      });
      return true;
    });
  }
}

/** Whoever saves settings has looked at them: the later of both counts. Undefined while nothing was saved. */
export function lastReview(
  { savedAt, savedBy }: SavedSettings,
  review: SettingsReview | undefined,
): SettingsReview | undefined {
  if (savedAt === undefined || savedBy === undefined) return review;
  return review && review.reviewedAt >= savedAt ? review : { reviewedAt: savedAt, reviewedBy: savedBy };
}
