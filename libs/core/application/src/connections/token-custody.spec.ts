import { brightwellStudio } from '../testing/ledger/fake-organisations.js';
import { FakeLedger } from '../testing/ledger/fake-ledger.js';
import { FixedClock } from '../testing/memory/fixed-clock.js';
import { createMemoryWorld } from '../testing/memory/memory-world.js';
import { instead } from '../testing/bridge/instead.js';
import type { GrantTokens } from './grants.js';
import type { LedgerAccess } from './ledger-access.js';
import { TokenCustody } from './token-custody.js';

const MINUTE = 60_000;
const tenantId = '1001';
const grantId = 'grant-1';
const address = { tenantId, connectionId: 'c1', organisationId: brightwellStudio, grantId };

/** A tenant whose access token ends in half an hour. */
async function createCustody(between: (access: LedgerAccess) => LedgerAccess = (access) => access) {
  const clock = new FixedClock();
  const world = createMemoryWorld({ clock });
  const ledger = new FakeLedger(clock);
  let refreshes = 0;
  const counted = instead<LedgerAccess>(between(ledger.access), {});
  const access = instead<LedgerAccess>(counted, {
    refresh: (token) => {
      refreshes += 1;
      return counted.refresh(token);
    },
  });
  const { tokens } = await ledger.access.exchange(ledger.access.allow('ada', [brightwellStudio]), 'state');
  const grant = { id: grantId, tenantId, ledgerUserId: 'ada', ledgerUserName: 'Ada', tokens, version: 1 };
  await world.unitOfWork.run(tenantId, (store) => store.grants.save(grant));
  return {
    ...{ clock, world, ledger, tokens },
    custody: new TokenCustody(world.unitOfWork, access, world.leases, clock),
    refreshes: () => refreshes,
    store: (change: Partial<GrantTokens>, version = 1) =>
      world.unitOfWork.run(tenantId, (store) =>
        store.grants.save({ ...grant, tokens: { ...tokens, ...change }, version }),
      ),
    wipe: () => world.unitOfWork.run(tenantId, (store) => store.grants.wipe(grantId)),
    stored: () => world.unitOfWork.run(tenantId, (store) => store.grants.find(grantId)),
  };
}

