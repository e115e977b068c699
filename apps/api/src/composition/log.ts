import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** What must never be written down, wherever it appears. */
const SECRETS = [
  'authorization',
  'cookie',
  'set-cookie',
  'x-auth-token',
  'token',
  'tokens',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'client_secret',
  'clientSecret',
  'password',
];

/** One JSON object a line. Bodies are never logged; secrets that slip into an object are struck out. */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const paths = SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);
  return pino({ level, base: null, redact: { paths, censor: '(secret)' } }, ...(destination ? [destination] : []));
}

/** Nest’s own messages, and those of everybody who uses Nest’s Logger, in the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Logger) {}

  /** Nest tells every module and every route it finds. */
  log(message: unknown, ...rest: unknown[]): void {
    this.pino.debug(contextOf(rest), textOf(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.pino.warn(contextOf(rest), textOf(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error(contextOf(rest), textOf(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.pino.debug(contextOf(rest), textOf(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.pino.trace(contextOf(rest), textOf(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.pino.fatal(contextOf(rest), textOf(message));
  }
}

/** Nest passes the context last, and before it the stack of an error. */
function contextOf(rest: readonly unknown[]): object {
  const texts = rest.filter((each) => typeof each === 'string');
  const context = texts.at(-1);
  const [stack] = texts.length > 1 ? texts : [];
  return { ...(context !== undefined && { context }), ...(stack !== undefined && { stack }) };
}

function textOf(message: unknown): string {
  if (message instanceof Error) return message.stack ?? message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}
