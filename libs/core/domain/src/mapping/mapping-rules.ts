import type { SourceTaxRate } from '../documents/source-document.js';
import { problem, type Checked, type Fix, type Problem, type SettingsCard } from '../problems/problem.js';
import type { Settings } from '../settings/settings.js';
import type { AccountClass, Chart, LedgerAccount, LedgerTaxRate } from './chart.js';

/** Money coming in or going out: accounts and rates differ. */
export type Side = 'sales' | 'purchases';

/** Classes of account that a line of ours may stand on. */
export const FITTING_CLASSES: Readonly<Record<Side, readonly AccountClass[]>> = {
  sales: ['revenue'],
  purchases: ['expense', 'asset'],
};

/** The account of a line: the service type's own rule, else the default; a problem when neither gives a usable one. */
export function chooseAccount(
  settings: Settings,
  side: Side,
  serviceType: { readonly id: string; readonly name: string } | undefined,
  chart: Chart,
  path: string,
): Checked<LedgerAccount> {
  const rules = side === 'sales' ? settings.invoices : settings.expenses;
  const card = cardOf(side);
  const special = serviceType && rules.accountsByServiceType[serviceType.id];
  const code = special ?? rules.defaultAccount;
  if (code === undefined) {
    const what = serviceType
      ? `Service type “${serviceType.name}” has no account and there is no default account.`
      : 'There is no default account.';
    return {
      ok: false,
      problems: [problem('account_not_mapped', path, what, { card, ...(serviceType && { key: serviceType.id }) })],
    };
  }
  return checkAccount(code, side, chart, path, {
    card,
    ...(special !== undefined && serviceType && { key: serviceType.id }),
  });
}

/** Whether an account code may stand on our documents of that side. */
export function checkAccount(code: string, side: Side, chart: Chart, path: string, fix: Fix): Checked<LedgerAccount> {
  const account = chart.accounts.find((candidate) => candidate.code === code);
  const refuse = (code: Problem['code'], detail: string): Checked<LedgerAccount> => ({
    ok: false,
    problems: [problem(code, path, detail, fix)],
  });
  if (account === undefined) return refuse('account_unknown', `Xero has no account with the code ${code}.`);
  const label = `${account.code} – ${account.name}`;
  if (!account.isActive) return refuse('account_archived', `Account ${label} is archived in Xero.`);
  if (!account.isPostable) return refuse('account_not_postable', `Account ${label} is a bank or control account.`);
  if (!FITTING_CLASSES[side].includes(account.class)) {
    return refuse(
      'account_wrong_class',
      `Account ${label} is of class ${account.class}; ${side} need ${FITTING_CLASSES[side].join(' or ')}.`,
    );
  }
  return { ok: true, value: account };
}

/** The ledger rate of a line: what its source rate is mapped to, or the “no tax” row. With an account, it must fit it. */
export function chooseTaxRate(
  settings: Settings,
  side: Side,
  rate: SourceTaxRate | undefined,
  account: LedgerAccount | undefined,
  chart: Chart,
  path: string,
): Checked<LedgerTaxRate> {
  const taxType = rate ? settings.taxRates[side][rate.id] : settings.taxRates.noTax[side];
  if (taxType === undefined) {
    return rate
      ? {
          ok: false,
          problems: [
            problem('tax_rates_not_mapped', path, `Tax rate “${rate.name}” is not mapped for ${side}.`, {
              card: 'tax_rates',
              key: rate.id,
            }),
          ],
        }
      : {
          ok: false,
          problems: [
            problem('no_tax_not_mapped', path, `There is no rate for ${side} without tax.`, {
              card: 'tax_rates',
              key: 'no_tax',
            }),
          ],
        };
  }
  return checkTaxRate(taxType, account ? account : FITTING_CLASSES[side], chart, path, {
    card: 'tax_rates',
    key: rate?.id ?? 'no_tax',
  });
}

/** Whether a tax type exists, is active, and may be used on the account (or on one of the classes). */
export function checkTaxRate(
  taxType: string,
  on: LedgerAccount | readonly AccountClass[],
  chart: Chart,
  path: string,
  fix: Fix,
): Checked<LedgerTaxRate> {
  const rate = chart.taxRates.find((candidate) => candidate.taxType === taxType);
  const refuse = (code: Problem['code'], detail: string): Checked<LedgerTaxRate> => ({
    ok: false,
    problems: [problem(code, path, detail, fix)],
  });
  if (rate === undefined) return refuse('tax_rate_unknown', `Xero has no tax rate ${taxType}.`);
  if (!rate.isActive) return refuse('tax_rate_inactive', `Tax rate “${rate.name}” is not active in Xero.`);
  if (isAccount(on)) {
    if (!rate.appliesTo.includes(on.class))
      return refuse(
        'tax_rate_not_allowed',
        `Tax rate “${rate.name}” cannot be used with account ${on.code} – ${on.name}.`,
      );
  } else if (!on.some((accountClass) => rate.appliesTo.includes(accountClass))) {
    return refuse('tax_rate_not_allowed', `Tax rate “${rate.name}” cannot be used on ${on.join(' or ')} accounts.`);
  }
  return { ok: true, value: rate };
}

export function cardOf(side: Side): SettingsCard {
  return side === 'sales' ? 'invoices' : 'expenses';
}

function isAccount(on: LedgerAccount | readonly AccountClass[]): on is LedgerAccount {
  return !Array.isArray(on);
}
