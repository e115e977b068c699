import { eachInANewWorld, type MakeLedgerWorld } from './ledger-world.js';

/** What every LedgerChart must do. */
export function describeLedgerChartContract(name: string, make: MakeLedgerWorld): void {
  describe(`LedgerChart: ${name}`, () => {
    const world = eachInANewWorld(make);
    const read = () => world().chart.read(world().studio);
    const account = async (code: string) => (await read()).accounts.find((candidate) => candidate.code === code);

    it('describes the organisation', async () => {
      const { organisation, currencies } = await read();
      expect(organisation).toMatchObject({
        id: world().studio.organisationId,
        name: 'Brightwell Studio Ltd',
        countryCode: 'GB',
        baseCurrency: 'GBP',
        keepsDocuments: true,
      });
      expect(currencies).toContain('GBP');
    });

    it('tells which accounts a line may use', async () => {
      expect(await account('200')).toEqual({
        code: '200',
        name: 'Sales',
        class: 'revenue',
        isActive: true,
        isPostable: true,
        isRounding: false,
      });
      expect(await account('205')).toMatchObject({ isActive: false });
      expect(await account('090')).toMatchObject({ class: 'asset', isPostable: false });
      expect(await account('610')).toMatchObject({ isPostable: false });
      expect(await account('860')).toMatchObject({ isPostable: true, isRounding: true });
    });

    it('tells what a tax rate is worth and which classes of account it fits', async () => {
      const { taxRates } = await read();
      const sales = taxRates.find((rate) => rate.taxType === 'OUTPUT2');
      expect(Number(sales?.ratePercent)).toBe(20);
      expect(sales).toMatchObject({ isActive: true });
      expect(sales?.appliesTo).toContain('revenue');
      expect(sales?.appliesTo).not.toContain('expense');
    });

    it('tells the tracking categories with their options, archived ones as such', async () => {
      const { trackingCategories = [] } = await read();
      const told = trackingCategories.map(({ name, isActive, options }) => [name, isActive, namesOf(options)]);
      expect(told).toEqual(
        expect.arrayContaining([
          ['Department', true, ['Design', 'Development', 'Print (archived)', 'Strategy']],
          ['Region', true, ['North', 'Overseas', 'South', 'West Coast (archived)']],
        ]),
      );
    });

    it('sees an account go', async () => {
      await world().hand.archiveAccount('260');
      expect(await account('260')).toMatchObject({ isActive: false });
    });

    it('knows through which day the books are closed', async () => {
      await world().hand.lockThrough('2026-09-30');
      expect((await read()).organisation.lockedThrough).toBe('2026-09-30');
    });
  });
}

function namesOf(options: readonly { readonly name: string; readonly isActive: boolean }[]): readonly string[] {
  return options.map(({ name, isActive }) => (isActive ? name : `${name} (archived)`)).sort();
}
