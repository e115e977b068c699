import type { Clock } from '../runtime/clock.js';
import type { Lease, Leases } from '../runtime/leases.js';
import { Recent } from '../runtime/recent.js';
import { FencedOff, type UnitOfWork } from '../runtime/unit-of-work.js';
import { Fault, isFault } from '../faults/fault.js';
import type { AccessTokens } from './access-tokens.js';
import type { LedgerAddress } from './connection.js';
import type { Grant, GrantTokens } from './grants.js';
import type { LedgerAccess } from './ledger-access.js';

/** Renewed this long before it ends, so that no call starts with a token that ends on the way. */
const MARGIN_MS = 2 * 60_000;
const LEASE_MS = 60_000;
/** Xero takes the previous refresh token for 30 minutes more: a refusal is believed for good only across that time. */
const GRACE_MS = 30 * 60_000;
/** Every call to the ledger needs the token. A renewal does not end the older one, and whoever is refused reads anew. */
const RECENT_MS = 10_000;
const PATIENCE_MS = 250;
const LONGEST_WAIT = 240;

/**
 * The only place where tokens are used. One refresh at a time for each grant over all processes, and the new pair is
 * stored before anybody uses it: a refresh token rotates, and two users of one token would shut each other out.
 */
export class TokenCustody implements AccessTokens {
  readonly #recent: Recent<GrantTokens>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: LedgerAccess,
    private readonly leases: Leases,
    private readonly clock: Clock,
  ) {
    this.#recent = new Recent(RECENT_MS, clock);
  }

  async current(address: LedgerAddress): Promise<string> {
    const tokens = await this.#recent.of(nameOf(address), async () => (await this.#grant(address)).tokens);
    return this.#isFresh(tokens) ? tokens.accessToken : this.renew(address, tokens.accessToken);
  }

  async renew(address: LedgerAddress, stale: string): Promise<string> {
    this.#recent.forgetOlderThan(nameOf(address), 0);
    for (let wait = 0; wait < LONGEST_WAIT; wait += 1) {
      const lease = await this.leases.take(`grant:${address.grantId}`, LEASE_MS);
      if (lease === undefined) {
        await this.clock.sleep(PATIENCE_MS);
        continue;
      }
      try {
        const grant = await this.#grant(address);
        if (grant.tokens.accessToken !== stale && this.#isFresh(grant.tokens)) return grant.tokens.accessToken;
        this.#refuseWhileRefused(grant);
        const tokens = await this.#refresh(grant, lease);
        if (tokens && (await this.#replace(grant, renewed(grant, tokens), lease))) return tokens.accessToken;
      } catch (error) {
        // The lease ran out while the ledger was slow: whoever holds it now refreshes, and we read what they stored.
        if (!(error instanceof FencedOff)) throw error;
      } finally {
        await this.leases.release(lease);
      }
    }
    throw new Fault({ kind: 'unavailable' }, 'The access token could not be renewed in time');
  }

  /** Undefined: the pair that was refused is not the one that is stored any more. */
  async #refresh(grant: Grant, lease: Lease): Promise<GrantTokens | undefined> {
    try {
      return await this.#refreshTwice(grant.tokens.refreshToken);
    } catch (error) {
      if (isFault(error) && error.fault.kind === 'disconnected') {
        if (!(await this.#replace(grant, { ...grant, refusedAt: this.clock.now() }, lease))) return undefined;
      }
      // A wrong client id or secret is ours to mend, and no fault of the documents that wait: they go on waiting.
      if (isFault(error) && error.fault.kind === 'refused')
        throw new Fault({ kind: 'unavailable' }, error.message, error.correlationId);
      throw error;
    }
  }

  /** A lost answer is asked for once more with the same token, which still works within the grace. */
  async #refreshTwice(refreshToken: string): Promise<GrantTokens> {
    try {
      return await this.access.refresh(refreshToken);
    } catch (error) {
      if (isFault(error) && error.fault.kind === 'uncertain') return this.access.refresh(refreshToken);
      throw error;
    }
  }

  /**
   * False when the grant is no longer as it was read: a person does not take the lease, and may have given consent anew or
   * disconnected while the ledger answered. Neither new tokens nor their absence may be written over.
   */
  #replace(before: Grant, after: Grant, lease: Lease): Promise<boolean> {
    return this.unitOfWork.run(
      before.tenantId,
      async (store) => {
        const stored = await store.grants.find(before.id);
        if (stored?.version !== before.version) return false;
        await store.grants.save(after);
        return true;
      },
      lease,
    );
  }

  #refuseWhileRefused(grant: Grant): void {
    if (grant.refusedAt !== undefined && this.clock.now() - grant.refusedAt < GRACE_MS) {
      throw new Fault({ kind: 'disconnected' }, 'Xero refused to renew the access');
    }
  }

  #isFresh(tokens: GrantTokens): boolean {
    return tokens.accessExpiresAt - this.clock.now() > MARGIN_MS;
  }

  async #grant(address: LedgerAddress): Promise<Grant> {
    const { grant, connection } = await this.unitOfWork.run(address.tenantId, async (store) => ({
      grant: await store.grants.find(address.grantId),
      connection: await store.connections.find(address.connectionId),
    }));
    if (grant) return grant;
    // Somebody has consented anew since this work began: the connection is well, and the work begins again under that.
    throw connection !== undefined && connection.grantId !== address.grantId
      ? new Fault({ kind: 'unavailable' }, 'The consent for Xero was renewed meanwhile')
      : new Fault({ kind: 'disconnected' }, 'There is no access to Xero any more');
  }
}

function nameOf({ tenantId, grantId }: LedgerAddress): string {
  return `${tenantId} ${grantId}`;
}

function renewed(grant: Grant, tokens: GrantTokens): Grant {
  const { refusedAt: _, ...rest } = grant;
  return { ...rest, tokens, version: grant.version + 1 };
}
