import { settings } from '@bridge/domain/testing';
import { CONNECTION, createMemoryBridge, TENANT, type MemoryBridge } from '../testing/bridge/memory-bridge.js';
import { lastReview, ReviewSettings } from './review-settings.js';

describe('Reviewing settings', () => {
  let bridge: MemoryBridge;
  const review = (connectionId = CONNECTION) =>
    new ReviewSettings(bridge.world.unitOfWork, bridge.clock).run(TENANT, connectionId, 'Ada');
  beforeEach(async () => {
    bridge = await createMemoryBridge({ settings: settings({}) });
  });

  it('is kept with who looked at them and when, and an audit entry', async () => {
    expect(await review()).toBe(true);
    const kept = await bridge.run((store) => store.reviews.find(CONNECTION));
    expect(kept).toEqual({ reviewedAt: bridge.clock.now(), reviewedBy: 'Ada' });
    const story = await bridge.run((store) => store.audit.about({ kind: 'settings', id: CONNECTION }));
    expect(story.at(-1)).toMatchObject({ action: 'settings.reviewed', by: 'Ada' });
  });

  it('needs settings that were saved', async () => {
    expect(await review('nothing')).toBe(false);
    const { settings: wanted } = await bridge.run((store) => store.settings.find(CONNECTION));
    await bridge.run((store) => store.settings.save(CONNECTION, { settings: wanted, version: 0 }));
    expect(await review()).toBe(false);
  });

  it('is done by saving as well: the later of both counts', () => {
    const saved = { settings: settings({}), version: 2, savedAt: 10, savedBy: 'Ada' };
    expect(lastReview(saved, undefined)).toEqual({ reviewedAt: 10, reviewedBy: 'Ada' });
    expect(lastReview(saved, { reviewedAt: 9, reviewedBy: 'Ben' })).toEqual({ reviewedAt: 10, reviewedBy: 'Ada' });
    expect(lastReview(saved, { reviewedAt: 11, reviewedBy: 'Ben' })).toEqual({ reviewedAt: 11, reviewedBy: 'Ben' });
    expect(lastReview({ settings: settings({}), version: 0 }, undefined)).toBeUndefined();
  });
});
