import type { Assumptions } from '../assumptions.js';
import { unreadable } from './call.js';
import type { Answer, Call } from './call.js';
import type { Ledger } from './ledger.js';
import { say } from './messages.js';
import { route } from './router.js';
import { isJson } from './shape.js';

/** Answers one call on one organisation's books. A call that fails changes nothing. */
export function handleCall(ledger: Ledger, call: Call, assumptions: Assumptions): Answer {
  const [resource = '', ...path] = segments(call.path);
  const read = readBody(call, path);
  if (!read.ok) return read.answer;
  const answer = route(resource, { ledger, call: { ...call, body: read.body }, assumptions, touched: [], path });
  if (answer.status >= 400) ledger.journal.rollBack(0);
  ledger.journal.forget();
  return answer;
}

function segments(path: string): string[] {
  return path.split('?')[0]?.split('/').filter(Boolean).map(decode) ?? [];
}

function decode(segment: string): string {
  return /%(?![0-9a-f]{2})/i.test(segment) ? segment : decodeURIComponent(segment);
}

function readBody(call: Call, path: readonly string[]): { ok: true; body: unknown } | { ok: false; answer: Answer } {
  if (call.method === 'GET' || path[1] === 'Attachments') return { ok: true, body: call.body };
  const { body } = call;
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return { ok: true, body };
  const text = body.toString();
  if (text.trim() === '') return { ok: true, body: undefined };
  try {
    const parsed: unknown = JSON.parse(text);
    return isJson(parsed) || Array.isArray(parsed)
      ? { ok: true, body: parsed }
      : { ok: false, answer: wrong('not an object') };
  } catch (error) {
    return { ok: false, answer: wrong(error instanceof Error ? error.message : 'not JSON') };
  }
}

function wrong(why: string): Answer {
  return unreadable(say('unreadableBody', { why }));
}
