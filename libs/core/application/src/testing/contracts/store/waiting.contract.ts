import { aDocumentRow, aLink, anExport, MINUTE, NOW } from './examples.js';
import { aSettledTenant, type MakeStoreWorld } from './world.js';

export function describeWaitingDocumentsContract(name: string, make: MakeStoreWorld): void {
  describe(`Documents that wait to be copied by themselves: ${name}`, () => {
    let world: Awaited<ReturnType<MakeStoreWorld>>;
    let tenantId: string;
    let connectionId: string;
    beforeEach(async () => {
      world = await make();
      ({ tenantId, connectionId } = await aSettledTenant(world));
    });

    it('finds what came so far since a moment, and was never copied, the last first', async () => {
      const at = (minutes: number, rest: object = {}) =>
        aDocumentRow({ eligibleSince: NOW + minutes * MINUTE, changedAt: NOW + minutes * MINUTE, ...rest });
      const { eligibleSince: _unseen, ...sentOnly } = at(2, { sentSince: NOW + 5 * MINUTE });
      const rows = [
        at(1),
        at(3, { sentSince: NOW + 4 * MINUTE }),
        at(-1),
        at(2),
        at(2),
        at(5),
        aDocumentRow(),
        at(6),
        sentOnly,
      ];
      const [first, sent, early, copied, refused, elsewhere, , unlinked] = rows.map(({ sourceId }) => sourceId);
      const place = { subsidiaryId: aDocumentRow().subsidiaryId, kind: 'invoice', since: NOW } as const;
      const strange = at(7, { subsidiaryId: 'another' });
      await world.unitOfWork.run(tenantId, async (store) => {
        await store.documents.put([
          ...rows.map((row, index) => (index === 5 ? { ...row, exportedAs: 'x' } : row)),
          strange,
        ]);
        await store.links.save(aLink(tenantId, connectionId, { sourceId: copied ?? '' }));
        await store.links.save(aLink(tenantId, connectionId, { sourceId: unlinked ?? '', archivedAt: NOW }));
        await store.exports.add([anExport(tenantId, connectionId, { sourceId: refused ?? '', state: 'refused' })]);
      });
      await world.unitOfWork.run(tenantId, async (store) => {
        const waiting = async (by: 'eligibleSince' | 'sentSince', limit = 10) =>
          (await store.documents.waiting({ ...place, by }, limit)).map(({ sourceId }) => sourceId);
        expect(await waiting('eligibleSince')).toEqual([unlinked, sent, first]);
        expect(await waiting('eligibleSince', 1)).toEqual([unlinked]);
        expect(await waiting('sentSince')).toEqual([sentOnly.sourceId, sent]);
        expect(
          await store.links.everOf('invoice', [unlinked ?? '', copied ?? '', early ?? '', elsewhere ?? '']),
        ).toEqual(new Set([unlinked, copied]));
        expect(await store.links.everOf('expense', [copied ?? ''])).toEqual(new Set());
      });
    });
  });
}
