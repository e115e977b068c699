import { createHash } from 'node:crypto';
import { minutes } from '../clock.js';
import type { Reply, Request } from '../http/message.js';
import { validationFailed } from './refusals.js';

const RETENTION = minutes(6);
const LONGEST_KEY = 128;
const METHODS = new Set(['POST', 'PUT', 'PATCH']);

interface Entry {
  fingerprint: string;
  firstAt: number;
  answer: Promise<Reply> | Reply;
}

export interface StoredAnswer {
  key: string;
  fingerprint: string;
  firstAt: number;
  status: number;
  headers: Record<string, string>;
  body64: string;
}

/** Xero's memory of write requests: six minutes from the first call, errors included. */
export class IdempotencyStore {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly now: () => number,
    private readonly keepsServerErrors: () => boolean,
    stored: readonly StoredAnswer[] = [],
  ) {
    for (const { key, fingerprint, firstAt, status, headers, body64 } of stored)
      this.#entries.set(key, {
        fingerprint,
        firstAt,
        answer: { status, headers, body: Buffer.from(body64, 'base64') },
      });
  }

  /** Runs `execute`, or replays its first answer; a repeat that comes while the first one runs waits for it. */
  async through(request: Request, execute: () => Promise<Reply>): Promise<{ reply: Reply; replayed: boolean }> {
    const key = request.headers['idempotency-key'];
    if (key === undefined || !METHODS.has(request.method)) return { reply: await execute(), replayed: false };
    // The wording is ours: the answer to an overlong key is not documented.
    if (key.length > LONGEST_KEY)
      return {
        reply: validationFailed(`Idempotency Key must not be longer than ${LONGEST_KEY} characters.`),
        replayed: false,
      };
    this.#forgetOld();
    const fingerprint = fingerprintOf(request);
    const known = this.#entries.get(key);
    if (known !== undefined) {
      if (known.fingerprint !== fingerprint)
        return { reply: validationFailed(`Idempotency Key ${key} is used with a different request.`), replayed: false };
      return { reply: await known.answer, replayed: true };
    }
    const entry: Entry = { fingerprint, firstAt: this.now(), answer: execute() };
    this.#entries.set(key, entry);
    try {
      const reply = await entry.answer;
      entry.answer = reply;
      if (reply.status >= 500 && !this.keepsServerErrors()) this.#entries.delete(key);
      return { reply, replayed: false };
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    }
  }

  snapshot(): StoredAnswer[] {
    this.#forgetOld();
    return [...this.#entries].flatMap(([key, { fingerprint, firstAt, answer }]) =>
      answer instanceof Promise
        ? []
        : [
            {
              key,
              fingerprint,
              firstAt,
              status: answer.status,
              headers: answer.headers ?? {},
              body64: Buffer.from(answer.body ?? '').toString('base64'),
            },
          ],
    );
  }

  #forgetOld(): void {
    for (const [key, entry] of this.#entries) if (this.now() >= entry.firstAt + RETENTION) this.#entries.delete(key);
  }
}

const fingerprintOf = ({ method, path, rawQuery, headers, body }: Request): string =>
  createHash('sha256')
    .update(`${method} ${path}?${rawQuery} ${headers['xero-tenant-id'] ?? ''}\n`)
    .update(body)
    .digest('hex');
