import type { TrackingRule } from '@bridge/domain';
import { aLine, anExpense, anInvoice, settings } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';

describe('Lines with tracking options', () => {
  let bridge: MemoryBridge;
  let north: { readonly categoryId: string; readonly optionId: string };
  beforeEach(async () => {
    bridge = await createMemoryBridge();
    const region = bridge.chart.trackingCategories?.find(({ name }) => name === 'Region');
    const option = region?.options.find(({ name }) => name === 'North');
    north = { categoryId: region?.id ?? '', optionId: option?.id ?? '' };
    const rule: TrackingRule = {
      ...{ categoryId: north.categoryId, from: 'project', options: { '811': north.optionId } },
      whenUnmapped: 'leave_out',
    };
    await bridge.uses.saveSettings.run(TENANT, CONNECTION, settings({ tracking: [rule] }), 1, 'Ada');
    const lines = [aLine({ project: { id: '811', name: 'North' } }), aLine({ id: '2' })];
    bridge.agency.addInvoice(anInvoice({ lines }));
    bridge.agency.addExpense(anExpense({ project: { id: '811', name: 'North' } }));
  });
  const copy = async () => {
    await bridge.copy('invoice', ['1']);
    await bridge.copy('expense', ['1']);
    await bridge.send();
  };

  it('stand in the books with them', async () => {
    await copy();
    const lines = bridge.books.documents().map((document) => document.lines?.map(({ tracking }) => tracking));
    expect(lines).toEqual(expect.arrayContaining([[[north], undefined], [[north]]]));
    expect((await bridge.exports()).map(({ notices }) => notices.map(({ code }) => code))).toEqual([
      ['tracking_left_out'],
      [],
    ]);
  });

  it('are refused before anything is sent when their option is known to be archived, and by the books when it is not', async () => {
    bridge.books.archiveTrackingOption('Region', 'North');
    await copy();
    const refused = (await bridge.exports()).map(({ state, problems }) => [state, problems.map(({ code }) => code)]);
    expect(refused).toEqual([
      ['refused', ['tracking_option_gone']],
      ['refused', ['tracking_option_gone']],
    ]);
    await bridge.uses.checkConnection.run(TENANT, CONNECTION);
    bridge.agency.addExpense(anExpense({ id: '2', project: { id: '811', name: 'North' } }));
    const asked = await bridge.copy('expense', ['2']);
    expect(asked.refused.map(({ problems }) => problems.map(({ code }) => code))).toEqual([['tracking_option_gone']]);
    expect(bridge.books.documents()).toEqual([]);
  });
});
