const kinds = [
  'status',
  'rate_limit',
  'server_time',
  'slow',
  'drop_before',
  'commit_then_drop',
  'late_apply',
  'html',
  'truncated',
  'webhook_duplicate',
  'webhook_reorder',
  'webhook_drop',
  'webhook_bad_signature',
] as const;

export type FaultKind = (typeof kinds)[number];

/** One scripted misbehaviour. Absent conditions match everything. */
export interface FaultRule {
  readonly kind: FaultKind;
  readonly method?: string;
  /** A path under `/api/v2`, `*` for one segment: `/invoices/*`. */
  readonly path?: string;
  readonly organizationId?: string;
  /** Of `status` and `html`; 500 unless told. */
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  /** Of `status` and `html`: the call is carried out first, and answered so all the same. A call that is refused changes nothing. */
  readonly applied?: boolean;
  /** Of `slow` and `late_apply`. */
  readonly delayMs?: number;
  /** Of `rate_limit` and `server_time`. */
  readonly resetSeconds?: number;
  /** How many matching requests to let pass first; 0 unless told. */
  readonly after?: number;
  /** How often it strikes; 1 unless told. */
  readonly times?: number;
}

interface Armed {
  readonly rule: FaultRule;
  skip: number;
  left: number;
}

export class Faults {
  private armed: Armed[] = [];

  add(rule: FaultRule): void {
    this.armed.push({ rule, skip: rule.after ?? 0, left: rule.times ?? 1 });
  }

  clear(): void {
    this.armed = [];
  }

  list(): readonly (FaultRule & { left: number })[] {
    return this.armed.map(({ rule, left }) => ({ ...rule, left }));
  }

  /** The fault that strikes this request, if any; striking uses it up. */
  strike(method: string, path: string, organizationId: string | undefined): FaultRule | undefined {
    return this.take(
      (rule) =>
        !rule.kind.startsWith('webhook_') &&
        (rule.method === undefined || rule.method.toUpperCase() === method) &&
        (rule.path === undefined || matches(rule.path, path)) &&
        (rule.organizationId === undefined || rule.organizationId === organizationId),
    );
  }

  strikeDelivery(organizationId: string): FaultRule | undefined {
    return this.take(
      (rule) =>
        rule.kind.startsWith('webhook_') &&
        (rule.organizationId === undefined || rule.organizationId === organizationId),
    );
  }

  private take(fits: (rule: FaultRule) => boolean): FaultRule | undefined {
    for (const armed of this.armed) {
      if (!fits(armed.rule)) continue;
      if (armed.skip > 0) {
        armed.skip -= 1;
        continue;
      }
      armed.left -= 1;
      this.armed = this.armed.filter(({ left }) => left > 0);
      return armed.rule;
    }
    return undefined;
  }
}

/** Reads a rule from untrusted JSON. Throws with what is wrong. */
export function readFaultRule(value: unknown): FaultRule {
  if (typeof value !== 'object' || value === null) throw new Error('a fault must be an object');
  const rule = value as FaultRule;
  if (!kinds.includes(rule.kind)) throw new Error(`kind must be one of ${kinds.join(', ')}`);
  for (const name of ['status', 'delayMs', 'resetSeconds', 'after', 'times'] as const)
    if (rule[name] !== undefined && typeof rule[name] !== 'number') throw new Error(`${name} must be a number`);
  if (rule.applied !== undefined && typeof rule.applied !== 'boolean') throw new Error('applied must be true or false');
  return rule;
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length && wanted.every((segment, index) => segment === '*' || segment === given[index])
  );
}
