import type { Export, Store } from '@bridge/application';
import { aDocumentRow, aLink, anExport, aSettledTenant } from '@bridge/application/testing';
import { openTestWorld, type TestWorld } from './testing/test-world.js';

let world: TestWorld;

beforeAll(async () => {
  world = await openTestWorld();
}, 60_000);

afterAll(() => world.close());

describe('The status of a document', () => {
  it('is written when its copy is asked for and when it is there, and by no step in between or after', async () => {
    const { tenantId, connectionId } = await aSettledTenant(world);
    const document = aDocumentRow();
    const copy = anExport(tenantId, connectionId, { sourceId: document.sourceId });
    const link = aLink(tenantId, connectionId, { sourceId: document.sourceId });
    const seen: [string, boolean][] = [];
    let version = '';
    const step = async (work: (store: Store) => Promise<unknown>) => {
      await world.unitOfWork.run(tenantId, work);
      const [row] = await world.execute<{ status: string; version: string }>(
        `select copy_status as status, ctid::text as version from documents where source_id = '${document.sourceId}'`,
      );
      seen.push([row?.status ?? 'none', row?.version !== version]);
      version = row?.version ?? '';
    };
    const move = (state: Export['state']) => (store: Store) =>
      store.exports.update(copy.id, (current) => ({ ...current, state }));

    await step((store) => store.documents.put([document]));
    await step((store) => store.exports.add([copy]));
    await step(move('sending'));
    await step(move('uncertain'));
    await step((store) => store.links.save({ ...link, announcement: { attempts: 0, nextAttemptAt: 0 } }));
    await step(move('exported'));
    await step((store) => store.links.save({ ...link, status: 'paid' }));
    expect(seen).toEqual([
      ['not_copied', true],
      ['queued', true],
      ['queued', false],
      ['queued', false],
      ['queued', false],
      ['copied', true],
      ['copied', false],
    ]);
  });
});
