import { abs, readDecimal, toText } from '../arithmetic/decimal.js';
import { figureLine, taxOn } from '../arithmetic/line.js';
import type { AmountTypes } from '../arithmetic/line.js';
import type { Work } from '../call.js';
import { isGuid, newId } from '../identifiers.js';
import { foldName } from '../ledger.js';
import type { Account, Line, Organisation, TaxRate, Tracking } from '../ledger.js';
import { say } from '../messages.js';
import { decimalOf, listOf, objectOf, textOf } from '../shape.js';
import type { Json, Shape } from '../shape.js';

export const lineShape: Shape = {
  LineItemID: 'guid',
  Description: 'text',
  Quantity: 'number',
  UnitAmount: 'number',
  ItemCode: 'text',
  AccountCode: 'text',
  AccountID: 'guid',
  TaxType: 'text',
  TaxAmount: 'number',
  LineAmount: 'number',
  DiscountRate: 'number',
  DiscountAmount: 'number',
  Tracking: {
    list: { TrackingCategoryID: 'guid', TrackingOptionID: 'guid', Name: 'text', Option: 'text' },
  },
};

export interface LinesRequest {
  readonly elements: readonly Json[];
  readonly existing: readonly Line[];
  readonly amounts: AmountTypes;
  readonly discounts: boolean;
  /** Overpayments post to the debtors or creditors control account; nothing else may. */
  readonly control?: boolean;
}

const LARGEST_AMOUNT = 999_999_999_999n;
const LONGEST_DESCRIPTION = 4000;

/** Reads and prices lines. A line with the id of an existing one updates it; existing lines not named are gone. */
export function planLines(work: Work, request: LinesRequest): { lines: Line[]; problems: string[] } {
  const problems: string[] = [];
  // Each line can be updated once: the same id again, like that of another document, is a new line.
  const free = new Map(request.existing.map((line) => [line.id, line]));
  const lines = request.elements.map((element) => {
    const id = textOf(element, 'LineItemID')?.toLowerCase() ?? '';
    const before = free.get(id);
    free.delete(id);
    return planLine(work, element, before, request, problems);
  });
  return { lines, problems };
}

/** Prices kept lines again when only the way amounts are given has changed. */
export function repriceLines(work: Work, lines: readonly Line[], amounts: AmountTypes): Line[] {
  return lines.map((line) => {
    const taxType = amounts === 'NoTax' ? untaxed(work) : line.taxType;
    const rate = taxType === undefined ? undefined : work.ledger.taxRates.get(taxType);
    return {
      ...line,
      taxType,
      taxAmount: rate ? taxOn(line.lineAmount, rate.rate, amounts, work.assumptions.halves) : 0n,
    };
  });
}

/** What approving asks of each line: an account and a tax type on every line with an amount. */
export function approvalProblems(lines: readonly Line[]): string[] {
  const priced = lines.filter((line) => line.unit !== undefined || line.lineAmount !== 0n);
  return [
    ...(priced.some((line) => line.accountId === undefined) ? [say('accountMissing')] : []),
    ...(priced.some((line) => line.taxType === undefined) ? [say('taxMissing')] : []),
  ];
}

function planLine(
  work: Work,
  element: Json,
  before: Line | undefined,
  request: LinesRequest,
  problems: string[],
): Line {
  const has = (name: string) => element[name] !== undefined && element[name] !== null;
  const refuse = (problem: string | undefined) => {
    if (problem !== undefined && !problems.includes(problem)) problems.push(problem);
  };

  const description = has('Description') ? textOf(element, 'Description') : before?.description;
  if ((description?.length ?? 0) > LONGEST_DESCRIPTION) refuse(say('descriptionLength'));
  if (has('ItemCode')) refuse(say('itemUnknown', { code: textOf(element, 'ItemCode') ?? '' }));

  const figures = planFigures(work, element, before, request, refuse);
  const account = planAccount(work, element, before, request.control === true, refuse);
  const tax = planTax(
    work,
    element,
    before,
    { account, amounts: request.amounts, lineAmount: figures.lineAmount },
    refuse,
  );
  return {
    id: before?.id ?? newId(),
    description,
    ...figures,
    accountId: account?.id,
    ...tax,
    tracking: has('Tracking')
      ? planTracking(work, listOf(element, 'Tracking') ?? [], refuse)
      : (before?.tracking ?? []),
  };
}

