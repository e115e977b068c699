import { decimal, type SourceTaxRate } from '@bridge/domain';
import { relatedId, type Resource } from '../client/json-api.js';
import { readDecimal, readText, required } from './values.js';

/** Needs `subsidiary`. Two components (GST and PST) add up: neither is charged on the other. No component: exempt, 0. */
export function toTaxRate(resource: Resource): SourceTaxRate {
  const primary = decimal(readDecimal(resource, 'primary_component_value') ?? '0');
  const secondary = decimal(readDecimal(resource, 'secondary_component_value') ?? '0');
  return {
    id: resource.id,
    name: required(readText(resource, 'name'), resource, 'name'),
    percent: primary.plus(secondary).toFixed(),
    isActive: readText(resource, 'archived_at') === undefined,
    subsidiaryId: relatedId(resource, 'subsidiary') ?? '',
  };
}
