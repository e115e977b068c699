import type { DocumentKind } from '@bridge/domain';

const PAGES: Readonly<Record<DocumentKind, string>> = { invoice: 'invoices', expense: 'expenses' };

/**
 * Where a person opens a document. It is also the marker that finds our copies again in the ledger, so it must never
 * change for a document, and must not contain the word "xero": Xero refuses such links.
 */
export interface WebLinks {
  of(organisationId: string, kind: DocumentKind, id: string): string;
}

/** Throws a RangeError when the address cannot serve as the beginning of such links. */
export function createWebLinks(webUrl: string): WebLinks {
  const isWeb = URL.canParse(webUrl) && /^https?:$/.test(new URL(webUrl).protocol);
  if (!isWeb || /xero/i.test(webUrl))
    throw new RangeError(`Productive's web address must be absolute and without the word "xero": "${webUrl}"`);
  const root = webUrl.replace(/\/+$/, '');
  return {
    of: (organisationId, kind, id) =>
      `${root}/${encodeURIComponent(organisationId)}/${PAGES[kind]}/${encodeURIComponent(id)}`,
  };
}
