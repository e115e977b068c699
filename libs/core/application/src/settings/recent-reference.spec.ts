import { Fault } from '../faults/fault.js';
import { FixedClock } from '../testing/memory/fixed-clock.js';
import { FakeSource } from '../testing/source/fake-source.js';
import { instead } from '../testing/bridge/instead.js';
import { RecentReference } from './recent-reference.js';

const SECOND = 1000;

describe('What a look at the connections costs of the source', () => {
  let clock: FixedClock;
  let readings: string[];
  let fault: Fault | undefined;
  let recent: RecentReference;
  beforeEach(() => {
    clock = new FixedClock();
    [readings, fault] = [[], undefined];
    const source = new FakeSource(clock);
    const counted = instead(source, {
      read: async (tenantId: string) => {
        readings.push(tenantId);
        if (fault) throw fault;
        return source.read(tenantId);
      },
    });
    recent = new RecentReference(counted, clock);
  });

  it('is one reading for all looks within 20 seconds, those at the same moment included', async () => {
    await Promise.all([recent.read('1001'), recent.read('1001')]);
    clock.advance(19 * SECOND);
    const { subsidiaries } = await recent.read('1001');
    expect(subsidiaries.map(({ id }) => id)).toEqual(['11', '12']);
    expect(readings).toEqual(['1001']);
    clock.advance(SECOND);
    await recent.read('1001');
    expect(readings).toEqual(['1001', '1001']);
  });

  it('is a reading of its own for each tenant, who never sees another’s', async () => {
    await recent.read('1001');
    const { subsidiaries } = await recent.read('1002');
    expect(subsidiaries.map(({ id }) => id)).toEqual(['21']);
  });

  it('is asked again at once after a failure', async () => {
    fault = new Fault({ kind: 'unavailable' }, 'Away');
    await expect(recent.read('1001')).rejects.toBe(fault);
    fault = undefined;
    await expect(recent.read('1001')).resolves.toMatchObject({ subsidiaries: [{ id: '11' }, { id: '12' }] });
  });
});
