import { faultOf } from './expectations.js';
import { eachInANewWorld, type LedgerWorld, type MakeLedgerWorld } from './ledger-world.js';

const MINUTE = 60_000;

/** What every LedgerAccess must do. */
export function describeLedgerAccessContract(name: string, make: MakeLedgerWorld): void {
  describe(`LedgerAccess: ${name}`, () => {
    const world = eachInANewWorld(make);

    it('sends the person away with the state', async () => {
      expect(new URL(await world().access.consentUrl('state-1')).searchParams.get('state')).toBe('state-1');
    });

    it('learns who consented, to what, and for how long', async () => {
      const consent = await consentOf(world());
      expect(consent.ledgerUserId).not.toBe('');
      expect(consent.organisations.map((organisation) => organisation.organisationId)).toEqual([
        world().studio.organisationId,
      ]);
      // 30 minutes for the access token, 60 days for the refresh token
      expect(consent.tokens.accessExpiresAt - world().now()).toBeLessThanOrEqual(30 * MINUTE);
      expect(consent.tokens.accessExpiresAt - world().now()).toBeGreaterThan(28 * MINUTE);
      expect(consent.tokens.refreshExpiresAt - world().now()).toBeGreaterThan(59 * 24 * 60 * MINUTE);
    });

    it('takes a code once', async () => {
      const code = await world().consent('state-1');
      await world().access.exchange(code, 'state-1');
      expect((await faultOf(world().access.exchange(code, 'state-1'))).kind).toBe('refused');
    });

    it('gives new tokens for a refresh token, and once more when the answer was lost', async () => {
      const { tokens } = await consentOf(world());
      const first = await world().access.refresh(tokens.refreshToken);
      await world().advance(20 * MINUTE);
      const again = await world().access.refresh(tokens.refreshToken);
      expect(new Set([tokens.refreshToken, first.refreshToken, again.refreshToken]).size).toBe(3);
    });

    it('is disconnected when a refresh token is used again after the grace of 30 minutes', async () => {
      const { tokens } = await consentOf(world());
      await world().access.refresh(tokens.refreshToken);
      await world().advance(31 * MINUTE);
      expect(await faultOf(world().access.refresh(tokens.refreshToken))).toEqual({ kind: 'disconnected' });
    });

    it('removes our access to an organisation, and an unknown reference counts as removed', async () => {
      const { tokens, organisations } = await consentOf(world());
      const reference = organisations[0]?.connectionRef ?? '';
      await world().access.remove(tokens.accessToken, reference);
      await world().access.remove(tokens.accessToken, reference);
      expect(await world().access.organisations(tokens.accessToken)).toEqual([]);
    });
  });
}

async function consentOf(world: LedgerWorld) {
  return world.access.exchange(await world.consent('state-1'), 'state-1');
}
