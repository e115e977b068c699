/** What may happen to one exchange on its way. */
export type Mishap =
  /** The request arrives late. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The connection is reset before the request gets through. */
  | { readonly kind: 'reset_before' }
  /** The request gets through; of the answer only so many bytes. 0: the answer is lost altogether. */
  | { readonly kind: 'reset_after'; readonly bytes: number }
  /** The request gets through, no answer ever comes, and nobody hangs up. */
  | { readonly kind: 'black_hole' }
  /** The answer comes, and then the connection dies unseen: what is sent on it next vanishes. */
  | { readonly kind: 'slow_close' };

export type MishapKind = Mishap['kind'];

export interface Odds {
  /** Of each exchange, from 0 to 1. */
  readonly latency: number;
  readonly reset_before: number;
  readonly reset_after: number;
  readonly black_hole: number;
  readonly slow_close: number;
}

/** Draws at most one mishap. */
export function draw(odds: Odds): Mishap | undefined {
  let left = Math.random();
  for (const kind of Object.keys(odds) as MishapKind[]) {
    left -= odds[kind];
    if (left < 0) return mishapOf(kind);
  }
  return undefined;
}

function mishapOf(kind: MishapKind): Mishap {
  switch (kind) {
    case 'latency':
      return { kind, ms: 50 + Math.random() * 1_500 };
    case 'reset_after':
      return { kind, bytes: Math.random() < 0.5 ? 0 : Math.ceil(Math.random() * 400) };
    case 'reset_before':
    case 'black_hole':
    case 'slow_close':
      return { kind };
    default:
      return kind satisfies never;
  }
}
