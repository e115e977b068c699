import { instead } from '../testing/bridge/instead.js';
import { createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { aTenant } from '../testing/contracts/store/examples.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import { StoredSourceTokens } from './stored-source-tokens.js';

describe('The token that calls to the source carry', () => {
  let bridge: MemoryBridge;
  let tokens: StoredSourceTokens;
  let readings: number;
  const leave = (sourceToken: string | undefined) =>
    bridge.run((store) => store.tenants.save(aTenant(TENANT, sourceToken === undefined ? {} : { sourceToken })));
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    readings = 0;
    const { unitOfWork } = bridge.world;
    const counted = instead<UnitOfWork>(unitOfWork, {
      run: (...call) => {
        readings += 1;
        return unitOfWork.run(...call);
      },
    });
    tokens = new StoredSourceTokens(counted, bridge.clock);
  });

  it('is read once for all calls of half a minute', async () => {
    await leave('first');
    expect(await Promise.all([tokens.of(TENANT), tokens.of(TENANT)])).toEqual(['first', 'first']);
    await leave('second');
    bridge.clock.advance(29_999);
    expect(await tokens.of(TENANT)).toBe('first');
    expect(readings).toBe(1);
    bridge.clock.advance(1);
    expect(await tokens.of(TENANT)).toBe('second');
  });

  it('is another one at once when the source refuses it and somebody has signed in since', async () => {
    await leave('first');
    await tokens.of(TENANT);
    expect(await tokens.insteadOf(TENANT, 'first')).toBeUndefined();
    await leave('second');
    expect(await tokens.insteadOf(TENANT, 'first')).toBe('second');
    expect(await tokens.of(TENANT)).toBe('second');
  });

  it('is asked for again after nobody had left one', async () => {
    await leave(undefined);
    await expect(tokens.of(TENANT)).rejects.toMatchObject({ fault: { kind: 'unauthorised' } });
    await leave('first');
    expect(await tokens.of(TENANT)).toBe('first');
  });
});
