import { exportStateNames } from '@bridge/contracts';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { OpenAPIObject } from '@nestjs/swagger';
import { queriesOf } from '../testing/queries-of.js';
import { startTestBed, type TestBed } from '../testing/test-bed.js';
import { describeApi } from './describe-api.js';
import { schemas } from './schemas.js';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly 'x-needs'?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { readonly content?: unknown }>>;
}

const METHODS = ['get', 'post', 'put', 'delete', 'patch'] as const;

describe('the OpenAPI document', () => {
  let bed: TestBed;
  let document: OpenAPIObject;
  let operations: readonly (readonly [route: string, operation: Operation])[];
  beforeAll(async () => {
    bed = await startTestBed();
    document = describeApi(bed.app);
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = (item as Record<string, Operation | undefined>)[method];
        return operation ? [[`${method.toUpperCase()} ${path}`, operation] as const] : [];
      }),
    );
  });
  afterAll(() => bed.close());

  it('describes every route with words, who may use it, an answer and the problem document', () => {
    expect(operations.length).toBeGreaterThan(30);
    const poor = operations.filter(
      ([, operation]) =>
        !operation.summary ||
        !operation['x-needs'] ||
        operation.responses['default'] === undefined ||
        !Object.keys(operation.responses).some((status) => status.startsWith('2')),
    );
    expect(poor.map(([route]) => route)).toEqual([]);
  });

  it('names every parameter of a path and gives each operation an id of its own', () => {
    for (const [route, operation] of operations) {
      const inPath = [...route.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const named = (operation.parameters ?? []).filter((each) => each.in === 'path').map((each) => each.name);
      expect([route, named.sort()]).toEqual([route, inPath.sort()]);
    }
    const ids = operations.map(([, operation]) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names everything that a query may hold, what of it must be there, and nothing that would be refused', () => {
    const queries = queriesOf(bed.app);
    expect(queries.get('Settings_trackingValues')).toEqual(['from!', 'fieldId']);
    for (const [route, { operationId, parameters = [] }] of operations) {
      const inQuery = parameters.filter((each) => each.in === 'query');
      const named = inQuery.map(({ name, required }) => (required ? `${name}!` : name));
      expect([route, named.sort()]).toEqual([route, [...(queries.get(operationId) ?? [])].sort()]);
    }
  });

  it('says of a query’s lists what they may name, with commas between, and of a period that days and instants do', () => {
    const exports = document.paths['/api/v1/exports']?.get?.parameters ?? [];
    const parameter = (name: string) => exports.find((each) => 'name' in each && each.name === name);
    const states = { type: 'array', items: { type: 'string', enum: [...exportStateNames] } };
    expect(parameter('state')).toMatchObject({ style: 'form', explode: false, schema: states });
    expect(parameter('from')).toMatchObject({ schema: { oneOf: [{ format: 'date' }, { format: 'date-time' }] } });
  });

  it('refers only to schemas that exist, and uses all of them', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(refs.filter((name) => schemas[name] === undefined)).toEqual([]);
    const pages = Object.keys(schemas).filter((name) => !refs.includes(name));
    expect(pages).toEqual([]);
  });

  it('has schemas that a validator takes', () => {
    const ajv = new Ajv({ strict: false });
    formats.default(ajv);
    ajv.addSchema({ $id: 'api', components: { schemas } });
    for (const name of Object.keys(schemas)) expect(ajv.getSchema(`api#/components/schemas/${name}`)).toBeDefined();
  });
});
