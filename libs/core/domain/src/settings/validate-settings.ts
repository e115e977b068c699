import type { SourceTaxRate } from '../documents/source-document.js';
import type { AccountClass, Chart } from '../mapping/chart.js';
import { cardOf, checkAccount, checkTaxRate, FITTING_CLASSES, type Side } from '../mapping/mapping-rules.js';
import { problem, type Problem, type SettingsCard } from '../problems/problem.js';
import { isCalendarDay } from '../time/calendar-day.js';
import type { Settings } from './settings.js';
import { trackingProblems } from './validate-tracking.js';

/** A card has its green check mark when it is complete: nothing is missing and nothing on it contradicts the ledger. */
export interface CardState {
  readonly isComplete: boolean;
  readonly problems: readonly Problem[];
}

export type CardStates = Readonly<Record<SettingsCard, CardState>>;

/**
 * Holds settings against the ledger as it is now. `taxRates` are the source's rates of this connection's subsidiary;
 * each active one must be mapped for every side that is switched on. The codes are those that a copy would be refused with.
 */
export function validateSettings(settings: Settings, chart: Chart, taxRates: readonly SourceTaxRate[]): CardStates {
  const sides: Side[] = [
    ...(settings.options.exportInvoices ? ['sales' as const] : []),
    ...(settings.options.exportExpenses || settings.purchaseOrders !== undefined ? ['purchases' as const] : []),
  ];
  return {
    connection: card(
      chart.organisation.keepsDocuments
        ? []
        : [problem('ledger_without_documents', 'connection', `${chart.organisation.name} keeps no invoices or bills.`)],
    ),
    options: card(automaticProblems(settings)),
    tax_rates: card(sides.flatMap((side) => taxProblems(settings, side, chart, taxRates))),
    invoices: card(
      sides.includes('sales') ? [...accountProblems(settings, 'sales', chart), ...themeProblems(settings, chart)] : [],
    ),
    expenses: card(
      sides.includes('purchases')
        ? [...accountProblems(settings, 'purchases', chart), ...dueDaysProblems(settings)]
        : [],
    ),
    tracking: card(trackingProblems(settings, chart)),
    payments: card(dayProblems(settings)),
  };
}

function card(problems: readonly Problem[]): CardState {
  return { isComplete: problems.length === 0, problems };
}

/** Nobody is there to choose a status for a copy that is made by itself. */
function automaticProblems({ options, invoices, expenses }: Settings): Problem[] {
  const found = (path: string, what: string) =>
    problem('automatic_needs_status', path, `The initial status of ${what} is set manually each time.`, {
      card: 'options',
    });
  return [
    ...(options.automaticInvoices !== 'off' && invoices.initialStatus === 'manual'
      ? [found('options.automaticInvoices', 'invoices')]
      : []),
    ...(options.automaticExpenses && expenses.initialStatus === 'manual'
      ? [found('options.automaticExpenses', 'bills')]
      : []),
  ];
}

function taxProblems(settings: Settings, side: Side, chart: Chart, taxRates: readonly SourceTaxRate[]): Problem[] {
  const rows = taxRates
    .filter((rate) => rate.isActive)
    .map((rate) => ({ id: rate.id, name: rate.name, taxType: settings.taxRates[side][rate.id] }));
  const classes = classesInUse(settings, side, chart);
  const noTax = { id: 'no_tax', name: 'No tax', taxType: settings.taxRates.noTax[side] };
  return [...rows, noTax].flatMap(({ id, name, taxType }) => {
    const path = `taxRates.${side}.${id}`;
    const fix = { card: 'tax_rates', key: id } as const;
    if (taxType !== undefined) return problemsOf(checkTaxRate(taxType, classes, chart, path, fix));
    return [
      problem(
        id === 'no_tax' ? 'no_tax_not_mapped' : 'tax_rates_not_mapped',
        path,
        `“${name}” is not mapped for ${side}.`,
        fix,
      ),
    ];
  });
}

/** The classes of the accounts that this side's lines will stand on: a rate that fits none of them would fit no copy. */
function classesInUse(settings: Settings, side: Side, chart: Chart): readonly AccountClass[] {
  const { defaultAccount, accountsByServiceType } = side === 'sales' ? settings.invoices : settings.expenses;
  const codes = new Set([defaultAccount, ...Object.values(accountsByServiceType)]);
  const used = new Set(chart.accounts.filter((account) => codes.has(account.code)).map((account) => account.class));
  const fitting = FITTING_CLASSES[side].filter((accountClass) => used.has(accountClass));
  return fitting.length > 0 ? fitting : FITTING_CLASSES[side];
}

function accountProblems(settings: Settings, side: Side, chart: Chart): Problem[] {
  const rules = side === 'sales' ? settings.invoices : settings.expenses;
  const group = side === 'sales' ? 'invoices' : 'expenses';
  const fallback = `${group}.defaultAccount`;
  return [
    ...(rules.defaultAccount === undefined
      ? [problem('account_not_mapped', fallback, `Choose the default account for ${group}.`, { card: cardOf(side) })]
      : problemsOf(checkAccount(rules.defaultAccount, side, chart, fallback, { card: cardOf(side) }))),
    ...Object.entries(rules.accountsByServiceType).flatMap(([id, code]) =>
      problemsOf(
        checkAccount(code, side, chart, `${group}.accountsByServiceType.${id}`, { card: cardOf(side), key: id }),
      ),
    ),
  ];
}

function themeProblems(settings: Settings, chart: Chart): Problem[] {
  const known = new Set(chart.brandingThemes.map((theme) => theme.id));
  return Object.entries(settings.invoices.brandingThemes)
    .filter(([, theme]) => !known.has(theme))
    .map(([id]) =>
      problem(
        'branding_theme_unknown',
        `invoices.brandingThemes.${id}`,
        'This branding theme does not exist in Xero.',
        { card: 'invoices', key: id },
      ),
    );
}

function dueDaysProblems(settings: Settings): Problem[] {
  const days = settings.expenses.dueDaysWhenMissing;
  if (days === undefined || (Number.isInteger(days) && days >= 0 && days <= 365)) return [];
  return [
    problem('setting_invalid', 'expenses.dueDaysWhenMissing', 'Days until due are a whole number from 0 to 365.', {
      card: 'expenses',
    }),
  ];
}

function dayProblems(settings: Settings): Problem[] {
  const since = settings.payments.importSince;
  if (since === undefined || isCalendarDay(since)) return [];
  return [
    problem('setting_invalid', 'payments.importSince', `“${since}” is not a date. Write it as YYYY-MM-DD.`, {
      card: 'payments',
    }),
  ];
}

function problemsOf(checked: { readonly ok: boolean; readonly problems?: readonly Problem[] }): readonly Problem[] {
  return checked.problems ?? [];
}
