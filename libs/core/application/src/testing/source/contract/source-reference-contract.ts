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

    it('keeps one organisation out of the reference data of another', async () => {
      const data = await world.reference.read(coolabah);
      expect(data.subsidiaries).toEqual([{ id: '21', name: 'Coolabah Digital Pty Ltd' }]);
      expect(new Set(data.taxRates.map((rate) => rate.subsidiaryId))).toEqual(new Set(['21']));
    });
  });
}
