import { brightwell, coolabah, type MakeSourceWorld, type SourceWorld } from './source-world.js';

export function describeSourceReferenceContract(name: string, makeWorld: MakeSourceWorld): void {
  describe(`What the source offers to map from: ${name}`, () => {
    let world: SourceWorld;
    beforeEach(async () => {
      world = await makeWorld();
    });

    it('names subsidiaries, tax rates with their subsidiary, and service types', async () => {
      const data = await world.reference.read(brightwell);
      expect(data.subsidiaries).toEqual(
        expect.arrayContaining([
          { id: '11', name: 'Brightwell Studio Ltd' },
          { id: '12', name: 'Brightwell Labs Ltd' },
        ]),
      );
      expect(
        data.taxRates.filter((rate) => rate.isActive && rate.subsidiaryId === '11').map((rate) => rate.percent),
      ).toContain('20');
      expect(data.serviceTypes.map((type) => type.name)).toEqual(expect.arrayContaining(['Design', 'Development']));
      expect(new Set(data.documentTypes.map((type) => type.subsidiaryId))).toEqual(new Set(['11', '12']));
    });

    it('names what tracking options can be chosen by', async () => {
      const values = async (from: Parameters<typeof world.reference.trackingValues>[1]) =>
        (await world.reference.trackingValues(brightwell, from)).map(({ name }) => name);
      expect(await values('subsidiary')).toEqual(['Brightwell Labs Ltd', 'Brightwell Studio Ltd']);
      expect(await values('service_type')).toEqual(expect.arrayContaining(['Design', 'Development']));
      for (const from of ['project', 'client'] as const) expect((await values(from)).length).toBeGreaterThan(0);
      const { selectFields } = await world.reference.read(brightwell);
      const department = selectFields.find(({ name }) => name === 'Department');
      expect(department?.of).toBe('invoice');
      expect(await values({ customFieldId: department?.id ?? '' })).toEqual(expect.arrayContaining(['Brand']));
      expect(await values({ customFieldId: '999999' })).toEqual([]);
    });

    it('keeps one organisation out of the reference data of another', async () => {
      const data = await world.reference.read(coolabah);
      expect(data.subsidiaries).toEqual([{ id: '21', name: 'Coolabah Digital Pty Ltd' }]);
      expect(new Set(data.taxRates.map((rate) => rate.subsidiaryId))).toEqual(new Set(['21']));
    });
  });
}
