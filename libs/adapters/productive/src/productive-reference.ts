import { isFault, type SourceReference, type SourceReferenceData } from '@bridge/application';
import { relatedId, type Resource } from './client/json-api.js';
import type { ProductiveClient, ProductiveSession } from './client/productive-client.js';
import { toTaxRate } from './mappers/tax-rate.js';
import { present, readText } from './mappers/values.js';

const FOR_INVOICES = '1';
const TEXT_FIELD = 1;
const SELECT_FIELD = 3;
const ACTIVE = '1';
const HIDDEN: readonly string[] = ['refused', 'unauthorised', 'not_found'];

export class ProductiveReference implements SourceReference {
  constructor(private readonly client: ProductiveClient) {}

  async read(tenantId: string): Promise<SourceReferenceData> {
    const session = await this.client.of(tenantId);
    const [subsidiaries, taxRates, serviceTypes, documentTypes, customFields, expenseFields, integrations] =
      await Promise.all([
        session.all('subsidiaries'),
        unlessPlanHasNone(session.all('tax_rates', { include: 'subsidiary' })),
        session.all('service_types'),
        session.all('document_types', { 'filter[exportable_type_id]': FOR_INVOICES, include: 'subsidiary' }),
        session.all('custom_fields', { 'filter[customizable_type]': 'invoices' }),
        session.all('custom_fields', { 'filter[customizable_type]': 'project_expenses' }),
        unlessHidden(session.all('integrations', { include: 'subsidiary' })),
      ]);
    return {
      subsidiaries: named(subsidiaries),
      taxRates: taxRates.map(toTaxRate),
      serviceTypes: named(serviceTypes),
      documentTypes: inUse(documentTypes).map((resource) => ({
        ...namedOne(resource),
        ...present({ subsidiaryId: relatedId(resource, 'subsidiary') }),
      })),
      invoiceCustomFields: named(ofType(TEXT_FIELD, customFields)),
      selectFields: [
        ...named(ofType(SELECT_FIELD, customFields)).map((field) => ({ ...field, of: 'invoice' as const })),
        ...named(ofType(SELECT_FIELD, expenseFields)).map((field) => ({ ...field, of: 'expense' as const })),
      ],
      paymentImports: integrations
        .filter(importsPayments)
        .map((one) => present({ subsidiaryId: relatedId(one, 'subsidiary') })),
    };
  }

  async trackingValues(tenantId: string, from: Parameters<SourceReference['trackingValues']>[1]) {
    const session = await this.client.of(tenantId);
    const found = typeof from === 'string' ? await readValues(session, from) : await readOptions(session, from);
    return [...named(found)].sort((a, b) => a.name.localeCompare(b.name));
  }
}

type ValueSource = Extract<Parameters<SourceReference['trackingValues']>[1], string>;

function readValues(session: ProductiveSession, from: ValueSource): Promise<readonly Resource[]> {
  switch (from) {
    case 'project':
      return session.all('projects', { 'filter[status]': ACTIVE });
    case 'client':
      return session.all('companies', { 'filter[status]': ACTIVE });
    case 'subsidiary':
      return session.all('subsidiaries');
    case 'service_type':
      return session.all('service_types');
    default:
      return from satisfies never;
  }
}

function readOptions(session: ProductiveSession, { customFieldId }: { readonly customFieldId: string }) {
  return session.all('custom_field_options', { 'filter[custom_field_id]': customFieldId });
}

function ofType(type: number, fields: readonly Resource[]): readonly Resource[] {
  return fields.filter((field) => Number(field.attributes['data_type_id']) === type);
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

/** Whoever may not see the integrations can map all the same. */
async function unlessHidden(reading: Promise<readonly Resource[]>): Promise<readonly Resource[]> {
  try {
    return await reading;
  } catch (error) {
    if (!isFault(error) || !HIDDEN.includes(error.fault.kind)) throw error;
    return [];
  }
}

/** The number of Xero among the integrations is not documented: one that has organisations of Xero is one of Xero. */
function importsPayments({ attributes }: Resource): boolean {
  const { xero_organization_id: chosen, xero_organizations: offered } = attributes;
  const isXero = (chosen ?? null) !== null || (Array.isArray(offered) && offered.length > 0);
  return isXero && attributes['payments_import'] === true && (attributes['deactivated_at'] ?? null) === null;
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
