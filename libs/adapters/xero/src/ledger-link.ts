import type { DocumentKind } from '@bridge/domain';

const PAGES: Readonly<Record<DocumentKind, string>> = {
  invoice: '/AccountsReceivable/View.aspx?InvoiceID=',
  expense: '/AccountsPayable/View.aspx?InvoiceID=',
  purchase_order: '/Accounts/Payable/PurchaseOrders/View/',
};

/**
 * The page of a document in Xero. With the organisation's short code the link also switches to the right organisation.
 */
export function ledgerLink(
  kind: DocumentKind,
  ledgerId: string,
  shortCode?: string,
  webUrl = 'https://go.xero.com',
): string {
  const path = `${PAGES[kind]}${encodeURIComponent(ledgerId)}`;
  if (shortCode === undefined) return `${webUrl}${path}`;
  const query = `shortcode=${encodeURIComponent(shortCode)}&redirecturl=${encodeURIComponent(path)}`;
  return `${webUrl}/organisationlogin/default.aspx?${query}`;
}
