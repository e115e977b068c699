import type { DocumentKind } from '@bridge/domain';

const PAGES: Readonly<Record<DocumentKind, string>> = {
  invoice: 'invoices',
  expense: 'expenses',
  purchase_order: 'purchase-orders',
};

/**
 * Where a person opens a document. It is also the marker that finds our copies again in the ledger, so it must never
 * change for a document, and must not contain the word "xero": Xero refuses such links.
 */
export interface WebLinks {
  of(organisationId: string, kind: DocumentKind, id: string): string;
  /** The document that a page is of; undefined for a page of another organisation or of something else. */
  read(organisationId: string, url: string): { readonly kind: DocumentKind; readonly sourceId: string } | undefined;
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
    read: (organisationId, url) => {
      for (const kind of ['invoice', 'expense'] as const) {
        const start = `${root}/${encodeURIComponent(organisationId)}/${PAGES[kind]}/`;
        const id = url.startsWith(start) ? url.slice(start.length) : '';
        if (/^[\w-]+$/.test(id)) return { kind, sourceId: id };
      }
      return undefined;
    },
  };
}
