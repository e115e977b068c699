import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { envelopeMembers, knownAdditions, notReallyRequired } from './known-additions.js';

/** One exchange with the accounting API; `path` starts after `/api.xro/2.0`, bodies are parsed JSON, text or bytes. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly requestBody?: unknown;
  readonly status: number;
  readonly responseBody: unknown;
}

export interface Conformance {
  /** What in the exchange the specification does not allow; empty when it conforms. */
  check(exchange: Exchange): string[];
}

type Node = { readonly [name: string]: unknown };

interface Operation {
  readonly template: string;
  readonly segments: readonly string[];
  readonly method: string;
  readonly request: Node | undefined;
  readonly answers: Readonly<Record<string, Node>>;
}

const GENERAL_REFUSALS = [400, 401, 403, 404, 412, 429, 500, 501, 503];

/** Reads `xero-openapi/xero_accounting.yaml` under the reference folder. Throws when it is not there. */
export function createConformance(referencePath: string): Conformance {
  const text = readFileSync(join(referencePath, 'xero-openapi', 'xero_accounting.yaml'), 'utf8');
  const specification = parse(text) as Node;
  const operations = operationsOf(specification);
  const requests = new Schemas(specification, 'request');
  const answers = new Schemas(specification, 'response');
  return {
    check: (exchange) => {
      const path = exchange.path.split('?')[0] ?? '';
      const operation = findOperation(operations, exchange.method, path);
      if (!operation)
        return GENERAL_REFUSALS.includes(exchange.status)
          ? []
          : [`${exchange.method} ${path} is not in the specification`];
      return [...checkRequest(operation, exchange, requests), ...checkAnswer(operation, exchange, answers)];
    },
  };
}

function operationsOf(specification: Node): Operation[] {
  return Object.entries(nodeOf(specification, 'paths')).flatMap(([template, item]) =>
    ['get', 'put', 'post', 'delete'].flatMap((method) => {
      const operation = (item as Node)[method] as Node | undefined;
      if (!operation) return [];
      const content = nodeOf(nodeOf(operation, 'requestBody'), 'content');
      return [
        {
          template,
          segments: template.split('/').filter(Boolean),
          method: method.toUpperCase(),
          request: schemaIn(content),
          answers: answersOf(specification, nodeOf(operation, 'responses')),
        },
      ];
    }),
  );
}

function answersOf(specification: Node, responses: Node): Record<string, Node> {
  return Object.fromEntries(
    Object.entries(responses).flatMap(([status, response]) => {
      const name =
        String((response as Node)['$ref'] ?? '')
          .split('/')
          .at(-1) ?? '';
      const resolved = name
        ? nodeOf(nodeOf(nodeOf(specification, 'components'), 'responses'), name)
        : (response as Node);
      const schema = schemaIn(nodeOf(resolved, 'content'));
      return schema ? [[status, schema]] : [];
    }),
  );
}

function schemaIn(content: Node): Node | undefined {
  const schema = nodeOf(content, 'application/json')['schema'];
  return typeof schema === 'object' && schema !== null ? (schema as Node) : undefined;
}

