import type { LedgerForm } from '@bridge/domain';

const PAGES: Readonly<Record<LedgerForm, string>> = {
  invoice: '/AccountsReceivable/View.aspx?InvoiceID=',
  expense: '/AccountsPayable/View.aspx?InvoiceID=',
  purchase_order: '/Accounts/Payable/PurchaseOrders/View/',
  customer_credit: '/AccountsReceivable/ViewCreditNote.aspx?creditNoteID=',
  supplier_credit: '/AccountsPayable/ViewCreditNote.aspx?creditNoteID=',
};

/**
 * The page of a document in Xero. With the organisation's short code the link also switches to the right organisation.
 */
export function ledgerLink(
  form: LedgerForm,
  ledgerId: string,
  shortCode?: string,
  webUrl = 'https://go.xero.com',
): string {
  const path = `${PAGES[form]}${encodeURIComponent(ledgerId)}`;
  if (shortCode === undefined) return `${webUrl}${path}`;
  const query = `shortcode=${encodeURIComponent(shortCode)}&redirecturl=${encodeURIComponent(path)}`;
  return `${webUrl}/organisationlogin/default.aspx?${query}`;
}
