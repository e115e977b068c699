import { readDecimal } from '../arithmetic/decimal.js';
import type { AccountClass, Organisation, TaxRate } from '../ledger.js';

type Entry = readonly [
  taxType: string,
  name: string,
  percent: string,
  classes: readonly AccountClass[],
  status?: TaxRate['status'],
];

const SALES: readonly AccountClass[] = ['ASSET', 'EQUITY', 'LIABILITY', 'REVENUE'];
const PURCHASES: readonly AccountClass[] = ['ASSET', 'EQUITY', 'EXPENSE', 'LIABILITY'];
const ALL: readonly AccountClass[] = ['ASSET', 'EQUITY', 'EXPENSE', 'LIABILITY', 'REVENUE'];
const LIABILITIES: readonly AccountClass[] = ['LIABILITY'];

/** The default rates of each edition; each organisation also has one rate that was archived. */
const tables: Readonly<Record<Organisation['version'], readonly Entry[]>> = {
  UK: [
    ['OUTPUT2', '20% (VAT on Income)', '20', SALES],
    ['RROUTPUT', '5% (VAT on Income)', '5', SALES],
    ['ZERORATEDOUTPUT', 'Zero Rated Income', '0', SALES],
    ['EXEMPTOUTPUT', 'Exempt Income', '0', SALES],
    ['ECZROUTPUT', 'Zero Rated EC Goods Income', '0', SALES],
    ['ECZROUTPUTSERVICES', 'Zero Rated EC Services', '0', SALES],
    ['INPUT2', '20% (VAT on Expenses)', '20', PURCHASES],
    ['RRINPUT', '5% (VAT on Expenses)', '5', PURCHASES],
    ['ZERORATEDINPUT', 'Zero Rated Expenses', '0', PURCHASES],
    ['EXEMPTINPUT', 'Exempt Expenses', '0', PURCHASES],
    ['REVERSECHARGES', 'Reverse Charge Expenses (20%)', '0', PURCHASES],
    ['CAPEXINPUT2', '20% (VAT on Capital Purchases)', '20', ['ASSET']],
    ['NONE', 'No VAT', '0', ALL],
    ['GSTONIMPORTS', 'VAT on Imports', '0', LIABILITIES],
    ['TAX001', '17.5% (old VAT)', '17.5', ALL, 'ARCHIVED'],
  ],
  AU: [
    ['OUTPUT', 'GST on Income', '10', SALES],
    ['EXEMPTOUTPUT', 'GST Free Income', '0', SALES],
    ['EXEMPTEXPORT', 'GST Free Exports', '0', SALES],
    ['INPUT', 'GST on Expenses', '10', PURCHASES],
    ['EXEMPTEXPENSES', 'GST Free Expenses', '0', PURCHASES],
    ['CAPEXINPUT', 'GST on Capital', '10', PURCHASES],
    ['EXEMPTCAPITAL', 'GST Free Capital', '0', PURCHASES],
    ['BASEXCLUDED', 'BAS Excluded', '0', ALL],
    ['INPUTTAXED', 'Input Taxed', '0', ALL],
    ['GSTONIMPORTS', 'GST on Imports', '0', LIABILITIES],
    ['GSTONCAPIMPORTS', 'GST on Capital Imports', '0', LIABILITIES],
    ['TAX001', 'Old luxury tax', '25', ALL, 'ARCHIVED'],
  ],
  NZ: [
    ['OUTPUT2', '15% GST on Income', '15', SALES],
    ['INPUT2', '15% GST on Expenses', '15', PURCHASES],
    ['NONE', 'No GST', '0', ALL],
    ['ZERORATED', 'Zero Rated', '0', ['LIABILITY', 'REVENUE']],
    ['GSTONIMPORTS', 'GST on Imports', '0', LIABILITIES],
    ['OUTPUT', '12.5% GST on Income', '12.5', SALES, 'ARCHIVED'],
  ],
  US: [
    ['OUTPUT', 'Tax on Sales', '0', ALL],
    ['INPUT', 'Tax on Purchases', '0', ALL],
    ['NONE', 'Tax Exempt', '0', ALL],
    ['GSTONIMPORTS', 'Sales Tax on Imports', '0', LIABILITIES],
    ['TAX001', 'Old city tax', '8.875', ALL, 'ARCHIVED'],
  ],
};

/** Where a tax type's own name is no name of a report line. */
const reportedAs: Readonly<Record<string, string>> = {
  RROUTPUT: 'OUTPUT',
  RRINPUT: 'INPUT',
  ECZROUTPUT: 'ECOUTPUT',
  ECZROUTPUTSERVICES: 'ECOUTPUTSERVICES',
  CAPEXINPUT2: 'CAPEXINPUT',
  ZERORATED: 'ZEROEXPOUTPUT',
};

export function taxRatesFor(version: Organisation['version'], at: number): TaxRate[] {
  return tables[version].map(([taxType, name, percent, appliesTo, status = 'ACTIVE']) => {
    const rate = readDecimal(percent, 4) ?? 0n;
    return {
      id: taxType.toLowerCase(),
      updatedAt: at,
      taxType,
      name,
      status,
      reportTaxType: /^TAX\d/.test(taxType) ? undefined : (reportedAs[taxType] ?? taxType),
      components: [{ name: version === 'UK' ? 'VAT' : version === 'US' ? 'Sales tax' : 'GST', rate, compound: false }],
      rate,
      appliesTo,
      system: !/^TAX\d/.test(taxType),
    };
  });
}

/** The tax types accounts carry by default. */
export const defaultTaxes: Readonly<
  Record<Organisation['version'], { sales: string; purchases: string; none: string }>
> = {
  UK: { sales: 'OUTPUT2', purchases: 'INPUT2', none: 'NONE' },
  AU: { sales: 'OUTPUT', purchases: 'INPUT', none: 'BASEXCLUDED' },
  NZ: { sales: 'OUTPUT2', purchases: 'INPUT2', none: 'NONE' },
  US: { sales: 'NONE', purchases: 'NONE', none: 'NONE' },
};
