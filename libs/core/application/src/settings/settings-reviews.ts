import type { Instant } from '@bridge/domain';

/** Somebody looked at the settings and found them right. */
export interface SettingsReview {
  readonly reviewedAt: Instant;
  readonly reviewedBy: string;
}

export abstract class SettingsReviews {
  /** The last one. */
  abstract find(connectionId: string): Promise<SettingsReview | undefined>;
  abstract save(connectionId: string, review: SettingsReview): Promise<void>;
}
