import {
  type AccessTokens,
  type CallBudget,
  type CallPurpose,
  type Clock,
  Fault,
  type LedgerAddress,
  type RemainingCalls,
} from '@bridge/application';
import type { Instant } from '@bridge/domain';
import { AccountingApi } from 'xero-node';
import { isRecord, type RawRecord } from '../mappers/raw.js';
import { asksForNewToken, classify } from './classify.js';
import { rawBodyOf } from './sdk.js';
import { headerOf, readRejection, type XeroFailure } from './xero-failure.js';

/** One call of the SDK. `name` is for logs and messages. */
export interface XeroCall {
  readonly name: string;
  readonly purpose: CallPurpose;
  readonly isWrite: boolean;
  /** Waiting for a token and for its turn takes time: from then on the request does not leave any more. */
  readonly leavesBefore?: Instant;
  run(api: AccountingApi, organisationId: string): Promise<{ readonly response: object }>;
}

export interface XeroAnswer {
  /** The envelope as it came: `Invoices`, `DateTimeUTC`, `pagination`, … */
  readonly data: RawRecord;
  readonly correlationId?: string;
}

export interface XeroLogEntry {
  readonly call: string;
  readonly organisationId: string;
  readonly connectionId: string;
  readonly durationMs: number;
  /** 0: no answer. */
  readonly status: number;
  readonly correlationId?: string;
}

export interface XeroClientOptions {
  readonly apiUrl: string;
  readonly tokens: AccessTokens;
  readonly budget: CallBudget;
  readonly clock: Clock;
  readonly log?: (entry: XeroLogEntry) => void;
}

type Attempt =
  { readonly ok: true; readonly answer: XeroAnswer } | { readonly ok: false; readonly failure: XeroFailure };

/** Every call to the accounting API goes through here: token, budget, classification, log. */
export class XeroClient {
  constructor(private readonly options: XeroClientOptions) {}

  /** Faults: every kind. A token that Xero does not take (any more) is renewed and the call repeated, once. */
  async call(address: LedgerAddress, call: XeroCall): Promise<XeroAnswer> {
    const { tokens, clock } = this.options;
    const token = await tokens.current(address);
    const first = await this.attempt(address, call, token);
    if (first.ok) return first.answer;
    if (!asksForNewToken(first.failure)) throw classify(first.failure, call, clock.now());
    const second = await this.attempt(address, call, await tokens.renew(address, token));
    if (second.ok) return second.answer;
    throw classify(second.failure, call, clock.now());
  }

  private async attempt(address: LedgerAddress, call: XeroCall, token: string): Promise<Attempt> {
    const { budget, clock, log } = this.options;
    await budget.take(address, call.purpose);
    const startedAt = clock.now();
    let headers: Readonly<Record<string, unknown>> = {};
    let status = 0;
    try {
      if (call.leavesBefore !== undefined && startedAt >= call.leavesBefore)
        throw new Fault({ kind: 'unavailable', retryAfterMs: 0 }, `Xero, ${call.name}: its turn came too late`);
      const attempt = await this.send(address, call, token);
      ({ headers, status } = attempt);
      return attempt.outcome;
    } finally {
      const correlationId = headerOf(headers, 'xero-correlation-id');
      const { organisationId, connectionId } = address;
      log?.({
        ...{ call: call.name, organisationId, connectionId, durationMs: clock.now() - startedAt, status },
        ...(correlationId !== undefined && { correlationId }),
      });
      await budget.done(address, remainingIn(headers));
    }
  }

  /** A new API object for every call: the SDK keeps the token in it, and it must never serve another tenant. */
  private async send(address: LedgerAddress, call: XeroCall, token: string) {
    const api = new AccountingApi(`${this.options.apiUrl}/api.xro/2.0`);
    api.accessToken = token;
    const sent = await call.run(api, address.organisationId).then(
      ({ response }) => ({ response: response as SdkResponse }),
      (rejection: unknown) => ({ failure: readRejection(rejection) }),
    );
    if ('failure' in sent) {
      const { failure } = sent;
      return { status: failure.status, headers: failure.headers, outcome: { ok: false, failure } satisfies Attempt };
    }
    const { status, headers } = sent.response;
    const answer = readAnswer(sent.response, call);
    return { status, headers, outcome: { ok: true, answer } satisfies Attempt };
  }
}

interface SdkResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Success that is no JSON object comes from something between us and Xero: what happened behind it is not known. */
function readAnswer(response: SdkResponse, call: XeroCall): XeroAnswer {
  const data = rawBodyOf(response);
  const correlationId = headerOf(response.headers, 'xero-correlation-id');
  if (isRecord(data)) return { data, ...(correlationId !== undefined && { correlationId }) };
  throw new Fault(
    call.isWrite ? { kind: 'uncertain', isReplayable: true } : { kind: 'unavailable' },
    `Xero, ${call.name}: the answer is not JSON`,
    correlationId,
  );
}

function remainingIn(headers: Readonly<Record<string, unknown>>): RemainingCalls {
  const minute = countOf(headerOf(headers, 'x-minlimit-remaining'));
  const day = countOf(headerOf(headers, 'x-daylimit-remaining'));
  return { ...(minute !== undefined && { minute }), ...(day !== undefined && { day }) };
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