describe('The keeper of access tokens', () => {
  it('hands out the token it has while that is good for two more minutes', async () => {
    const { custody, clock, tokens, refreshes } = await createCustody();
    clock.advance(28 * MINUTE - 1);
    expect(await custody.current(address)).toBe(tokens.accessToken);
    expect(refreshes()).toBe(0);
  });

  it('reads it once for all calls of ten seconds', async () => {
    const { custody, clock, tokens, store } = await createCustody();
    const first = await Promise.all([custody.current(address), custody.current(address)]);
    await store({ accessToken: 'another' });
    clock.advance(9_999);
    expect([...first, await custody.current(address)]).toEqual(Array(3).fill(tokens.accessToken));
    clock.advance(1);
    expect(await custody.current(address)).toBe('another');
  });

  it('reads it anew as soon as it was refused', async () => {
    const { custody, tokens } = await createCustody();
    const refused = await custody.current(address);
    expect(refused).toBe(tokens.accessToken);
    const renewed = await custody.renew(address, refused);
    expect(await custody.current(address)).toBe(renewed);
  });

  it('renews it before it ends, and stores the new pair before anybody uses it', async () => {
    const { custody, clock, tokens, stored } = await createCustody();
    clock.advance(28 * MINUTE);
    const token = await custody.current(address);
    expect(token).not.toBe(tokens.accessToken);
    expect(await stored()).toMatchObject({ version: 2, tokens: { accessToken: token } });
  });

  it('renews once for two callers', async () => {
    const { custody, clock, refreshes } = await createCustody();
    clock.advance(30 * MINUTE);
    const [first, second] = await Promise.all([custody.current(address), custody.current(address)]);
    expect(first).toBe(second);
    expect(refreshes()).toBe(1);
  });

  it('renews once for two callers whose token the ledger called stale', async () => {
    const { custody, tokens, refreshes } = await createCustody();
    const stale = tokens.accessToken;
    const [first, second] = await Promise.all([custody.renew(address, stale), custody.renew(address, stale)]);
    expect(first).toBe(second);
    expect(first).not.toBe(stale);
    expect(refreshes()).toBe(1);
  });

  it('asks again with the same refresh token when the answer was lost', async () => {
    const { custody, clock, ledger, stored } = await createCustody();
    clock.advance(30 * MINUTE);
    ledger.loseNextAnswer('refresh');
    const token = await custody.current(address);
    expect((await stored())?.tokens.accessToken).toBe(token);
  });

  it('keeps the grant through a crash between the ledger’s answer and its storage', async () => {
    let isMortal = true;
    const { custody, clock, stored } = await createCustody((access) =>
      instead(access, {
        refresh: async (token) => {
          const tokens = await access.refresh(token);
          if (!isMortal) return tokens;
          isMortal = false;
          throw new Error('The process is gone');
        },
      }),
    );
    clock.advance(30 * MINUTE);
    await expect(custody.current(address)).rejects.toThrow('The process is gone');
    clock.advance(20 * MINUTE);
    expect((await stored())?.tokens.accessToken).not.toBe(await custody.current(address));
  });

  describe('when the ledger refuses', () => {
    it('keeps the tokens and asks no more within the grace', async () => {
      const { custody, clock, ledger, tokens, stored, refreshes } = await createCustody();
      clock.advance(30 * MINUTE);
      ledger.failNext({ kind: 'disconnected' }, { method: 'refresh' });
      const refused = { fault: { kind: 'disconnected' } };
      await expect(custody.current(address)).rejects.toMatchObject(refused);
      expect(await stored()).toMatchObject({ tokens, refusedAt: clock.now() });
      clock.advance(29 * MINUTE);
      await expect(custody.current(address)).rejects.toMatchObject(refused);
      expect(refreshes()).toBe(1);
    });

    it('tries again after the grace, and forgets the refusal with the next success', async () => {
      const { custody, clock, ledger, stored } = await createCustody();
      clock.advance(30 * MINUTE);
      ledger.failNext({ kind: 'disconnected' }, { method: 'refresh' });
      await expect(custody.current(address)).rejects.toMatchObject({ fault: { kind: 'disconnected' } });
      clock.advance(30 * MINUTE);
      const token = await custody.current(address);
      expect((await stored())?.tokens.accessToken).toBe(token);
      expect(await stored()).not.toHaveProperty('refusedAt');
    });

    it.each(['unavailable', 'rate_limited', 'refused'] as const)('a fault of kind %s is no refusal', async (kind) => {
      const { custody, clock, ledger, stored } = await createCustody();
      clock.advance(30 * MINUTE);
      const fault = { kind, retryAfterMs: 1000, scope: 'short', problems: [] } as const;
      ledger.failNext(fault as never, { method: 'refresh' });
      await expect(custody.current(address)).rejects.toHaveProperty('fault');
      expect(await stored()).not.toHaveProperty('refusedAt');
      expect(await custody.current(address)).toBe((await stored())?.tokens.accessToken);
    });
  });

  describe('when it was too slow and another one holds the lease', () => {
    it('gives way to what the other one stored', async () => {
      let isSlow = true;
      const made = await createCustody((access) =>
        instead(access, {
          refresh: async (token) => {
            const tokens = await access.refresh(token);
            if (!isSlow) return tokens;
            isSlow = false;
            made.clock.advance(2 * MINUTE);
            await made.custody.current(address);
            return tokens;
          },
        }),
      );
      made.clock.advance(30 * MINUTE);
      const token = await made.custody.current(address);
      expect((await made.stored())?.tokens.accessToken).toBe(token);
      expect(made.refreshes()).toBe(2);
    });

    it('never puts the old pair back, although the ledger refused it', async () => {
      let isSlow = true;
      const made = await createCustody((access) =>
        instead(access, {
          refresh: async (token) => {
            if (!isSlow) return access.refresh(token);
            isSlow = false;
            made.clock.advance(2 * MINUTE);
            await made.custody.current(address);
            made.clock.advance(30 * MINUTE); // The grace is over, and so is the old token.
            return access.refresh(token);
          },
        }),
      );
      made.clock.advance(30 * MINUTE);
      const token = await made.custody.current(address);
      expect(await made.stored()).toMatchObject({ tokens: { accessToken: token } });
      expect(await made.stored()).not.toHaveProperty('refusedAt');
    });
  });

  describe('while a person does something about the connection', () => {
    /** The ledger is asked for new tokens, and the person is done before the custody hears the answer. */
    const during = async (meanwhile: (made: Awaited<ReturnType<typeof createCustody>>) => Promise<unknown>) => {
      const made = await createCustody((access) =>
        instead(access, {
          refresh: async (token) => {
            const answer = access.refresh(token);
            await Promise.allSettled([answer, meanwhile(made)]);
            return answer;
          },
        }),
      );
      made.clock.advance(30 * MINUTE);
      return made;
    };
    const consentAnew = ({ clock, store }: Awaited<ReturnType<typeof createCustody>>) =>
      store({ accessToken: 'of the new consent', accessExpiresAt: clock.now() + 30 * MINUTE }, 2);

    it.each(['answers', 'refuses'])('the tokens of a new consent stay when the ledger %s', async (answer) => {
      const { custody, ledger, stored } = await during(consentAnew);
      if (answer === 'refuses') ledger.failNext({ kind: 'disconnected' }, { method: 'refresh' });
      expect(await custody.current(address)).toBe('of the new consent');
      expect(await stored()).toMatchObject({ version: 2, tokens: { accessToken: 'of the new consent' } });
      expect(await stored()).not.toHaveProperty('refusedAt');
    });

    it.each(['answers', 'refuses'])('tokens that were wiped stay away when the ledger %s', async (answer) => {
      const { custody, ledger, stored } = await during(({ wipe }) => wipe());
      if (answer === 'refuses') ledger.failNext({ kind: 'disconnected' }, { method: 'refresh' });
      await expect(custody.current(address)).rejects.toMatchObject({ fault: { kind: 'disconnected' } });
      expect(await stored()).toBeUndefined();
    });
  });

  it('has nothing to hand out when the tokens were wiped', async () => {
    const { custody, wipe } = await createCustody();
    await wipe();
    await expect(custody.current(address)).rejects.toMatchObject({ fault: { kind: 'disconnected' } });
  });
});
