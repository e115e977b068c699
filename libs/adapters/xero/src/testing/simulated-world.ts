import { AccessTokens, CallBudget, type GrantTokens, type LedgerAccess, type LedgerAddress } from '@bridge/application';
import { brightwellLabs, brightwellStudio, type LedgerWorld } from '@bridge/application/testing';
import { conformanceOfExchanges } from './conformance-of-exchanges.js';
import { decideConsent, startXeroSimulator, type XeroSimulator } from '@bridge/simulator-xero';
import { createXero } from '../create-xero.js';
import { AccountantAtTheDesk } from './accountant-at-the-desk.js';

const REDIRECT_URI = 'http://localhost/callback';
const SCOPES =
  'offline_access openid profile email accounting.invoices accounting.payments.read accounting.contacts accounting.settings.read accounting.attachments';

export interface SimulatedWorld extends LedgerWorld {
  readonly simulator: XeroSimulator;
  readonly hand: AccountantAtTheDesk;
  /** Adds an organisation to what our token reaches. */
  connect(organisationId: string): void;
  attachmentsOf(ledgerId: string): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * The real adapter and the real SDK, over HTTP, against a simulator of its own. Ada has connected both Brightwells. Where
 * Xero's specification is at hand, closing the world fails when anything that went over the wire did not follow it.
 */
export async function startSimulatedWorld(
  options: Parameters<typeof startXeroSimulator>[0] = {},
): Promise<SimulatedWorld> {
  const conformance = conformanceOfExchanges();
  const simulator = await startXeroSimulator({ seed: 'agencies', validate: conformance.see, ...options });
  const clock = { now: () => simulator.clock.now(), sleep: async () => undefined };
  const tokens = new RotatingTokens(() => xero.access);
  const xero = createXero({
    urls: { login: simulator.url, identity: simulator.url, api: simulator.url },
    clientId: 'sandbox-client',
    clientSecret: 'sandbox-secret',
    redirectUri: REDIRECT_URI,
    tokens,
    budget: new UnlimitedBudget(),
    clock,
  });
  const connect = (user: string, ids: readonly string[]) => tokens.take(simulator.identity.grant(user, ids, SCOPES));
  connect('ada@brightwell.example', [brightwellStudio, brightwellLabs]);
  const hand = new AccountantAtTheDesk(simulator, brightwellStudio);
  return {
    ...xero,
    simulator,
    studio: at(brightwellStudio),
    labs: at(brightwellLabs),
    hand,
    connect: (organisationId) => connect('zoe@advisors.example', [organisationId]),
    attachmentsOf: (ledgerId) => hand.attachmentsOf(ledgerId),
    now: () => simulator.clock.now(),
    advance: (ms) => simulator.clock.advance(ms),
    loseNextAnswer: () =>
      simulator.faults.next({
        kind: 'commit-then-drop',
        match: { method: 'PUT', path: /\/(Invoices|CreditNotes)(\?|$)/ },
      }),
    loseNextUpdate: () =>
      simulator.faults.next({ kind: 'commit-then-drop', match: { method: 'POST', path: '/Invoices' } }),
    disconnect: () => void simulator.identity.connections.disconnectTenant(brightwellStudio),
    consent: async (state) => {
      const choice = { user: 'zoe@advisors.example', tenants: [brightwellStudio], decision: 'allow' } as const;
      const { location, answer } = await decideConsent(await xero.access.consentUrl(state), choice);
      return location?.searchParams.get('code') ?? `refused: ${answer}`;
    },
    close: async () => {
      await simulator.close();
      conformance.assertClean();
    },
  };
}

/** Keeps one grant and refreshes it when Xero calls its token expired. */
class RotatingTokens extends AccessTokens {
  private accessToken = '';
  private refreshToken = '';

  constructor(private readonly access: () => LedgerAccess) {
    super();
  }

  take(granted: { readonly access_token: string; readonly refresh_token?: string | undefined }): void {
    this.accessToken = granted.access_token;
    this.refreshToken = granted.refresh_token ?? '';
  }

  async current(): Promise<string> {
    return this.accessToken;
  }

  async renew(): Promise<string> {
    const tokens: GrantTokens = await this.access().refresh(this.refreshToken);
    this.take({ access_token: tokens.accessToken, refresh_token: tokens.refreshToken });
    return this.accessToken;
  }
}

class UnlimitedBudget extends CallBudget {
  async take(): Promise<void> {}
  async done(): Promise<void> {}
}

function at(organisationId: string): LedgerAddress {
  return { tenantId: '1001', connectionId: `connection-${organisationId}`, organisationId, grantId: 'grant-1' };
}
