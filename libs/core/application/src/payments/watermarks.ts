import type { Watermark } from '@bridge/domain';

export abstract class Watermarks {
  /** Undefined: no cycle has been completed yet. */
  abstract find(connectionId: string): Promise<Watermark | undefined>;
  abstract save(connectionId: string, watermark: Watermark): Promise<void>;
}
