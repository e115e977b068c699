import type { LedgerDocument } from '../documents/ledger-document.js';
import { zero } from '../money/money.js';
import type { LedgerEdition } from '../updates/ledger-edition.js';

/** The document as the ledger shows it when nobody has touched it since it was sent; line ids `l-1`, `l-2`, … */
export function asShown(document: LedgerDocument, over: Partial<LedgerEdition> = {}): LedgerEdition {
  const { kind, number, marker, status, issuedOn, dueOn, totals, lines, contactId, party } = document;
  const nothing = zero(totals.total.currency);
  return {
    ledgerId: 'x-1',
    kind,
    ...(number !== undefined && { number }),
    ...(document.kind === 'invoice' && document.reference !== undefined && { reference: document.reference }),
    marker,
    status,
    total: totals.total,
    tax: totals.tax,
    paid: nothing,
    credited: nothing,
    due: totals.total,
    contactId: contactId ?? 'c-1',
    contactName: party.name,
    issuedOn,
    ...(dueOn !== undefined && { dueOn }),
    lines: lines.map((line, index) => ({
      lineId: `l-${index + 1}`,
      description: line.description,
      quantity: line.quantity,
      unitAmount: line.unitAmount,
      ...(line.discountPercent !== undefined && { discountPercent: line.discountPercent }),
      accountCode: line.accountCode,
      taxType: line.taxType,
      ...(line.tracking && { tracking: line.tracking }),
      net: line.net,
    })),
    changedAt: 0,
    ...over,
  };
}
