import { StoreLost } from '@bridge/application';

/**
 * What the driver and PostgreSQL say when the connection is gone, and when it could not be had:
 * https://www.postgresql.org/docs/15/errcodes-appendix.html, classes 08 and 57P, and 25P03, a frozen process's transaction.
 */
const CODES = /^(08...|57P0[1-5]|25P03|53300|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/;
/** The driver gives these no code. */
const WORDS = /^Connection terminated|connection error and is not queryable|^timeout exceeded when trying to connect/;

/** Throws StoreLost for a connection that was lost, and anything else as it is. */
export function lostIfHungUp(error: unknown): never {
  throw isHungUp(error) ? new StoreLost(error) : error;
}

function isHungUp(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 3) return false;
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  return CODES.test(String(code)) || WORDS.test(String(message)) || isHungUp(cause, depth + 1);
}
