import { AccessTokens, CallBudget, type LedgerAddress, type RemainingCalls } from '@bridge/application';
import { createXero, type Xero } from '../create-xero.js';
import type { XeroLogEntry } from '../client/xero-client.js';

export const address: LedgerAddress = {
  tenantId: '1001',
  connectionId: 'connection-1',
  organisationId: '11111111-1111-4111-8111-111111111111',
  grantId: 'grant-1',
};

export const now = Date.parse('2026-11-24T09:00:00Z');

/** Tokens `CANARY-token-1`, `-2`, … : every renewal gives the next. */
class CountedTokens extends AccessTokens {
  renewals = 0;

  async current(): Promise<string> {
    return `CANARY-token-${this.renewals + 1}`;
  }

  async renew(): Promise<string> {
    this.renewals += 1;
    return this.current();
  }
}

class WatchedBudget extends CallBudget {
  taken = 0;
  readonly learned: (RemainingCalls | undefined)[] = [];

  async take(): Promise<void> {
    this.taken += 1;
  }

  async done(_address: LedgerAddress, remaining?: RemainingCalls): Promise<void> {
    this.learned.push(remaining);
  }
}

export interface XeroUnderTest extends Xero {
  readonly tokens: CountedTokens;
  readonly budget: WatchedBudget;
  readonly log: XeroLogEntry[];
}

/** The real adapter with the real SDK, pointed at a server of the test. */
export function xeroAt(url: string): XeroUnderTest {
  const tokens = new CountedTokens();
  const budget = new WatchedBudget();
  const log: XeroLogEntry[] = [];
  const xero = createXero({
    urls: { login: url, identity: url, api: url },
    clientId: 'sandbox-client',
    clientSecret: 'CANARY-secret',
    redirectUri: 'http://localhost/callback',
    tokens,
    budget,
    clock: { now: () => now, sleep: async () => undefined },
    log: (entry) => log.push(entry),
  });
  return { ...xero, tokens, budget, log };
}