type Refuse = (problem: string | undefined) => void;
type Figures = Pick<Line, 'quantity' | 'unit' | 'lineAmount' | 'discount' | 'discountRate' | 'discountAmount'>;

function planFigures(
  work: Work,
  element: Json,
  before: Line | undefined,
  request: LinesRequest,
  refuse: Refuse,
): Figures {
  const priced = ['Quantity', 'UnitAmount', 'LineAmount', 'DiscountRate', 'DiscountAmount'].some(
    (name) => element[name] !== undefined && element[name] !== null,
  );
  if (!priced && before) {
    const { quantity, unit, lineAmount, discount, discountRate, discountAmount } = before;
    return { quantity, unit, lineAmount, discount, discountRate, discountAmount };
  }
  const keep = decimalOf(element, 'LineAmount', 2) === undefined ? before : undefined;
  const discountRate = decimalOf(element, 'DiscountRate', 4) ?? keep?.discountRate;
  const discountAmount = decimalOf(element, 'DiscountAmount', 2) ?? keep?.discountAmount;
  if (!request.discounts && (discountRate ?? discountAmount ?? 0n) !== 0n) refuse(say('discountForbidden'));
  const unitDecimals = work.call.query.get('unitdp') === '4' ? 4 : 2;
  const outcome = figureLine(
    {
      quantity: decimalOf(element, 'Quantity', 4) ?? keep?.quantity,
      unit: decimalOf(element, 'UnitAmount', 4) ?? keep?.unit,
      lineAmount: decimalOf(element, 'LineAmount', 2),
      discountRate,
      discountAmount,
    },
    unitDecimals,
    work.assumptions.halves,
  );
  if (!outcome.ok) {
    refuse(say('lineTotal', { given: toText(outcome.given, 2), expected: toText(outcome.expected, 2) }));
    return {
      quantity: undefined,
      unit: undefined,
      lineAmount: outcome.given,
      discount: 0n,
      discountRate,
      discountAmount,
    };
  }
  if (abs(outcome.figures.lineAmount) > LARGEST_AMOUNT) refuse(say('lineAmountRange'));
  return { ...outcome.figures, discountRate, discountAmount };
}

const POSTABLE_SYSTEM_ACCOUNTS = ['ROUNDING'];
const CONTROL_ACCOUNTS = ['DEBTORS', 'CREDITORS'];

function planAccount(
  work: Work,
  element: Json,
  before: Line | undefined,
  control: boolean,
  refuse: Refuse,
): Account | undefined {
  const { accounts } = work.ledger;
  const [id, code] = [textOf(element, 'AccountID'), textOf(element, 'AccountCode')];
  if (!id && !code) {
    // A line that keeps its account is checked again: it may have been archived since.
    return before?.accountId === undefined ? undefined : accounts.get(before.accountId);
  }
  const named = id ? accounts.get(id) : accountByCode(work, code ?? '');
  if (!named) {
    refuse(id ? say('accountUnknownId') : say('accountInvalid', { code: code ?? '' }));
    return undefined;
  }
  const shown = named.code ?? named.name;
  const system = named.systemAccount;
  const postable = system === undefined || POSTABLE_SYSTEM_ACCOUNTS.includes(system);
  if (named.status !== 'ACTIVE') refuse(say('accountArchived', { code: shown }));
  else if (control ? !CONTROL_ACCOUNTS.includes(system ?? '') : named.type === 'BANK' || !postable) {
    refuse(say('accountInvalid', { code: shown }));
  }
  return named;
}

export function accountByCode(work: Work, code: string): Account | undefined {
  const found = work.ledger.accounts.find('code', code.trim());
  return found.find((account) => account.status === 'ACTIVE') ?? found[0];
}

interface TaxContext {
  readonly account: Account | undefined;
  readonly amounts: AmountTypes;
  readonly lineAmount: bigint;
}

