import { problem, type Instant } from '@bridge/domain';
import type { GrantedOrganisation } from '../../connections/connection.js';
import type { GrantTokens } from '../../connections/grants.js';
import type { Consent, LedgerAccess } from '../../connections/ledger-access.js';
import { Fault } from '../../faults/fault.js';
import type { FakeBooks } from './fake-books.js';
import type { FakeWorld } from './fake-world.js';
import { faultOf } from './fault-script.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface FakeUser {
  readonly id: string;
  readonly name: string;
  readonly organisationIds: Set<string>;
}

interface Rotation {
  readonly user: FakeUser;
  readonly issuedAt: Instant;
  usedAt?: Instant;
}

/** LedgerAccess in memory: rotating refresh tokens, half an hour of grace for the previous one, consent by a test's hand. */
export class FakeLedgerAccess implements LedgerAccess {
  private readonly users = new Map<string, FakeUser>();
  private readonly codes = new Map<string, { readonly user: FakeUser; readonly chosen: readonly string[] }>();
  private readonly refreshTokens = new Map<string, Rotation>();
  private readonly accessTokens = new Map<string, { readonly user: FakeUser; readonly expiresAt: Instant }>();

  constructor(
    private readonly world: FakeWorld,
    private readonly books: ReadonlyMap<string, FakeBooks>,
  ) {}

  /** A person says yes: answers the code that comes back to us. */
  allow(userId: string, organisationIds: readonly string[]): string {
    const user = this.users.get(userId) ?? { id: userId, name: `User ${userId}`, organisationIds: new Set() };
    this.users.set(userId, user);
    for (const id of organisationIds) user.organisationIds.add(id);
    const code = this.world.nextId();
    this.codes.set(code, { user, chosen: [...organisationIds] });
    return code;
  }

  /** The grant is gone: refresh tokens of this user are refused from now on. */
  revoke(userId: string): void {
    for (const [token, rotation] of this.refreshTokens)
      if (rotation.user.id === userId) this.refreshTokens.delete(token);
  }

  /** What the ledger makes of a token that comes with a call for an organisation. */
  admits(accessToken: string, organisationId: string): 'yes' | 'expired' | 'no' {
    const issued = this.accessTokens.get(accessToken);
    if (!issued?.user.organisationIds.has(organisationId)) return 'no';
    return issued.expiresAt > this.world.clock.now() ? 'yes' : 'expired';
  }

  async consentUrl(state: string): Promise<string> {
    return `https://ledger.example/authorize?state=${encodeURIComponent(state)}`;
  }

  async exchange(code: string, _state: string): Promise<Consent> {
    return this.world.read('exchange', () => {
      const consent = this.codes.get(code);
      this.codes.delete(code);
      if (!consent)
        throw new Fault(
          { kind: 'refused', problems: [problem('disconnected', '', 'The code is used up')] },
          'The code is used up',
        );
      for (const id of consent.chosen) this.setConnected(id, true);
      const { user, chosen } = consent;
      const organisations = this.describe(chosen);
      return { ledgerUserId: user.id, ledgerUserName: user.name, tokens: this.issue(user), organisations };
    });
  }

  async refresh(refreshToken: string): Promise<GrantTokens> {
    this.world.settle();
    const mishap = this.world.script.next('refresh');
    if (mishap && !mishap.applied) throw faultOf(mishap);
    const tokens = this.rotate(refreshToken);
    if (mishap) throw faultOf(mishap);
    return tokens;
  }

  async organisations(accessToken: string): Promise<readonly GrantedOrganisation[]> {
    return this.world.read('organisations', () => this.describe([...this.userOf(accessToken).organisationIds]));
  }

  async remove(accessToken: string, connectionRef: string): Promise<void> {
    this.world.read('remove', () => {
      const user = this.userOf(accessToken);
      const id = [...user.organisationIds].find((organisationId) => refOf(organisationId) === connectionRef);
      if (id === undefined) return;
      user.organisationIds.delete(id);
      this.setConnected(id, false);
    });
  }

  private rotate(refreshToken: string): GrantTokens {
    const now = this.world.clock.now();
    const rotation = this.refreshTokens.get(refreshToken);
    const isInGrace = rotation?.usedAt === undefined || now - rotation.usedAt < 30 * MINUTE;
    if (!rotation || !isInGrace || now - rotation.issuedAt >= 60 * DAY)
      throw new Fault({ kind: 'disconnected' }, 'The ledger refused the refresh token');
    rotation.usedAt ??= now;
    return this.issue(rotation.user);
  }

  private issue(user: FakeUser): GrantTokens {
    const now = this.world.clock.now();
    const accessToken = `access-${this.world.nextId()}`;
    const refreshToken = `refresh-${this.world.nextId()}`;
    this.accessTokens.set(accessToken, { user, expiresAt: now + 30 * MINUTE });
    this.refreshTokens.set(refreshToken, { user, issuedAt: now });
    return {
      accessToken,
      accessExpiresAt: now + 30 * MINUTE,
      refreshToken,
      refreshExpiresAt: now + 60 * DAY,
      scopes: ['offline_access'],
    };
  }

  private userOf(accessToken: string): FakeUser {
    const user = this.accessTokens.get(accessToken)?.user;
    if (!user) throw new Fault({ kind: 'disconnected' }, 'The ledger does not know the access token');
    return user;
  }

  private describe(ids: readonly string[]): readonly GrantedOrganisation[] {
    return ids.map((organisationId) => ({
      organisationId,
      name: this.books.get(organisationId)?.chart.organisation.name ?? organisationId,
      connectionRef: refOf(organisationId),
    }));
  }

  private setConnected(organisationId: string, isConnected: boolean): void {
    const books = this.books.get(organisationId);
    if (books) books.isConnected = isConnected;
  }
}

function refOf(organisationId: string): string {
  return `ref-${organisationId}`;
}
