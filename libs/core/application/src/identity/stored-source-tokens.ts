import { Fault } from '../faults/fault.js';
import type { Clock } from '../runtime/clock.js';
import { Recent } from '../runtime/recent.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { SourceTokens } from './source-tokens.js';

/** Every call to the source needs the token, and marking 200 invoices is 200 calls. Whoever is refused reads anew. */
const RECENT_MS = 30_000;

/** The token of the admin who signed in last, as it was stored within the last half minute. */
export class StoredSourceTokens implements SourceTokens {
  readonly #recent: Recent<string>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    clock: Clock,
  ) {
    this.#recent = new Recent(RECENT_MS, clock);
  }

  of(tenantId: string): Promise<string> {
    return this.#recent.of(tenantId, () => this.#read(tenantId));
  }

  async insteadOf(tenantId: string, refused: string): Promise<string | undefined> {
    this.#recent.forgetOlderThan(tenantId, 0);
    const token = await this.of(tenantId);
    return token === refused ? undefined : token;
  }

  async #read(tenantId: string): Promise<string> {
    const tenant = await this.unitOfWork.run(tenantId, (store) => store.tenants.find());
    if (tenant?.sourceToken === undefined)
      throw new Fault({ kind: 'unauthorised' }, 'No admin of this Productive organisation has signed in yet');
    return tenant.sourceToken;
  }
}
