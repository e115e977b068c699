/**
 * Loaded before the product into each of its processes: a clock that can be moved forward while everything runs, so that
 * quarantines of ten minutes need not be waited out. `CHAOS_AHEAD_MS` is how far it is ahead from the start.
 */
let aheadMs = Number(process.env['CHAOS_AHEAD_MS'] ?? 0);

const RealDate = Date;
const now = (): number => RealDate.now() + aheadMs;

class MovableDate extends RealDate {
  constructor(...parts: unknown[]) {
    if (parts.length === 0) super(now());
    else super(...(parts as [number]));
  }

  static override now(): number {
    return now();
  }
}

globalThis.Date = MovableDate as DateConstructor;

process.on('message', (message: unknown) => {
  if (typeof message === 'object' && message !== null && 'aheadMs' in message) aheadMs = Number(message.aheadMs);
});
