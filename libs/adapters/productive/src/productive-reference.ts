import { isFault, type SourceReference, type SourceReferenceData } from '@bridge/application';
import { relatedId, type Resource } from './client/json-api.js';
import type { ProductiveClient } from './client/productive-client.js';
import { toTaxRate } from './mappers/tax-rate.js';
import { present, readText } from './mappers/values.js';

const FOR_INVOICES = '1';
const TEXT_FIELD = 1;

export class ProductiveReference implements SourceReference {
  constructor(private readonly client: ProductiveClient) {}

  async read(tenantId: string): Promise<SourceReferenceData> {
    const session = await this.client.of(tenantId);
    const [subsidiaries, taxRates, serviceTypes, documentTypes, customFields] = await Promise.all([
      session.all('subsidiaries'),
      unlessPlanHasNone(session.all('tax_rates', { include: 'subsidiary' })),
      session.all('service_types'),
      session.all('document_types', { 'filter[exportable_type_id]': FOR_INVOICES, include: 'subsidiary' }),
      session.all('custom_fields', { 'filter[customizable_type]': 'invoices' }),
    ]);
    return {
      subsidiaries: named(subsidiaries),
      taxRates: taxRates.map(toTaxRate),
      serviceTypes: named(serviceTypes),
      documentTypes: inUse(documentTypes).map((resource) => ({
        ...namedOne(resource),
        ...present({ subsidiaryId: relatedId(resource, 'subsidiary') }),
      })),
      invoiceCustomFields: named(
        customFields.filter((field) => Number(field.attributes['data_type_id']) === TEXT_FIELD),
      ),
    };
  }
}

/** A plan without financials has no tax rates: its admin is to see the subsidiaries and that an upgrade is required. */
async function unlessPlanHasNone(reading: Promise<readonly Resource[]>): Promise<readonly Resource[]> {
  try {
    return await reading;
  } catch (error) {
    if (!isFault(error) || error.fault.kind !== 'refused') throw error;
    if (error.fault.problems.every(({ code }) => code === 'feature_unavailable')) return [];
    throw error;
  }
}

interface Named {
  readonly id: string;
  readonly name: string;
}

function named(resources: readonly Resource[]): readonly Named[] {
  return inUse(resources).map(namedOne);
}

function namedOne(resource: Resource): Named {
  return { id: resource.id, name: readText(resource, 'name') ?? '' };
}

/** Nothing new is mapped from what was archived. */
function inUse(resources: readonly Resource[]): readonly Resource[] {
  return resources.filter((resource) => readText(resource, 'archived_at') === undefined);
}
