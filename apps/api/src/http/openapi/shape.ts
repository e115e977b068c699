import type { ReferenceObject, SchemaObject } from '@nestjs/swagger';

export type Schema = SchemaObject | ReferenceObject;

interface Optional {
  readonly optional: Schema;
}

/** Exactly the fields of T: a field that is optional in T is optional here, so that the two cannot drift apart. */
type Fields<T> = { readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? Optional : Schema };

/** A closed object: what it does not name is not there. */
export function shape<T extends object>(fields: Fields<T>, more: Partial<SchemaObject> = {}): SchemaObject {
  const entries = Object.entries<Schema | Optional>(fields);
  const required = entries.filter(([, field]) => !isOptional(field)).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, field]) => [name, isOptional(field) ? field.optional : field])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
    ...more,
  };
}

export function optional(schema: Schema): Optional {
  return { optional: schema };
}

export function ref(name: string): ReferenceObject {
  return { $ref: `#/components/schemas/${name}` };
}

export function list(items: Schema, more: Partial<SchemaObject> = {}): SchemaObject {
  return { type: 'array', items, ...more };
}

/** An object with any keys, for example ids, and one kind of value. */
export function map(values: Schema): SchemaObject {
  return { type: 'object', additionalProperties: values };
}

export function oneOf(names: readonly string[]): SchemaObject {
  return { type: 'string', enum: [...names] };
}

export const text: SchemaObject = { type: 'string' };
export const whole: SchemaObject = { type: 'integer' };
export const yesNo: SchemaObject = { type: 'boolean' };
export const day: SchemaObject = { type: 'string', format: 'date', example: '2026-11-24' };
export const instant: SchemaObject = { type: 'string', format: 'date-time', example: '2026-11-24T09:00:00.000Z' };

/** Where a period begins or ends. */
export const dayOrInstant: SchemaObject = {
  oneOf: [day, instant],
  description: 'A day is meant from its first to its last moment, in UTC.',
};

/** The query parameters of every list. */
export const pageParameters = {
  offset: { type: 'integer', minimum: 0, default: 0 },
  limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
} as const satisfies Readonly<Record<string, SchemaObject>>;

function isOptional(field: Schema | Optional): field is Optional {
  return 'optional' in field;
}
