import type { DocumentKind } from '@bridge/domain';
import { anExpense, anInvoice } from '@bridge/domain/testing';
import { instead } from '../testing/bridge/instead.js';
import { createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

const MINUTE = 60_000;

describe('The lists of documents', () => {
  let bridge: MemoryBridge;
  beforeEach(async () => {
    bridge = await createMemoryBridge({ sourcePageSize: 2 });
    for (const id of ['1', '2', '3']) {
      bridge.agency.addInvoice(anInvoice({ id }));
      bridge.clock.advance(1000);
    }
    bridge.agency.addExpense(anExpense());
  });
  const refresh = (on = bridge) => on.uses.refreshDocuments.run(TENANT);
  const listed = async (kind: DocumentKind, on = bridge) => {
    const rows = await on.run((store) => store.documents.find(kind, ['1', '2', '3', '4', '5']));
    return rows.map((row) => [row.sourceId, row.title]);
  };

  it('show everything once they were filled', async () => {
    await refresh();
    expect(await listed('invoice')).toHaveLength(3);
    expect(await listed('expense')).toEqual([['1', 'Stock photos']]);
  });

  it('follow what changes, and what is deleted', async () => {
    await refresh();
    bridge.clock.advance(10 * MINUTE);
    bridge.agency.editInvoice('2', { subject: 'Second thoughts' });
    bridge.agency.delete('invoice', '1');
    await refresh();
    expect(await listed('invoice')).toEqual([
      ['2', 'Second thoughts'],
      ['3', 'Website relaunch'],
    ]);
  });

  it('lose no row that moves while pages are turned', async () => {
    let hasMoved = false;
    const moving: MemoryBridge = await createMemoryBridge({
      sourcePageSize: 2,
      between: (ports) => ({
        ...ports,
        sourceDocuments: instead(ports.sourceDocuments, {
          changedSince: async (tenantId, kind, since, page) => {
            const changes = await ports.sourceDocuments.changedSince(tenantId, kind, since, page);
            if (!hasMoved) moving.agency.editInvoice('1', { subject: 'Moved to the end' });
            hasMoved = true;
            return changes;
          },
        }),
      }),
    });
    for (const id of ['1', '2', '3', '4', '5']) {
      moving.agency.addInvoice(anInvoice({ id }));
      moving.clock.advance(1000);
    }
    await refresh(moving);
    expect((await listed('invoice', moving)).map(([id]) => id)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('go on where they were after an outage', async () => {
    bridge.source.failNext({ kind: 'unavailable' }, { method: 'changedSince' });
    await expect(refresh()).rejects.toMatchObject({ fault: { kind: 'unavailable' } });
    await refresh();
    expect(await listed('invoice')).toHaveLength(3);
  });

  it('are filled by one worker at a time', async () => {
    await bridge.world.leases.take(`documents:${TENANT}`, MINUTE);
    await refresh();
    expect(await listed('invoice')).toEqual([]);
  });
});
