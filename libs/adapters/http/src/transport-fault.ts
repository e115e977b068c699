import { Fault } from '@bridge/application';

/** `nothing_sent`: the connection never stood. `answer_lost`: the server may have read and done it. */
export type SentState = 'nothing_sent' | 'answer_lost';

/** Failures before the first byte of a request can leave: name look-up, connecting, the TLS handshake. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Looks through an error and its causes. Anything not known to come before sending counts as a lost answer. */
export function sentState(error: unknown): SentState {
  const codes = codesOf(error, 0);
  return codes.length > 0 && codes.every((code) => BEFORE_SENDING.has(code)) ? 'nothing_sent' : 'answer_lost';
}

/** Whether the connection was cut, rather than never made or too slow. */
export function isReset(error: unknown): boolean {
  return codesOf(error, 0).some((code) => code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET');
}

/** Whether an answer would have become longer, unpacked, than it may. */
export function isTooLong(error: unknown): boolean {
  return codesOf(error, 0).includes('ERR_BUFFER_TOO_LARGE');
}

/** The fault of a call that got no answer. A read changes nothing, so it is `unavailable` whatever happened to it. */
export function transportFault(error: unknown, call: { readonly name: string; readonly isWrite: boolean }): Fault {
  const state = sentState(error);
  const reason = codesOf(error, 0)[0] ?? (error instanceof Error ? error.name : 'unknown');
  const message = `${call.name}: no answer (${reason})`;
  return call.isWrite && state === 'answer_lost'
    ? new Fault({ kind: 'uncertain', isReplayable: true }, message)
    : new Fault({ kind: 'unavailable' }, message);
}

/** Error codes of an error, its causes and the errors it gathers (several addresses of one name). */
function codesOf(error: unknown, depth: number): readonly string[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const gathered = Array.isArray(errors) ? errors.flatMap((each) => codesOf(each, depth + 1)) : [];
  const own = typeof code === 'string' && gathered.length === 0 ? [code] : [];
  return [...own, ...gathered, ...codesOf(cause, depth + 1)];
}
