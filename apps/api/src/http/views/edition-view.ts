import type { LedgerEditionView } from '@bridge/contracts';
import { subtract, type Chart, type EditionLine, type LedgerEdition } from '@bridge/domain';
import { moneyView } from './plain.js';

/** How Xero shows a document now. `chart` gives accounts and rates their names. */
export function editionView(edition: LedgerEdition, chart: Chart | undefined): LedgerEditionView {
  const { ledgerId, number, reference, contactName, issuedOn, dueOn, status, total, tax } = edition;
  return {
    ledgerId,
    ...(number !== undefined && { number }),
    ...(reference !== undefined && { reference }),
    contactName,
    issuedOn,
    ...(dueOn !== undefined && { dueOn }),
    currency: total.currency,
    status,
    lines: edition.lines.map((line) => lineView(line, chart)),
    net: moneyView(subtract(total, tax)),
    tax: moneyView(tax),
    total: moneyView(total),
  };
}

function lineView(line: EditionLine, chart: Chart | undefined): LedgerEditionView['lines'][number] {
  const { description, quantity, unitAmount, discountPercent, accountCode, taxType, net } = line;
  const account = chart?.accounts.find(({ code }) => code === accountCode);
  const rate = chart?.taxRates.find((candidate) => candidate.taxType === taxType);
  const taxName = rate?.name ?? taxType;
  return {
    description,
    ...(quantity !== undefined && { quantity }),
    ...(unitAmount !== undefined && { unitAmount }),
    ...(discountPercent !== undefined && { discountPercent }),
    ...(accountCode !== undefined && { accountCode, accountName: account?.name ?? accountCode }),
    ...(taxName !== undefined && { taxName }),
    net: moneyView(net),
  };
}
