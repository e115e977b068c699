import type { ProblemEntry } from './problem-entry.js';

/** What keeps one document from being copied, and what is already there of it. */
export const documentProblems = {
  invoice_not_finalised: {
    title: 'Invoice is a draft',
    owner: 'author',
    whatToDo: 'Finalise the invoice in Productive, then copy it.',
  },
  sample_document: {
    title: 'Invoice is an example',
    owner: 'author',
    whatToDo: 'Nothing: it is demo data of Productive, and is never copied into your books.',
  },
  purchase_order_not_finalised: {
    title: 'Purchase order is a draft',
    owner: 'author',
    whatToDo: 'Finalise the purchase order in Productive, then copy it.',
  },
  credit_not_negative: {
    title: 'Credit note that gives nothing back',
    owner: 'author',
    whatToDo: 'Correct its amounts in Productive, where a credit note has negative quantities, or write an invoice.',
  },
  credit_unallocated: {
    title: 'Credit note is not allocated',
    owner: 'bookkeeper',
    whatToDo: 'Allocate the credit note in Xero: to an invoice, or to a refund.',
  },
  credit_allocated: {
    title: 'Credit note is allocated',
    owner: 'nobody',
    whatToDo: 'Nothing to do: what the invoice still owed was credited in Xero.',
  },
  /** What earlier releases said, and what old log entries still say. */
  credit_note_not_supported: {
    title: 'Credit notes were not copied',
    owner: 'author',
    whatToDo: 'Copy it now: credit notes are copied since.',
  },
  document_empty: { title: 'Nothing to send', owner: 'author', whatToDo: 'Add at least one line with an amount.' },
  number_missing: {
    title: 'Invoice has no number',
    owner: 'author',
    whatToDo: 'Give the invoice a number in Productive, or let Xero number invoices.',
  },
  contact_missing: { title: 'No customer', owner: 'author', whatToDo: 'Set the client company on the invoice.' },
  vendor_missing: { title: 'No vendor', owner: 'author', whatToDo: 'Choose the vendor in Productive and save it.' },
  person_missing: {
    title: 'Nobody to reimburse',
    owner: 'author',
    whatToDo:
      'Choose the person who spent the money in Productive, or have reimbursable expenses billed to the vendor (Expenses card).',
  },
  due_date_missing: {
    title: 'No due date',
    owner: 'author',
    whatToDo: 'Enter the payment due date and save, or set a rule for missing due dates on the Expenses card.',
  },
  service_missing: {
    title: 'No service',
    owner: 'author',
    whatToDo: 'Choose the budget service that the expense belongs to.',
  },
  expense_not_approved: {
    title: 'Expense is not approved',
    owner: 'author',
    whatToDo: 'Have the expense approved in Productive, then copy it.',
  },
  expense_rejected: {
    title: 'Expense was rejected',
    owner: 'author',
    whatToDo: 'A rejected expense is not copied. Have it approved first if it was rejected by mistake.',
  },
  expense_is_draft: {
    title: 'Purchase order is a draft',
    owner: 'author',
    whatToDo: 'Finalise the purchase order that this expense belongs to.',
  },
  expense_zero: {
    title: 'Expense of zero',
    owner: 'author',
    whatToDo: 'There is nothing to pay. Correct the amount, or skip it.',
  },
  amount_negative: {
    title: 'Negative amount',
    owner: 'author',
    whatToDo: 'Xero takes no negative invoice or order. Make a credit note of it in Productive, and copy that.',
  },
  currency_unknown: {
    title: 'Unknown currency',
    owner: 'author',
    whatToDo: 'Correct the currency of the document in Productive.',
  },
  currency_differs: {
    title: 'Two currencies in one document',
    owner: 'author',
    whatToDo: 'Give every expense of the purchase order the currency of the order.',
  },
  currency_not_enabled: {
    title: 'Currency not enabled in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Add the currency to the organisation in Xero (a plan with multi-currency is needed), then retry.',
  },
  period_locked: {
    title: 'Period is closed',
    owner: 'bookkeeper',
    whatToDo:
      'Change the date of the document, move the lock date in Xero, or choose on the Options card what becomes of such documents.',
  },
  date_moved: {
    title: 'Dated on the first open day',
    owner: 'nobody',
    whatToDo:
      'Nothing to do: the books are closed for its own date, and the Options card says to move such documents. To keep the date, move the lock date in Xero first.',
  },
  sent_as_draft: {
    title: 'Copied as a draft',
    owner: 'bookkeeper',
    whatToDo:
      'The books are closed for its date. Give the draft another date in Xero, or move the lock date, then approve it.',
  },
  text_too_long: { title: 'Text too long', owner: 'author', whatToDo: 'Shorten this text in Productive.' },
  totals_differ: {
    title: 'Totals differ by rounding',
    owner: 'admin',
    whatToDo: 'Let the bridge add a rounding line (Invoices card), or correct the line that does not add up.',
  },
  mapped_rate_differs: {
    title: 'A mapped tax rate gives another total',
    owner: 'admin',
    whatToDo:
      'Compare the percentages on the Tax rates card: a rate of this document is mapped to one of another percentage. If they agree, correct the line that does not add up.',
  },
  rounding_line_added: {
    title: 'A rounding line is added',
    owner: 'nobody',
    whatToDo: 'Nothing to do: Xero rounds tax for each line, and this line keeps both totals equal.',
  },
  pdf_missing: {
    title: 'No PDF to attach',
    owner: 'author',
    whatToDo: 'The invoice is copied without it. Attach the PDF in Xero, or let Xero make it (Invoices card).',
  },
  attachment_too_large: {
    title: 'Attachment too large',
    owner: 'author',
    whatToDo: 'Xero takes files up to 10 MB. The document is copied without it; attach a smaller file by hand.',
  },

  already_copied: {
    title: 'Already copied',
    owner: 'author',
    whatToDo: 'Open the copy in Xero. To send another one, choose “Create new”.',
  },
  copy_in_progress: { title: 'Being copied', owner: 'nobody', whatToDo: 'Wait for the running copy to end.' },
  exported_elsewhere: {
    title: 'Exported by something else',
    owner: 'author',
    whatToDo:
      'Another connector has exported this document. If it is not in Xero, clear its export mark in Productive; if it is, mark it as copied.',
  },
  source_document_missing: {
    title: 'Not found in Productive',
    owner: 'author',
    whatToDo: 'The document was deleted in Productive, or the connection may not see it. Skip it, or restore it.',
  },
  ledger_document_missing: {
    title: 'Not found in Xero',
    owner: 'author',
    whatToDo: 'Check the number or id of the document in Xero, and that it was not voided.',
  },
  number_in_use: {
    title: 'Number already used in Xero',
    owner: 'author',
    whatToDo: 'Change the invoice’s number, or mark the invoice as copied if the one in Xero is the same.',
  },
} as const satisfies Record<string, ProblemEntry>;
