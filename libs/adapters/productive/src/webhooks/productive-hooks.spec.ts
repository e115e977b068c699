import { anError, aList, scriptedProductive, type ScriptedProductive } from '../testing/scripted-productive.js';

const ours = 'https://bridge.example/webhooks/productive/1';
const webhook = (id: string, event: number, url = ours, deactivatedAt: string | null = null) => ({
  id,
  type: 'webhooks',
  attributes: { event_id: event, target_url: url, signature_token: `secret-${id}`, deactivated_at: deactivatedAt },
});

describe('Being called by Productive', () => {
  let script: ScriptedProductive;
  afterEach(() => script.close());

  it('asks for one webhook per event, and takes over those that call us already', async () => {
    let lastId = 100;
    script = await scriptedProductive(({ method, body }) => {
      if (method === 'GET')
        return aList([
          webhook('1', 2),
          webhook('2', 14, 'https://other.example'),
          webhook('3', 15, ours, '2026-11-01'),
        ]);
      const { data } = body as { data: { attributes: { event_id: number } } };
      return { status: 201, body: { data: webhook(String((lastId += 1)), data.attributes.event_id) } };
    });
    const subscriptions = await script.productive.hooks.subscribe('1001', ours);
    expect(subscriptions.map(({ event }) => event)).toEqual([2, 14, 15, 21, 22, 23, 32, 33, 34]);
    expect(subscriptions.slice(0, 2)).toEqual([
      { id: '1', event: 2, targetUrl: ours, secret: 'secret-1' },
      { id: '101', event: 14, targetUrl: ours, secret: 'secret-101' },
    ]);
    expect(script.heard.filter(({ method }) => method === 'POST')).toHaveLength(8);
  });

  it('says that the plan is too small when it is forbidden', async () => {
    script = await scriptedProductive(() => anError(403, 'forbidden', 'Access denied'));
    await expect(script.productive.hooks.subscribe('1002', ours)).rejects.toMatchObject({
      fault: { kind: 'refused', problems: [{ code: 'feature_unavailable' }] },
    });
  });

  it('does not mind that a webhook is gone already', async () => {
    script = await scriptedProductive(({ path }) =>
      path === 'webhooks/1' ? anError(404, 'record_not_found', 'gone') : { status: 204 },
    );
    await script.productive.hooks.unsubscribe('1001', ['1', '2']);
    expect(script.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'DELETE webhooks/1',
      'DELETE webhooks/2',
    ]);
  });
});
