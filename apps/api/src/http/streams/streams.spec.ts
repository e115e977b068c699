import { UnitOfWork } from '@bridge/application';
import { problem } from '@bridge/domain';
import { ada, admins, connected, documents } from '../testing/scenes.js';
import { signIn, type Client } from '../testing/client.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';

/** Reads server-sent events until `isLast`, then lets go. */
async function follow(
  bed: TestBed,
  path: string,
  client: Client,
  isLast: (event: Record<string, unknown>) => boolean,
  onFirst: () => Promise<unknown> = async () => undefined,
): Promise<readonly Record<string, unknown>[]> {
  const stop = new AbortController();
  const response = await fetch(`${bed.url}/api/v1${path}`, { headers: client.headers, signal: stop.signal });
  expect(response.headers.get('content-type')).toMatch('text/event-stream');
  const events: Record<string, unknown>[] = [];
  let rest = '';
  for await (const chunk of response.body ?? []) {
    rest += Buffer.from(chunk as Uint8Array).toString();
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.split('\n').find((line) => line.startsWith('data: '));
      if (data === undefined) continue;
      events.push(JSON.parse(data.slice(6)));
      if (events.length === 1) await onFirst();
    }
    if (events.some(isLast)) break;
  }
  stop.abort();
  return events;
}

describe('live streams', () => {
  let bed: TestBed;
  let client: Client;
  let connectionId: string;
  beforeEach(async () => {
    bed = await startTestBed();
    client = await ada(bed);
    connectionId = await connected(bed, client);
    await documents(bed, client);
  });
  afterEach(() => bed.close());

  it('follow the copies of one request until nothing is left', async () => {
    const { body } = await client.post('/exports', { kind: 'invoice', sourceIds: ['1'] });
    const path = `/exports/progress?requestId=${body.requestId}`;
    const events = await follow(
      bed,
      path,
      client,
      ({ left }) => left === 0,
      () => bed.sendExports.run('1001', connectionId),
    );
    expect(events[0]).toMatchObject({ total: 1, left: 1, counts: { queued: 1 } });
    expect(events.at(-1)).toMatchObject({ total: 1, left: 0, counts: { exported: 1 } });
    const { changed } = events.at(-1) as { changed: readonly { state: string }[] };
    expect(changed.map(({ state }) => state)).toEqual(['exported']);
  });

  it('of another organisation do not exist', async () => {
    const { body } = await client.post('/exports', { kind: 'invoice', sourceIds: ['1'] });
    const stranger = await signIn(bed, ...admins.coolabah);
    expect((await stranger.get(`/exports/progress?requestId=${body.requestId}`)).status).toBe(404);
  });

  it('say what to read again', async () => {
    const events = await follow(
      bed,
      '/events',
      client,
      ({ about }) => (about as readonly string[]).length > 0,
      () => client.post('/exports', { kind: 'invoice', sourceIds: ['1'] }),
    );
    expect(events[0]).toEqual({ about: [] });
    expect(events.at(-1)).toEqual({ about: ['exports', 'documents', 'connections'] });
  });

  it('say so when payments were looked for, though there were none', async () => {
    const events = await follow(
      bed,
      '/events',
      client,
      ({ about }) => (about as readonly string[]).length > 0,
      () => client.post('/payment-imports', { connectionId }),
    );
    expect(events.at(-1)).toEqual({ about: ['connections', 'payments'] });
  });

  it('say so when something was found that people must know of', async () => {
    const failed = problem('bridge_failed', 'send', 'The task “send” failed (TypeError).');
    const finding = { key: 'task:send', connectionId, problem: failed, foundAt: bed.clock.now() };
    const events = await follow(
      bed,
      '/events',
      client,
      ({ about }) => (about as readonly string[]).length > 0,
      () => bed.app.get(UnitOfWork).run('1001', (store) => store.findings.report(finding)),
    );
    expect(events.at(-1)).toEqual({ about: ['connections'] });
  });

  it('are closed to strangers, and few enough for everybody', async () => {
    expect((await bed.call('GET', '/api/v1/events')).status).toBe(401);
    const stop = new AbortController();
    const open = () => fetch(`${bed.url}/api/v1/events`, { headers: client.headers, signal: stop.signal });
    const statuses = await Promise.all(Array.from({ length: 41 }, async () => (await open()).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    stop.abort();
  });
});
