import { expenses } from './expenses.js';
import { invoices } from './invoices.js';
import { lineItems } from './line-items.js';
import { payments } from './payments.js';
import { reference } from './reference.js';
import type { Resource } from './resource.js';

const resources: ReadonlyMap<string, Resource> = new Map(
  [invoices, lineItems, payments, expenses, ...reference].map((resource) => [resource.type, resource]),
);

export function resourceOf(type: string): Resource | undefined {
  return resources.get(type);
}

/** For types that are known to exist. */
export function requireResource(type: string): Resource {
  const resource = resources.get(type);
  if (resource === undefined) throw new Error(`no resource ${type}`);
  return resource;
}
