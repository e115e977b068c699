import type { TrackingCategory } from '../mapping/chart.js';
import { aChart, aLine, anExpense, anInvoice, anOrder, settings } from '../testing/index.js';
import type { Settings, TrackingRule } from '../settings/settings.js';
import { validateSettings } from '../settings/validate-settings.js';
import { money } from '../money/money.js';
import type { SourceDocument } from './source-document.js';
import { toBill } from './to-bill.js';
import { toPurchaseOrder } from './to-purchase-order.js';
import { toSalesInvoice } from './to-sales-invoice.js';
import { withTracking } from './with-tracking.js';

const region: TrackingCategory = {
  ...{ id: 'region', name: 'Region', isActive: true },
  options: [
    { id: 'north', name: 'North', isActive: true },
    { id: 'west', name: 'West', isActive: false },
  ],
};
const department: TrackingCategory = {
  ...{ id: 'department', name: 'Department', isActive: true },
  options: [{ id: 'design', name: 'Design', isActive: true }],
};
const chart = aChart({ trackingCategories: [region, department] });
const relaunch = { id: '811', name: 'Relaunch' };

const rule = (over: Partial<TrackingRule> = {}): TrackingRule => ({
  ...{ categoryId: 'region', from: 'project', options: { '811': 'north' }, whenUnmapped: 'leave_out' },
  ...over,
});
const byServiceType = rule({ categoryId: 'department', from: 'service_type', options: { '601': 'design' } });

function copyOf(source: SourceDocument, tracking: Settings['tracking'], books = chart) {
  const chosen = settings({ tracking, purchaseOrders: { initialStatus: 'draft' } });
  const choices = { copy: 1 };
  const built =
    source.kind === 'invoice'
      ? toSalesInvoice(source, chosen, books, choices)
      : source.kind === 'expense'
        ? toBill(source, chosen, books, choices)
        : toPurchaseOrder(source, chosen, books, choices);
  return withTracking(built, source, chosen, books);
}
const trackingOf = (...args: Parameters<typeof copyOf>) => {
  const copy = copyOf(...args);
  return copy.ok ? copy.document.lines.map((line) => line.tracking) : copy.problems.map(({ code }) => code);
};

describe('The tracking options of a line', () => {
  const inNorth = [{ categoryId: 'region', optionId: 'north' }];

  it('are chosen by each rule for itself', () => {
    const lines = [aLine({ project: relaunch }), aLine({ id: '2', project: relaunch, serviceType: undefined })];
    expect(trackingOf(anInvoice({ lines }), [rule(), byServiceType])).toEqual([
      [...inNorth, { categoryId: 'department', optionId: 'design' }],
      inNorth,
    ]);
  });

  it.each<[string, SourceDocument, Partial<TrackingRule>]>([
    ['the project of its own', anInvoice({ lines: [aLine({ project: relaunch })] }), {}],
    ['the project that the invoice’s budgets have in common', anInvoice({ project: relaunch }), {}],
    ['the client of an invoice', anInvoice(), { from: 'client', options: { '701': 'north' } }],
    [
      'the client of an expense',
      anExpense({ client: { id: '7', name: 'A' } }),
      { from: 'client', options: { '7': 'north' } },
    ],
    ['the subsidiary', anExpense(), { from: 'subsidiary', options: { '11': 'north' } }],
    ['the service type', anExpense(), { from: 'service_type', options: { '601': 'north' } }],
    [
      'a custom field of invoices',
      anInvoice({ customFields: { '5': '51' } }),
      { from: 'custom_field', invoiceFieldId: '5', expenseFieldId: '6', options: { '51': 'north' } },
    ],
    [
      'a custom field of expenses',
      anExpense({ customFields: { '5': '51', '6': '61' } }),
      { from: 'custom_field', invoiceFieldId: '5', expenseFieldId: '6', options: { '61': 'north' } },
    ],
    ['the project of an ordered expense', anOrder({ lines: [anExpense({ project: relaunch })] }), {}],
  ])('can be chosen by %s', (_what, source, over) => {
    expect(trackingOf(source, [rule(over)])).toEqual([inNorth]);
  });

  it('are left out where nothing is mapped, which is said once for many lines', () => {
    const abroad = { id: '812', name: 'Abroad' };
    const lines = [aLine({ project: abroad }), aLine({ id: '2', project: abroad })];
    expect(copyOf(anInvoice({ lines }), [rule()])).toMatchObject({
      ok: true,
      notices: [
        {
          code: 'tracking_left_out',
          detail: 'The project “Abroad” has no option of Region: copied without Region.',
          fix: { card: 'tracking', key: '812' },
        },
      ],
    });
  });

  it('stand in the way where the settings want one and there is none, beside every other problem', () => {
    const refuse = rule({ whenUnmapped: 'refuse' });
    expect(copyOf(anInvoice({ isFinalised: false }), [refuse])).toMatchObject({
      ok: false,
      problems: [
        { code: 'invoice_not_finalised' },
        { code: 'tracking_not_mapped', path: 'lines[0].tracking', detail: 'There is no project.' },
      ],
    });
  });

  it('stand in the way when they were archived in the books, or are not there any more', () => {
    const expense = anExpense({ project: relaunch });
    expect(trackingOf(expense, [rule({ options: { '811': 'west' } })])).toEqual(['tracking_option_gone']);
    expect(trackingOf(expense, [rule({ options: { '811': 'nowhere' } })])).toEqual(['tracking_option_gone']);
    const archived = aChart({ trackingCategories: [{ ...region, isActive: false }] });
    expect(trackingOf(expense, [rule()], archived)).toEqual(['tracking_category_gone']);
    expect(trackingOf(expense, [rule()], aChart())).toEqual(['tracking_category_gone']);
  });

  it('are not on the line that the bridge adds for rounding', () => {
    const invoice = anInvoice({ project: relaunch, total: money(12_001n, 'GBP') }); // 120.00 and a penny
    expect(trackingOf(invoice, [rule()])).toEqual([inNorth, undefined]);
  });

  it('are none where nobody wants any', () => {
    expect(trackingOf(anInvoice(), [])).toEqual([undefined]);
  });
});

