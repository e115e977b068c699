import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useSimulator } from './testing/client.js';
import type { JsonObject } from './world/json.js';
import { isObject } from './world/json.js';

interface Recorded {
  readonly request: { readonly method: string; readonly uri: string; readonly body: { readonly string: string } };
  readonly response: {
    readonly status: { readonly code: number };
    readonly headers: Readonly<Record<string, readonly string[]>>;
    readonly body: { readonly string: string };
  };
}

const folder = process.env['BRIDGE_REFERENCE'];
if (folder === undefined) throw new Error('BRIDGE_REFERENCE must name the folder that holds productive/recordings');
const recordings = join(folder, 'productive', 'recordings');

const load = (name: string): Recorded[] =>
  (JSON.parse(readFileSync(join(recordings, `${name}.json`), 'utf8')) as { http_interactions: Recorded[] })
    .http_interactions;

/** Of headers, those that say something about the document rather than about Productive's front door. */
const meaningful = [
  'content-type',
  'cache-control',
  'vary',
  'x-frame-options',
  'x-content-type-options',
  'referrer-policy',
];

describe('what Productive was recorded to answer', () => {
  const api = useSimulator();
  const first = (type: string): string => api().productive.office(1001).list(type)[0]?.id ?? '';

  it.each(['deals_get_one', 'deals_query_services', 'projects_page_2'])(
    'is answered alike in shape: %s',
    async (name) => {
      for (const { request, response } of load(name)) {
        const path = request.uri
          .replace(/^.*\/api\/v2/, '')
          .replace('/749', `/${first('deals')}`)
          .replace('deal_id]=749', `deal_id]=${first('deals')}`);
        const ours = await api().send(request.method.toUpperCase(), path);
        expect(ours.status).toBe(response.status.code);
        const recorded = JSON.parse(response.body.string) as JsonObject;
        expect(missingFrom(shapeOf(ours.body as unknown as JsonObject), shapeOf(recorded))).toEqual([]);
        for (const header of meaningful) expect(ours.headers.get(header)).toBe(response.headers[header]?.[0] ?? null);
        expect(ours.headers.get('etag')).toMatch(/^W\/"[0-9a-f]{32}"$/);
      }
    },
  );

  it.each(['errors_404', 'errors_delete_404'])('is refused with the same words: %s', async (name) => {
    for (const { request, response } of load(name)) {
      const path = request.uri.replace(/^.*\/api\/v2\/\w+/, request.method === 'delete' ? '/companies' : '/projects');
      const ours = await api().send(
        request.method.toUpperCase(),
        request.method === 'delete' ? path.replace('companies', 'expenses') : path,
      );
      expect(ours.status).toBe(response.status.code);
      expect(ours.text).toBe(response.body.string);
      for (const header of meaningful) expect(ours.headers.get(header)).toBe(response.headers[header]?.[0] ?? null);
    }
  });

  it('names what is blank as the recorded 422 does, but for the names', async () => {
    for (const { response } of load('errors_422')) {
      const ours = await api().send('POST', '/companies', { data: { attributes: {}, type: 'companies' } });
      expect(ours.status).toBe(response.status.code);
      const [recorded] = (JSON.parse(response.body.string) as { errors: JsonObject[] }).errors;
      expect(ours.body.errors[0]).toEqual({ ...recorded, source: { pointer: 'data/attributes/name' } });
      expect(ours.headers.get('cache-control')).toBe(response.headers['cache-control']?.[0]);
    }
  });
});

/** Paths to leaves with their types; elements of arrays share one path. Settings and custom fields are the customer's own. */
function shapeOf(value: unknown, path = ''): Map<string, Set<string>> {
  const shape = new Map<string, Set<string>>();
  const visit = (item: unknown, at: string): void => {
    if (/settings|custom_fields|preferences|tag_colors|editor_config/.test(at)) return;
    if (Array.isArray(item)) return item.forEach((element) => visit(element, `${at}[]`));
    if (isObject(item)) return Object.entries(item).forEach(([key, below]) => visit(below, `${at}.${key}`));
    shape.set(at, (shape.get(at) ?? new Set()).add(item === null ? 'null' : typeof item));
  };
  visit(value, path);
  return shape;
}

/** Leaves of the recording that we lack, or that have another type here (null agrees with everything). */
function missingFrom(ours: Map<string, Set<string>>, recorded: Map<string, Set<string>>): string[] {
  return [...recorded]
    .filter(([path, types]) => {
      const own = ours.get(path);
      if (own === undefined) return true;
      return !own.has('null') && !types.has('null') && ![...types].some((type) => own.has(type));
    })
    .map(([path, types]) => `${path}: ${[...types].join('|')}`);
}
