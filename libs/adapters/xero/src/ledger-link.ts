import type { DocumentKind } from '@bridge/domain';

const PAGES: Readonly<Record<DocumentKind, string>> = {
  invoice: '/AccountsReceivable/View.aspx',
  expense: '/AccountsPayable/View.aspx',
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
  const path = `${PAGES[kind]}?InvoiceID=${encodeURIComponent(ledgerId)}`;
  if (shortCode === undefined) return `${webUrl}${path}`;
  const query = `shortcode=${encodeURIComponent(shortCode)}&redirecturl=${encodeURIComponent(path)}`;
  return `${webUrl}/organisationlogin/default.aspx?${query}`;
}
