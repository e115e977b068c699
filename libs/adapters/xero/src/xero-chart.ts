import { type Clock, Fault, type LedgerAddress, type LedgerChart } from '@bridge/application';
import type { Chart } from '@bridge/domain';
import type { AccountingApi } from 'xero-node';
import type { XeroClient } from './client/xero-client.js';
import { toAccount, toOrganisation, toTaxRate, toTrackingCategory } from './mappers/chart.js';
import { idOf, rowsOf, textOf, type RawRecord } from './mappers/raw.js';

/** LedgerChart on Xero: six calls, because every list has an endpoint of its own. */
export class XeroChart implements LedgerChart {
  constructor(
    private readonly client: XeroClient,
    private readonly clock: Clock,
  ) {}

  async read(address: LedgerAddress): Promise<Chart> {
    const rows = (list: string, run: (api: AccountingApi, organisation: string) => Promise<{ response: object }>) =>
      this.rows(address, list, run);
    const [organisations, accounts, taxRates, currencies, themes, categories] = await Promise.all([
      rows('Organisations', (api, organisation) => api.getOrganisations(organisation)),
      rows('Accounts', (api, organisation) => api.getAccounts(organisation)),
      rows('TaxRates', (api, organisation) => api.getTaxRates(organisation)),
      rows('Currencies', (api, organisation) => api.getCurrencies(organisation)),
      rows('BrandingThemes', (api, organisation) => api.getBrandingThemes(organisation)),
      // Archived ones too: whoever mapped to one is told its name.
      rows('TrackingCategories', (api, organisation) =>
        api.getTrackingCategories(organisation, undefined, undefined, true),
      ),
    ]);
    const organisation = organisations[0] && toOrganisation(organisations[0], address.organisationId);
    if (!organisation)
      throw new Fault({ kind: 'unavailable' }, 'Xero, read the chart: the organisation is not described');
    const codes = currencies.flatMap((row) => textOf(row['Code']) ?? []);
    return {
      organisation,
      accounts: accounts.flatMap((row) => toAccount(row) ?? []),
      taxRates: taxRates.flatMap((row) => toTaxRate(row) ?? []),
      // The base currency is always allowed, listed or not.
      currencies: [...new Set([organisation.baseCurrency, ...codes])],
      brandingThemes: themes.flatMap(toTheme),
      trackingCategories: categories.flatMap((row) => toTrackingCategory(row) ?? []),
      readAt: this.clock.now(),
    };
  }

  private async rows(
    address: LedgerAddress,
    list: string,
    run: (api: AccountingApi, organisation: string) => Promise<{ response: object }>,
  ): Promise<readonly RawRecord[]> {
    const { data } = await this.client.call(address, { name: `read ${list}`, purpose: 'person', isWrite: false, run });
    return rowsOf(data[list]);
  }
}

function toTheme(row: RawRecord) {
  const id = idOf(row['BrandingThemeID']);
  return id === undefined ? [] : [{ id, name: textOf(row['Name']) ?? id }];
}
