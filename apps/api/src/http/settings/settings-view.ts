import type { SavedSettings, SettingsView as ReadSettingsView } from '@bridge/application';
import type { AccountChoice, CardView, ChartView, SettingsView, TaxRateChoice } from '@bridge/contracts';
import type { CardState, CardStates, Chart, LedgerAccount, LedgerTaxRate } from '@bridge/domain';
import { instantView } from '../views/plain.js';
import { problemViews } from '../views/problem-view.js';
import { settingsBody } from './settings-body.js';
import { isFittingAccount, isFittingRate, suggestions } from './suggestions.js';

export function settingsView({ connection, saved, chart, reference, cards }: ReadSettingsView): SettingsView {
  const taxRates = reference.taxRates.filter((rate) => rate.isActive && rate.subsidiaryId === connection.subsidiaryId);
  const documentTypes = reference.documentTypes.filter(
    ({ subsidiaryId }) => subsidiaryId === undefined || subsidiaryId === connection.subsidiaryId,
  );
  const { name, baseCurrency, lockedThrough } = chart.organisation;
  return {
    ...savedView(saved),
    settings: settingsBody(saved.settings),
    cards: cardViews(cards),
    choices: {
      organisation: { name, baseCurrency, ...(lockedThrough !== undefined && { lockedThrough }) },
      salesAccounts: chart.accounts.filter((account) => isFittingAccount(account, 'sales')).map(accountChoice),
      expenseAccounts: chart.accounts.filter((account) => isFittingAccount(account, 'purchases')).map(accountChoice),
      taxRates: chart.taxRates.filter((rate) => rate.isActive).map(taxRateChoice),
      sourceTaxRates: taxRates.map(({ id, name: rate, percent }) => ({ id, name: rate, percent })),
      serviceTypes: reference.serviceTypes.map(named),
      documentTypes: documentTypes.map(named),
      invoiceCustomFields: reference.invoiceCustomFields.map(named),
      brandingThemes: chart.brandingThemes.map(named),
      trackingCategories: (chart.trackingCategories ?? []).filter(isActive).map(({ id, name: category, options }) => ({
        ...{ id, name: category },
        options: options.filter(isActive).map(named),
      })),
      selectFields: reference.selectFields.map(({ id, name: field, of }) => ({ id, name: field, of })),
      suggestions: suggestions(chart, taxRates),
      readAt: instantView(chart.readAt),
    },
  };
}

export function chartView(chart: Chart): ChartView {
  const { id, name, countryCode, baseCurrency, lockedThrough, keepsDocuments } = chart.organisation;
  return {
    organisation: {
      id,
      name,
      countryCode,
      baseCurrency,
      ...(lockedThrough !== undefined && { lockedThrough }),
      keepsDocuments,
    },
    accounts: chart.accounts.map((account) => ({
      ...accountChoice(account),
      isActive: account.isActive,
      isPostable: account.isPostable,
    })),
    taxRates: chart.taxRates.map(({ taxType, name: rate, ratePercent, isActive, appliesTo }) => ({
      taxType,
      name: rate,
      percent: ratePercent,
      isActive,
      appliesTo: [...appliesTo],
    })),
    currencies: [...chart.currencies],
    brandingThemes: chart.brandingThemes.map(named),
    readAt: instantView(chart.readAt),
  };
}

function savedView({ version, savedAt, savedBy }: SavedSettings) {
  return {
    version,
    ...(savedAt !== undefined && { savedAt: instantView(savedAt) }),
    ...(savedBy !== undefined && { savedBy }),
  };
}

function cardViews(cards: CardStates): SettingsView['cards'] {
  return {
    connection: cardView(cards.connection),
    options: cardView(cards.options),
    tax_rates: cardView(cards.tax_rates),
    invoices: cardView(cards.invoices),
    expenses: cardView(cards.expenses),
    tracking: cardView(cards.tracking),
    payments: cardView(cards.payments),
  };
}

function cardView({ isComplete, problems }: CardState): CardView {
  return { isComplete, problems: problemViews(problems) };
}

function accountChoice({ code, name, class: accountClass }: LedgerAccount): AccountChoice {
  return { code, name, class: accountClass };
}

function taxRateChoice(rate: LedgerTaxRate): TaxRateChoice {
  const { taxType, name, ratePercent } = rate;
  return {
    taxType,
    name,
    percent: ratePercent,
    fitsSales: isFittingRate(rate, 'sales'),
    fitsPurchases: isFittingRate(rate, 'purchases'),
  };
}

function isActive(thing: { readonly isActive: boolean }): boolean {
  return thing.isActive;
}

function named({ id, name }: { readonly id: string; readonly name: string }) {
  return { id, name };
}
