export const faultKinds = [
  'bad-request',
  'token-expired',
  'unauthorised',
  'insufficient-scope',
  'forbidden',
  'not-found',
  'precondition-failed',
  'limit-concurrent',
  'limit-minute',
  'limit-day',
  'limit-appminute',
  'error-before-commit',
  'error-after-commit',
  'key-store-down',
  'not-implemented',
  'maintenance',
  'unavailable',
  'organisation-offline',
  'slow',
  'drop-before',
  'commit-then-drop',
  'late-apply',
  'partial-batch',
  'html',
  'gateway-before-commit',
  'gateway-after-commit',
  'truncated',
  'lost-refresh',
  'webhook-duplicated',
  'webhook-reordered',
  'webhook-dropped',
  'webhook-badly-signed',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  kind: FaultKind;
  /** Without it: any call of the accounting API (or any refresh, any delivery, for the kinds that are theirs). */
  match?: {
    method?: string;
    /** A text is the beginning of the path, with or without /api.xro/2.0; a pattern also sees the query. */
    path?: string | RegExp;
    tenantId?: string;
  };
  /** How many calls it strikes; 1 unless told. */
  times?: number;
  /** Of Retry-After, or until a late write is applied. */
  seconds?: number;
  /** Real milliseconds, for `slow`. */
  ms?: number;
  /** Which element of a batch is refused, from 0. */
  element?: number;
  /** Of a gateway's answer: 502 unless told, 503 or 504. */
  status?: number;
  message?: string;
}

const gatewayAnswers = [502, 503, 504];

interface Target {
  method: string;
  path: string;
  rawQuery: string;
  tenantId?: string;
  /** Whether the call asks for fresh tokens. */
  refreshes?: boolean;
}

/** Failures to come, struck in the order they were asked for. */
export class Faults {
  #waiting: (Fault & { times: number })[] = [];

  constructor(private readonly latestApplySeconds: () => number) {}

  next(fault: Fault): void {
    this.#waiting.push({ ...this.checked(fault), times: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  waiting(): readonly Fault[] {
    return this.#waiting;
  }

  take(target: Target): Fault | undefined {
    return this.#strike(
      (fault) =>
        !fault.kind.startsWith('webhook-') &&
        (fault.kind !== 'lost-refresh' || target.refreshes === true) &&
        matches(fault, target),
    );
  }

  takeForDelivery(): Fault | undefined {
    return this.#strike((fault) => fault.kind.startsWith('webhook-'));
  }

  /** `kind; seconds=3; element=1`, as the header x-sim-fault carries it. */
  fromHeader(header: string): Fault {
    const [kind = '', ...settings] = header.split(';').map((part) => part.trim());
    const read = Object.fromEntries(
      settings.map((setting) => setting.split('=').map((part) => part.trim()) as [string, string]),
    );
    const numbers = (['seconds', 'ms', 'element', 'status'] as const)
      .filter((name) => read[name] !== undefined)
      .map((name) => [name, Number(read[name])]);
    return this.checked({
      kind: kind as FaultKind,
      ...(Object.fromEntries(numbers) as Pick<Fault, 'seconds' | 'ms' | 'element' | 'status'>),
      ...(read['message'] === undefined ? {} : { message: read['message'] }),
    });
  }

  checked(fault: Fault): Fault {
    if (!faultKinds.includes(fault.kind))
      throw new RangeError(`There is no fault ${fault.kind}. There are: ${faultKinds.join(', ')}.`);
    if (fault.kind === 'late-apply' && (fault.seconds ?? 0) > this.latestApplySeconds())
      throw new RangeError(`Xero is assumed to apply a write at most ${this.latestApplySeconds()} s late.`);
    if (fault.status !== undefined && !gatewayAnswers.includes(fault.status))
      throw new RangeError(`A gateway answers ${gatewayAnswers.join(', ')}.`);
    return fault;
  }

  #strike(wanted: (fault: Fault) => boolean): Fault | undefined {
    const fault = this.#waiting.find(wanted);
    if (fault === undefined) return undefined;
    fault.times -= 1;
    if (fault.times <= 0) this.#waiting = this.#waiting.filter((other) => other !== fault);
    return fault;
  }
}

function matches(fault: Fault, target: Target): boolean {
  const { match = {} } = fault;
  const method = match.method === undefined || match.method.toUpperCase() === target.method;
  const tenant = match.tenantId === undefined || match.tenantId === target.tenantId;
  return method && tenant && pathMatches(fault, target);
}

function pathMatches({ kind, match }: Fault, { path, rawQuery }: Target): boolean {
  const wanted = match?.path;
  if (wanted === undefined) return kind === 'lost-refresh' || path.startsWith('/api.xro/');
  if (typeof wanted === 'string') return path.startsWith(wanted) || path.replace('/api.xro/2.0', '').startsWith(wanted);
  return wanted.test(rawQuery === '' ? path : `${path}?${rawQuery}`);
}
