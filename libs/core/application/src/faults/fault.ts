import type { Problem } from '@bridge/domain';

/**
 * Why a call to the outside failed, classified once, at the edge. The one switch over `kind` decides what happens next.
 * - `refused`: it understood and said no; a person must mend something.
 * - `unauthorised`: the credentials lack a right; a person must grant it.
 * - `disconnected`: the grant is gone, or the organisation was disconnected; a person must reconnect.
 * - `rate_limited`: nothing was written; go on after `retryAfterMs`.
 * - `unavailable`: nothing was written; go on later.
 * - `uncertain`: the answer to a write was lost, or the server failed after it may have written.
 * - `not_found`: the thing asked for does not exist.
 */
export type FaultKind =
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number; readonly scope: 'short' | 'day' }
  | { readonly kind: 'unavailable'; readonly retryAfterMs?: number }
  /** `isReplayable` is false when the server stored an error under our idempotency key and would only repeat it. */
  | { readonly kind: 'uncertain'; readonly isReplayable: boolean }
  | { readonly kind: 'not_found' };

/** Thrown by ports, and by nothing else. `message` is for people and holds no secret; `correlationId` is the vendor's. */
export class Fault extends Error {
  constructor(
    readonly fault: FaultKind,
    message: string,
    readonly correlationId?: string,
  ) {
    super(message);
    this.name = 'Fault';
  }
}

export function isFault(error: unknown): error is Fault {
  return error instanceof Fault;
}