function planTax(
  work: Work,
  element: Json,
  before: Line | undefined,
  { account, amounts, lineAmount }: TaxContext,
  refuse: Refuse,
): Pick<Line, 'taxType' | 'taxAmount'> {
  if (amounts === 'NoTax') return { taxType: untaxed(work), taxAmount: 0n };
  const sent = textOf(element, 'TaxType');
  const kept = before?.accountId === account?.id ? before?.taxType : undefined;
  const taxType = sent || kept || account?.taxType;
  if (taxType === undefined) return { taxType: undefined, taxAmount: 0n };
  const rate = work.ledger.taxRates.get(taxType);
  refuse(taxProblem(taxType, rate, account));
  if (!rate) return { taxType, taxAmount: 0n };
  const given = decimalOf(element, 'TaxAmount', 2);
  if (given !== undefined && abs(given) > abs(lineAmount)) refuse(say('taxAmountTooLarge'));
  return { taxType: rate.taxType, taxAmount: given ?? taxOn(lineAmount, rate.rate, amounts, work.assumptions.halves) };
}

function taxProblem(taxType: string, rate: TaxRate | undefined, account: Account | undefined): string | undefined {
  if (!rate) return say('taxUnknown', { tax: taxType });
  if (rate.status !== 'ACTIVE') return say('taxInactive');
  if (account && !rate.appliesTo.includes(account.class)) {
    return say('taxMismatch', { tax: rate.taxType, code: account.code ?? account.name });
  }
  return undefined;
}

/** The tax type of documents without tax: `NONE`, or `BASEXCLUDED` where there is no `NONE`. */
function untaxed(work: Work): string {
  return work.ledger.taxRates.get('NONE') ? 'NONE' : 'BASEXCLUDED';
}

function planTracking(work: Work, elements: readonly Json[], refuse: Refuse): Tracking[] {
  const named = elements.filter((element) => Object.keys(element).length > 0);
  if (named.length > 2) refuse(say('trackingTooMany'));
  return named.flatMap((element) => {
    const found = findTracking(work, element);
    if (!found) refuse(say('trackingUnknown', { name: describeTracking(element) }));
    return found ?? [];
  });
}

function findTracking(work: Work, element: Json): Tracking | undefined {
  const [categoryId, optionId] = [textOf(element, 'TrackingCategoryID'), textOf(element, 'TrackingOptionID')];
  const [name, optionName] = [foldName(textOf(element, 'Name') ?? ''), foldName(textOf(element, 'Option') ?? '')];
  for (const category of work.ledger.tracking.all()) {
    const right = categoryId ? category.id === categoryId.toLowerCase() : foldName(category.name) === name;
    if (!right || category.status !== 'ACTIVE') continue;
    const option = category.options.find((each) =>
      optionId ? each.id === optionId.toLowerCase() : foldName(each.name) === optionName,
    );
    if (option?.status === 'ACTIVE') return { categoryId: category.id, optionId: option.id };
  }
  return undefined;
}

function describeTracking(element: Json): string {
  return `'${textOf(element, 'Option') ?? textOf(element, 'TrackingOptionID') ?? ''}'`;
}

/** The currency of a document and its rate; the base currency is always 1. */
export function planCurrency(
  work: Work,
  element: Json,
  organisation: Organisation,
  before: { currency: string; rate: bigint } | undefined,
  market: (currency: string) => bigint,
): { currency: string; rate: bigint; problems: string[] } {
  const currency = textOf(element, 'CurrencyCode')?.toUpperCase() || before?.currency || organisation.baseCurrency;
  const known = currency === organisation.baseCurrency || work.ledger.currencies.get(currency);
  if (!known) return { currency, rate: 0n, problems: [say('currencyNotSubscribed', { currency })] };
  if (currency === organisation.baseCurrency) return { currency, rate: 1_000_000n, problems: [] };
  const sent = readDecimal(element['CurrencyRate'], 6);
  const rate = sent ?? (before?.currency === currency ? before.rate : market(currency));
  return { currency, rate, problems: rate > 0n ? [] : [say('rateInvalid')] };
}

/** Finds a row by the id in an object member such as `Invoice: {InvoiceID}`. */
export function idIn(element: Json, member: string, idName: string): string | undefined {
  const id = textOf(objectOf(element, member) ?? {}, idName);
  return id !== undefined && isGuid(id) ? id.toLowerCase() : undefined;
}
