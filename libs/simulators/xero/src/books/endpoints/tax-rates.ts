import { readDecimal, toNumber } from '../arithmetic/decimal.js';
import { writeBatch } from '../batch.js';
import type { Saved } from '../batch.js';
import { notFound, notImplemented, ok, stamp } from '../call.js';
import type { Answer, Work } from '../call.js';
import { foldName } from '../ledger.js';
import type { AccountClass, TaxRate } from '../ledger.js';
import { say } from '../messages.js';
import { list } from '../query/list.js';
import { flagOf, listOf, textOf } from '../shape.js';
import type { Json, Shape } from '../shape.js';
import { listAnswer } from './invoices.js';

const shape: Shape = {
  Name: 'text',
  TaxType: 'text',
  ReportTaxType: 'text',
  Status: { choice: 'TaxRateStatus', of: ['ACTIVE', 'DELETED', 'ARCHIVED', 'PENDING'] },
  TaxComponents: { list: { Name: 'text', Rate: 'number', IsCompound: 'flag' } },
};

export function taxRates(work: Work): Answer {
  const [taxType] = work.path;
  const { method } = work.call;
  if (taxType !== undefined) {
    const rate = work.ledger.taxRates.get(taxType);
    if (!rate) return notFound();
    return method === 'GET' ? ok(work, { TaxRates: [renderTaxRate(rate)] }) : notImplemented();
  }
  if (method === 'GET') return listTaxRates(work);
  if (method !== 'PUT' && method !== 'POST') return notImplemented();
  const creating = method === 'PUT';
  return writeBatch(work, {
    key: 'TaxRates',
    what: 'TaxRate',
    shape,
    only: 'one',
    save: (element) => save(work, element, creating),
  });
}

export function renderTaxRate(rate: TaxRate): Json {
  const applies = (name: AccountClass) => rate.appliesTo.includes(name);
  return {
    Name: rate.name,
    TaxType: rate.taxType,
    ...(rate.reportTaxType === undefined ? {} : { ReportTaxType: rate.reportTaxType }),
    CanApplyToAssets: applies('ASSET'),
    CanApplyToEquity: applies('EQUITY'),
    CanApplyToExpenses: applies('EXPENSE'),
    CanApplyToLiabilities: applies('LIABILITY'),
    CanApplyToRevenue: applies('REVENUE'),
    DisplayTaxRate: toNumber(rate.rate, 4),
    EffectiveRate: toNumber(rate.rate, 4),
    Status: rate.status,
    TaxComponents: rate.components.map((component) => ({
      Name: component.name,
      Rate: toNumber(component.rate, 4),
      IsCompound: component.compound,
      IsNonRecoverable: false,
    })),
  };
}

function listTaxRates(work: Work): Answer {
  const result = list<TaxRate>({
    table: work.ledger.taxRates,
    fields: {
      Name: { kind: 'text', read: (row) => row.name },
      TaxType: { kind: 'text', read: (row) => row.taxType },
      Status: { kind: 'text', read: (row) => row.status },
      EffectiveRate: { kind: 'number', read: (row) => toNumber(row.rate, 4) },
      CanApplyToRevenue: { kind: 'flag', read: (row) => row.appliesTo.includes('REVENUE') },
      CanApplyToExpenses: { kind: 'flag', read: (row) => row.appliesTo.includes('EXPENSE') },
    },
    type: 'TaxRate',
    query: work.call.query,
    modifiedSince: undefined,
    paging: 'never',
  });
  return listAnswer(work, result, 'TaxRates', renderTaxRate);
}

/** Rates made by the API apply to every class of account; system rates cannot be touched. */
function save(work: Work, element: Json, creating: boolean): Saved {
  const name = textOf(element, 'Name');
  const rates = [...work.ledger.taxRates.all()];
  const sameName = rates.find(
    (rate) => name !== undefined && foldName(rate.name) === foldName(name) && rate.status !== 'DELETED',
  );
  const taxType = textOf(element, 'TaxType');
  const before = creating ? undefined : taxType ? work.ledger.taxRates.get(taxType) : sameName;
  const sent = listOf(element, 'TaxComponents');
  const components =
    sent?.map((component) => ({
      name: textOf(component, 'Name') ?? '',
      rate: readDecimal(component['Rate'], 4) ?? 0n,
      compound: flagOf(component, 'IsCompound') ?? false,
    })) ??
    before?.components ??
    [];
  const problems = [
    ...(before?.system ? [say('taxRateSystem')] : []),
    ...((name ?? before?.name) && components.length > 0 ? [] : [say('taxRateFields')]),
    ...(sameName && sameName.id !== before?.id ? [say('taxRateNameTaken')] : []),
  ];
  if (problems.length > 0) return { ok: false, echo: element, problems };
  const own = before?.taxType ?? nextTaxType(rates);
  const rate: TaxRate = {
    id: own.toLowerCase(),
    updatedAt: stamp(work),
    taxType: own,
    name: name ?? before?.name ?? '',
    status: (textOf(element, 'Status') as TaxRate['status'] | undefined) ?? before?.status ?? 'ACTIVE',
    reportTaxType: textOf(element, 'ReportTaxType') ?? before?.reportTaxType,
    components,
    rate: effective(components),
    appliesTo: before?.appliesTo ?? ['ASSET', 'EQUITY', 'EXPENSE', 'LIABILITY', 'REVENUE'],
    system: false,
  };
  return { ok: true, rendered: renderTaxRate(work.ledger.taxRates.put(rate)) };
}

/** The sum of the components; a compound one is a percentage of the amount with the others on it. */
function effective(components: TaxRate['components']): bigint {
  const plain = components.filter(({ compound }) => !compound).reduce((sum, { rate }) => sum + rate, 0n);
  const compound = components.filter((component) => component.compound).reduce((sum, { rate }) => sum + rate, 0n);
  return plain + (compound * (1_000_000n + plain)) / 1_000_000n;
}

function nextTaxType(rates: readonly TaxRate[]): string {
  const numbers = rates.map((rate) => Number(/^TAX(\d+)$/.exec(rate.taxType)?.[1] ?? 0));
  return `TAX${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}
