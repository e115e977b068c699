import { simulatedProductive, type SimulatedProductive } from './testing/simulated-productive.js';

describe('What an organisation offers to map from', () => {
  let simulated: SimulatedProductive;
  beforeEach(async () => (simulated = await simulatedProductive()));
  afterEach(() => simulated.simulator.close());

  it('is its subsidiaries without tax rates when the plan has no financials', async () => {
    const { subsidiaries, taxRates } = await simulated.productive.reference.read('1004');
    expect(subsidiaries.map(({ name }) => name)).toEqual(['Tiny Essentials']);
    expect(taxRates).toEqual([]);
  });

  it('says for which subsidiaries Productive imports payments by itself: those of active integrations with Xero', async () => {
    const office = simulated.simulator.office('1001');
    const imports = async () => (await simulated.productive.reference.read('1001')).paymentImports;
    expect(await imports()).toEqual([]);
    office.connectOwnConnector({ isDeactivated: true });
    office.connectOwnConnector({ paymentsImport: false });
    expect(await imports()).toEqual([]);
    office.connectOwnConnector({ subsidiaryId: '12' });
    office.connectOwnConnector();
    expect(await imports()).toEqual([{ subsidiaryId: '12' }, {}]);
  });

  it('has the tax rates of every subsidiary on a plan with financials', async () => {
    const { taxRates } = await simulated.productive.reference.read('1001');
    expect(new Set(taxRates.map(({ subsidiaryId }) => subsidiaryId))).toEqual(new Set(['11', '12']));
  });
});