describe('The Tracking card', () => {
  const problems = (tracking: Settings['tracking'], books = chart) =>
    validateSettings(settings({ tracking }), books, []).tracking.problems.map(({ code, path }) => `${code} ${path}`);

  it('is complete while every option can be used', () => {
    expect(problems([rule(), byServiceType])).toEqual([]);
    expect(problems([])).toEqual([]);
  });

  it('needs attention as soon as a category or an option is archived', () => {
    expect(problems([rule({ options: { '811': 'west', '812': 'north' } })])).toEqual([
      'tracking_option_gone tracking.0.options.811',
    ]);
    expect(problems([byServiceType, rule()], aChart({ trackingCategories: [department] }))).toEqual([
      'tracking_category_gone tracking.1.categoryId',
    ]);
  });

  it('says in a sentence what to do, and that it is on this card', () => {
    const said = (tracking: Settings['tracking'], books = chart) =>
      validateSettings(settings({ tracking }), books, []).tracking.problems.map(({ fix, detail }) => [fix, detail]);
    const card = { card: 'tracking' };
    const gone = aChart({ trackingCategories: [{ ...region, isActive: false }] });
    expect(said([rule(), byServiceType], gone)).toEqual([
      [card, 'The tracking category Region is archived in Xero.'],
      [card, 'Xero has no such tracking category any more.'],
    ]);
    expect(said([rule({ options: { '811': 'west', '812': 'nowhere' } })])).toEqual([
      [{ ...card, key: '811' }, 'The option West of Region is archived in Xero.'],
      [{ ...card, key: '812' }, 'Region has no such option in Xero any more.'],
    ]);
    const field = { from: 'custom_field', options: {} } as const;
    expect(said([rule(field), rule(), byServiceType])).toEqual([
      [card, 'Xero takes 2 tracking categories on a line.'],
      [card, 'Choose the custom field of invoices or of expenses.'],
      [card, 'Each tracking category is chosen once.'],
    ]);
    expect(said([rule({ ...field, invoiceFieldId: '1' })])).toEqual([]);
    expect(said([rule({ ...field, expenseFieldId: '2' })])).toEqual([]);
  });

  it('takes each category once, two at most, and a custom field by its name', () => {
    expect(problems([rule(), rule(), byServiceType])).toEqual([
      'setting_invalid tracking',
      'setting_invalid tracking.1.categoryId',
    ]);
    expect(problems([rule({ from: 'custom_field', options: {} })])).toEqual(['setting_invalid tracking.0.from']);
  });
});
