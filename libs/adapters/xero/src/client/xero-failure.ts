import { isRecord, textOf } from '../mappers/raw.js';

/** A call that Xero did not answer with success. `status` 0: there was no answer at all. */
export interface XeroFailure {
  readonly status: number;
  /** Parsed where it was JSON; text otherwise; may be empty (429). */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The SDK rejects with a JSON string. Anything else is a defect of ours or of the SDK and is thrown on as it is. */
export function readRejection(rejection: unknown): XeroFailure {
  if (typeof rejection !== 'string') throw rejection;
  const parsed: unknown = JSON.parse(rejection);
  const response = isRecord(parsed) && isRecord(parsed['response']) ? parsed['response'] : {};
  const { statusCode, body, headers } = response;
  return {
    status: typeof statusCode === 'number' ? statusCode : 0,
    body: body ?? '',
    headers: isRecord(headers) ? headers : {},
  };
}

export function headerOf(headers: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return textOf(headers[name]);
}
