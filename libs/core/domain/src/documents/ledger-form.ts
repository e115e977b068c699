import type { LedgerDocument } from './ledger-document.js';
import type { DocumentKind, SourceDocument } from './source-document.js';

/** What a document is in the ledger: an invoice or an expense that gives money back is a credit note there. */
export type LedgerForm = DocumentKind | 'customer_credit' | 'supplier_credit';

export function formOf({ kind, credit }: Pick<LedgerDocument, 'kind' | 'credit'>): LedgerForm {
  if (credit === undefined) return kind;
  return kind === 'invoice' ? 'customer_credit' : 'supplier_credit';
}

/** What a copy of this document is, as long as nobody changes its sign. */
export function formOfSource(source: SourceDocument): LedgerForm {
  if (source.kind === 'invoice') return source.isCreditNote ? 'customer_credit' : 'invoice';
  return source.kind === 'expense' && source.net.minor < 0n ? 'supplier_credit' : source.kind;
}

export function isCreditForm(form: LedgerForm): form is 'customer_credit' | 'supplier_credit' {
  return form === 'customer_credit' || form === 'supplier_credit';
}
