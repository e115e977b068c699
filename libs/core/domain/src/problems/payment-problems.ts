import type { ProblemEntry } from './problem-entry.js';

/** Payments on their way back. */
export const paymentProblems = {
  invoice_not_sent: {
    title: 'Invoice is not marked as sent',
    owner: 'author',
    whatToDo: 'Mark the invoice as sent in Productive, or let the first payment do it (Payments card).',
  },
  payment_of_before: {
    title: 'Payment from before the sync, perhaps',
    owner: 'admin',
    whatToDo:
      'It is dated before the payment sync was switched on and was changed in Xero since. If Productive does not show it yet, press Retry to enter it; if it does, leave it.',
  },
  overpaid: {
    title: 'More paid than invoiced',
    owner: 'bookkeeper',
    whatToDo: 'Correct the payment in Xero, or the invoice in Productive.',
  },
  payment_currency_differs: {
    title: 'Payment in another currency',
    owner: 'bookkeeper',
    whatToDo: 'Xero reports this payment in another currency than the invoice has. Check the document in Xero.',
  },
  payment_unreadable: {
    title: 'Xero’s answer could not be read',
    owner: 'nobody',
    whatToDo: 'This row was not imported. Report it; the rest goes on.',
  },
  payment_refused: {
    title: 'Productive refused the payment',
    owner: 'author',
    whatToDo: 'Read Productive’s words, correct the invoice, then retry.',
  },
  mass_reversal: {
    title: 'Unusually many payments disappeared',
    owner: 'bookkeeper',
    whatToDo: 'None of them was removed. Check Xero, then confirm the removal.',
  },
  removed_in_ledger: {
    title: 'Voided or deleted in Xero',
    owner: 'bookkeeper',
    whatToDo: 'The copy no longer counts in Xero. Copy the document again if it should.',
  },
} as const satisfies Record<string, ProblemEntry>;
