import type { AccountClass, Chart, LedgerTaxRate, SourceTaxRate } from '@bridge/domain';
import { suggestions } from './suggestions.js';

const SALES: readonly AccountClass[] = ['revenue', 'asset'];
const PURCHASES: readonly AccountClass[] = ['expense', 'asset'];
const ALL: readonly AccountClass[] = ['revenue', 'expense', 'asset'];

const offered = (
  taxType: string,
  name: string,
  ratePercent: string,
  appliesTo: readonly AccountClass[],
): LedgerTaxRate => ({ taxType, name, ratePercent, isActive: true, appliesTo }) as LedgerTaxRate;

const britain = [
  offered('OUTPUT2', '20% (VAT on Income)', '20', SALES),
  offered('INPUT2', '20% (VAT on Expenses)', '20', PURCHASES),
  offered('ZERORATEDOUTPUT', 'Zero Rated Income', '0', SALES),
  offered('ECZROUTPUTSERVICES', 'Zero Rated EC Services', '0', SALES),
  offered('EXEMPTOUTPUT', 'Exempt Income', '0', SALES),
  offered('ZERORATEDINPUT', 'Zero Rated Expenses', '0', PURCHASES),
  offered('REVERSECHARGES', 'Reverse Charge Expenses (20%)', '0', PURCHASES),
  offered('NONE', 'No VAT', '0', ALL),
];

const australia = [
  offered('OUTPUT', 'GST on Income', '10', SALES),
  offered('EXEMPTOUTPUT', 'GST Free Income', '0', SALES),
  offered('EXEMPTEXPORT', 'GST Free Exports', '0', SALES),
  offered('CAPEXINPUT', 'GST on Capital', '10', PURCHASES),
  offered('INPUT', 'GST on Expenses', '10', PURCHASES),
  offered('BASEXCLUDED', 'BAS Excluded', '0', ALL),
];

function suggested(taxRates: readonly LedgerTaxRate[], name: string, percent: string) {
  const own = { id: '1', name, percent, isActive: true, subsidiaryId: '1' } as SourceTaxRate;
  const { sales, purchases } = suggestions({ accounts: [], taxRates } as unknown as Chart, [own]);
  return [sales['1'], purchases['1']];
}

describe('the rate that is suggested for one of Productive', () => {
  it('has the same percentage and belongs to the side', () => {
    expect(suggested(britain, 'VAT 20%', '20.0')).toEqual(['OUTPUT2', 'INPUT2']);
  });

  it('is not the one for capital goods, when there is a plain one', () => {
    expect(suggested(australia, 'GST 10%', '10.0')).toEqual(['OUTPUT', 'INPUT']);
  });

  it('is, of the many kinds of 0 %, the one of the same name', () => {
    expect(suggested(britain, 'Zero rated', '0')).toEqual(['ZERORATEDOUTPUT', 'ZERORATEDINPUT']);
    expect(suggested(australia, 'GST free', '0')).toEqual(['EXEMPTOUTPUT', undefined]);
  });

  it('is left open where 0 % could be any of several', () => {
    expect(suggested(britain, 'Reverse charge', '0')).toEqual([undefined, 'REVERSECHARGES']);
    expect(suggested(britain, 'Outside the scope', '0')).toEqual([undefined, undefined]);
  });

  it('may have another name when it is the only one of its percentage', () => {
    expect(suggested(britain, 'Standard', '20')).toEqual(['OUTPUT2', 'INPUT2']);
  });

  it('is Xero’s own for lines without tax', () => {
    const free = (taxRates: readonly LedgerTaxRate[]) =>
      suggestions({ accounts: [], taxRates } as unknown as Chart, []).noTaxSales;
    expect([free(britain), free(australia)]).toEqual(['NONE', 'BASEXCLUDED']);
  });
});