function nodeOf(node: Node, name: string): Node {
  const value = node[name];
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

/** The operation whose path fits, literal segments before parameters. */
function findOperation(operations: readonly Operation[], method: string, path: string): Operation | undefined {
  const segments = path.split('/').filter(Boolean);
  const fits = operations.filter(
    (operation) =>
      operation.method === method &&
      operation.segments.length === segments.length &&
      operation.segments.every((segment, index) => segment.startsWith('{') || segment === segments[index]),
  );
  const literal = (operation: Operation) => operation.segments.filter((segment) => !segment.startsWith('{')).length;
  return fits.sort((a, b) => literal(b) - literal(a))[0];
}

function checkRequest(operation: Operation, { requestBody, method }: Exchange, schemas: Schemas): string[] {
  if (method === 'GET' || !operation.request || !isObject(requestBody)) return [];
  const whole = schemas.problems(operation.request, requestBody);
  if (whole.length === 0) return [];
  // A single bare object may stand for its collection.
  const item = schemas.itemOf(operation.request);
  const collection = item && schemas.collectionOf(operation.request);
  const bare = item && collection && !(collection in requestBody);
  return (bare ? schemas.problems(item, requestBody) : whole).map((problem) => `request: ${problem}`);
}

function checkAnswer(operation: Operation, { status, responseBody, method }: Exchange, schemas: Schemas): string[] {
  const where = `${method} ${operation.template} ${String(status)}`;
  if (status === 404 || status === 503 || status === 500) {
    return typeof responseBody === 'string' ? [] : [`response: ${where} should be text`];
  }
  if (status >= 400) {
    if (!GENERAL_REFUSALS.includes(status)) return [`response: ${where} is no status of this API`];
    if (status !== 400) return [];
    return schemas
      .problems({ $ref: '#/components/schemas/Error' }, responseBody)
      .map((problem) => `response: ${problem}`);
  }
  const schema = operation.answers[String(status)];
  if (schema) return schemas.problems(schema, responseBody).map((problem) => `response: ${problem}`);
  const expected = status === 204 || typeof responseBody === 'string' || !isObject(responseBody);
  return expected ? [] : [`response: ${where} has no schema`];
}

function isObject(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

/** The specification's schemas as JSON Schema: closed objects; in requests their required members, in answers the known additions. */
class Schemas {
  private readonly ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly definitions: Node;

  constructor(
    specification: Node,
    private readonly side: 'request' | 'response',
  ) {
    addFormats.default(this.ajv);
    this.ajv.addFormat('double', true);
    this.ajv.addFormat('int32', true);
    this.definitions = nodeOf(nodeOf(specification, 'components'), 'schemas');
    const $defs = Object.fromEntries(
      Object.entries(this.definitions).map(([name, schema]) => [name, this.convert(schema, name)]),
    );
    this.ajv.addSchema({ $id: 'xero', $defs });
  }

  problems(schema: Node, value: unknown): string[] {
    const key = JSON.stringify(schema);
    const validate = this.compiled.get(key) ?? this.ajv.compile(this.convert(schema, '') as object);
    this.compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => {
      const extra = error.keyword === 'additionalProperties' ? ` '${String(error.params['additionalProperty'])}'` : '';
      return `${error.instancePath || '/'} ${error.message ?? error.keyword}${extra}`;
    });
  }

  /** The key of a schema that wraps a collection. */
  collectionOf(schema: Node): string | undefined {
    const arrays = Object.entries(nodeOf(this.resolve(schema), 'properties')).filter(
      ([name, member]) => name !== 'Warnings' && (member as Node)['type'] === 'array',
    );
    const wraps = typeof this.resolve(schema)['x-objectArrayKey'] === 'string';
    return wraps ? arrays[0]?.[0] : undefined;
  }

  itemOf(schema: Node): Node | undefined {
    const collection = this.collectionOf(schema);
    return collection === undefined
      ? undefined
      : nodeOf(nodeOf(nodeOf(this.resolve(schema), 'properties'), collection), 'items');
  }

  private resolve(schema: Node): Node {
    const ref = schema['$ref'];
    return typeof ref === 'string' ? nodeOf(this.definitions, ref.split('/').at(-1) ?? '') : schema;
  }

  private convert(schema: unknown, name: string): unknown {
    if (Array.isArray(schema)) return schema.map((each) => this.convert(each, ''));
    if (typeof schema !== 'object' || schema === null) return schema;
    const node = schema as Node;
    if (typeof node['$ref'] === 'string') return { $ref: `xero#/$defs/${node['$ref'].split('/').at(-1) ?? ''}` };
    const { required, properties, items, ...rest } = node;
    const converted: Record<string, unknown> = Object.fromEntries(
      Object.entries(rest).filter(([key]) => kept.includes(key)),
    );
    if (items !== undefined) converted['items'] = this.convert(items, '');
    if (typeof properties !== 'object' || properties === null) return converted;
    const members = Object.fromEntries(
      Object.entries(properties).map(([key, member]) => [key, this.convert(member, '')]),
    );
    const wanted = Array.isArray(required)
      ? required.filter((each) => !notReallyRequired[name]?.includes(String(each)))
      : [];
    return {
      ...converted,
      properties: this.side === 'response' ? { ...anything(this.additionsTo(node, name)), ...members } : members,
      ...(this.side === 'request' && wanted.length > 0 ? { required: wanted } : {}),
      // The elements of a refusal echo whatever was sent.
      additionalProperties: this.side === 'response' && name === 'Element',
    };
  }

  private additionsTo(node: Node, name: string): readonly string[] {
    const envelope = typeof node['x-objectArrayKey'] === 'string' ? envelopeMembers : [];
    return [...(knownAdditions[name] ?? []), ...envelope];
  }
}

const kept = ['type', 'enum', 'format', 'maxLength', 'minimum', 'maximum'];

function anything(names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, {}]));
}
