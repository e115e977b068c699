/** Who can mend it: a Productive admin in the settings, whoever keeps the document, the accountant in Xero, or nobody but time. */
export type ProblemOwner = 'admin' | 'author' | 'bookkeeper' | 'nobody';

interface Entry {
  readonly title: string;
  readonly owner: ProblemOwner;
  readonly whatToDo: string;
}

/** Every problem the bridge can report, what it means and what to do about it. The texts are shown to people. */
export const problemCatalogue = {
  // settings and plan
  feature_unavailable: {
    title: 'Upgrade required',
    owner: 'admin',
    whatToDo:
      'The Xero integration needs the Professional or Ultimate plan of Productive. Upgrade the plan, then try again.',
  },
  expense_sync_feature_unavailable: {
    title: 'Upgrade required',
    owner: 'admin',
    whatToDo:
      'Exporting expenses needs the Professional or Ultimate plan of Productive. Upgrade the plan, then try again.',
  },
  invoice_export_off: {
    title: 'Invoice export is off',
    owner: 'admin',
    whatToDo: 'Switch on “Export invoices” in the integration’s options and save.',
  },
  expense_export_off: {
    title: 'Expense export is off',
    owner: 'admin',
    whatToDo: 'Tick “Export expenses to Xero” on the Expenses card and save.',
  },
  not_connected: {
    title: 'Xero is not connected',
    owner: 'admin',
    whatToDo: 'Connect Xero for this subsidiary under Settings > App marketplace.',
  },
  tax_rates_not_mapped: {
    title: 'Tax rate not mapped',
    owner: 'admin',
    whatToDo: 'Map this tax rate to a Xero tax rate on the Tax rates card and save.',
  },
  no_tax_not_mapped: {
    title: '“No tax” not mapped',
    owner: 'admin',
    whatToDo: 'Choose the Xero rate for lines without tax on the Tax rates card and save.',
  },
  tax_rate_unknown: {
    title: 'Xero tax rate not found',
    owner: 'admin',
    whatToDo: 'The mapped rate no longer exists in Xero. Choose another one on the Tax rates card.',
  },
  tax_rate_inactive: {
    title: 'Xero tax rate is not active',
    owner: 'admin',
    whatToDo: 'Reactivate the rate in Xero, or choose another one on the Tax rates card.',
  },
  tax_rate_not_allowed: {
    title: 'Tax rate does not fit the account',
    owner: 'admin',
    whatToDo: 'Xero allows this rate on other kinds of account only. Choose another rate, or another account.',
  },
  account_not_mapped: {
    title: 'No account chosen',
    owner: 'admin',
    whatToDo: 'Choose a default account, or map this service type to an account, and save.',
  },
  account_unknown: {
    title: 'Account not found in Xero',
    owner: 'admin',
    whatToDo: 'The account code does not exist in Xero any more. Choose another one.',
  },
  account_archived: {
    title: 'Account is archived in Xero',
    owner: 'admin',
    whatToDo: 'Restore the account in Xero, or choose another one.',
  },
  account_wrong_class: {
    title: 'Account of the wrong kind',
    owner: 'admin',
    whatToDo: 'Sales need a revenue account, expenses an expense or asset account. Choose another one.',
  },
  account_not_postable: {
    title: 'Account cannot be used on documents',
    owner: 'admin',
    whatToDo: 'Xero reserves bank and control accounts for itself. Choose another one.',
  },
  branding_theme_unknown: {
    title: 'Branding theme not found in Xero',
    owner: 'admin',
    whatToDo: 'Choose another branding theme on the Invoices card.',
  },
  status_not_chosen: {
    title: 'Status not chosen',
    owner: 'author',
    whatToDo: 'The initial status is set manually: choose Draft, Submitted or Approved for this copy.',
  },
  ledger_without_documents: {
    title: 'This Xero organisation keeps no invoices',
    owner: 'admin',
    whatToDo: 'Partner and cashbook editions have no invoices. Connect another Xero organisation.',
  },
  setting_invalid: { title: 'Setting not understood', owner: 'admin', whatToDo: 'Correct this field and save again.' },

  // signing in and connecting
  not_admin: {
    title: 'Not an admin',
    owner: 'admin',
    whatToDo: 'Only an admin of the Productive organisation may set up the integration. Ask an admin to sign in.',
  },
  token_unknown: {
    title: 'Token not accepted',
    owner: 'author',
    whatToDo: 'Generate a new token in Productive under Settings > API integrations, and paste all of it.',
  },
  organisation_unknown: {
    title: 'Wrong organisation',
    owner: 'author',
    whatToDo: 'Check the organisation id: it is the number in the address of Productive, right after the host.',
  },
  subsidiary_unknown: {
    title: 'Subsidiary not found',
    owner: 'admin',
    whatToDo: 'Choose one of your subsidiaries. It may have been archived in Productive.',
  },
  consent_expired: {
    title: 'Start again',
    owner: 'admin',
    whatToDo: 'Choose “Connect app” once more and finish at Xero within ten minutes, in the same browser.',
  },
  consent_denied: {
    title: 'Permission was not given',
    owner: 'admin',
    whatToDo: 'Nothing was connected. Choose “Connect app” once more and allow access at Xero.',
  },
  organisation_missing: {
    title: 'No organisation granted',
    owner: 'admin',
    whatToDo: 'Connect again and choose the Xero organisation on Xero’s page.',
  },
  organisation_taken: {
    title: 'Organisation already connected',
    owner: 'admin',
    whatToDo: 'A Xero organisation serves one subsidiary. Choose another one, or disconnect it there first.',
  },
  organisation_differs: {
    title: 'Another organisation than before',
    owner: 'admin',
    whatToDo: 'Confirm to connect the other organisation; the links to the old one are archived.',
  },

  // the document
  invoice_not_finalised: {
    title: 'Invoice is a draft',
    owner: 'author',
    whatToDo: 'Finalise the invoice in Productive, then copy it.',
  },
  credit_note_not_supported: {
    title: 'Credit notes are not copied',
    owner: 'author',
    whatToDo: 'Enter this credit note in Xero by hand.',
  },
  document_empty: { title: 'Nothing to send', owner: 'author', whatToDo: 'Add at least one line with an amount.' },
  number_missing: {
    title: 'Invoice has no number',
    owner: 'author',
    whatToDo: 'Give the invoice a number in Productive, or let Xero number invoices.',
  },
  contact_missing: { title: 'No customer', owner: 'author', whatToDo: 'Set the client company on the invoice.' },
  vendor_missing: { title: 'No vendor', owner: 'author', whatToDo: 'Choose the vendor on the expense and save it.' },
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
    whatToDo: 'Xero takes no negative invoice or bill. Enter it in Xero as a credit note.',
  },
  currency_unknown: {
    title: 'Unknown currency',
    owner: 'author',
    whatToDo: 'Correct the currency of the document in Productive.',
  },
  currency_not_enabled: {
    title: 'Currency not enabled in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Add the currency to the organisation in Xero (a plan with multi-currency is needed), then retry.',
  },
  period_locked: {
    title: 'Period is closed',
    owner: 'bookkeeper',
    whatToDo: 'Change the date of the document, or move the lock date in Xero.',
  },
  text_too_long: { title: 'Text too long', owner: 'author', whatToDo: 'Shorten this text in Productive.' },
  totals_differ: {
    title: 'Totals differ by rounding',
    owner: 'admin',
    whatToDo: 'Let the bridge add a rounding line (Invoices card), or correct the line that does not add up.',
  },
  rounding_line_added: {
    title: 'A rounding line is added',
    owner: 'nobody',
    whatToDo: 'Nothing to do: Xero rounds tax for each line, and this line keeps both totals equal.',
  },
  attachment_too_large: {
    title: 'Attachment too large',
    owner: 'author',
    whatToDo: 'Xero takes files up to 10 MB. The document is copied without it; attach a smaller file by hand.',
  },

  // what is already there
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

  // what only Xero can know
  contact_archived: {
    title: 'Contact is archived in Xero',
    owner: 'bookkeeper',
    whatToDo: 'Restore the contact in Xero, or choose another contact, then retry.',
  },
  contact_refused: {
    title: 'Xero refused the contact',
    owner: 'author',
    whatToDo: 'Read Xero’s words below, correct the company in Productive, then retry.',
  },
  contact_ambiguous: {
    title: 'Several Xero contacts fit',
    owner: 'author',
    whatToDo: 'Choose the right contact for this company, then retry.',
  },
  plan_limit: {
    title: 'Xero plan limit reached',
    owner: 'bookkeeper',
    whatToDo: 'This Xero plan approves a limited number of documents a month. Upgrade it in Xero, or send as draft.',
  },
  ledger_refused: {
    title: 'Xero refused it',
    owner: 'author',
    whatToDo: 'Read Xero’s words, correct the document or the mapping, then retry.',
  },
  ledger_total_differs: {
    title: 'Xero shows another total',
    owner: 'bookkeeper',
    whatToDo: 'Compare the two documents and correct the one in Xero.',
  },
  ledger_warning: { title: 'Xero’s remark', owner: 'nobody', whatToDo: 'The document was copied. Read Xero’s words.' },
  bad_request: {
    title: 'Xero did not understand the request',
    owner: 'nobody',
    whatToDo: 'This is a fault of the bridge. Report it with the correlation id, then retry.',
  },
  scope_missing: {
    title: 'A permission is missing in Xero',
    owner: 'admin',
    whatToDo: 'Reconnect Xero and allow everything that is asked for.',
  },
  disconnected: {
    title: 'Disconnected from Xero',
    owner: 'admin',
    whatToDo: 'Reconnect Xero. Everything that waits goes on by itself.',
  },
  rate_limited: {
    title: 'Xero’s call limit is used up',
    owner: 'nobody',
    whatToDo: 'Nothing to do: work goes on by itself when the limit resets.',
  },
  unavailable: {
    title: 'Xero cannot be reached',
    owner: 'nobody',
    whatToDo: 'Nothing to do: it is tried again by itself.',
  },
  answer_lost: {
    title: 'Answer lost',
    owner: 'nobody',
    whatToDo: 'Nothing to do: the bridge looks into Xero before it sends again.',
  },

  // payments
  invoice_not_sent: {
    title: 'Invoice is not marked as sent',
    owner: 'author',
    whatToDo: 'Mark the invoice as sent in Productive, or let the first payment do it (Payments card).',
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
    whatToDo: 'Nothing was removed. Check Xero, then confirm the removal.',
  },
  removed_in_ledger: {
    title: 'Voided or deleted in Xero',
    owner: 'bookkeeper',
    whatToDo: 'The copy no longer counts in Xero. Copy the document again if it should.',
  },

  // Productive
  source_refused: {
    title: 'Productive refused it',
    owner: 'author',
    whatToDo: 'Read Productive’s words, correct the document there, then retry.',
  },
  source_unauthorised: {
    title: 'Productive refuses the token',
    owner: 'admin',
    whatToDo: 'Sign in again with a valid personal access token of an admin.',
  },
  source_forbidden: {
    title: 'The token may not do this',
    owner: 'admin',
    whatToDo: 'Sign in with the read/write token of an admin.',
  },
  source_rate_limited: {
    title: 'Productive’s call limit is used up',
    owner: 'nobody',
    whatToDo: 'Nothing to do: work goes on by itself when the limit resets.',
  },
  source_unavailable: {
    title: 'Productive cannot be reached',
    owner: 'nobody',
    whatToDo: 'Nothing to do: it is tried again by itself.',
  },
} as const satisfies Record<string, Entry>;

export type ProblemCode = keyof typeof problemCatalogue;

export function explainProblem(code: ProblemCode): Entry {
  return problemCatalogue[code];
}

/** True when time alone mends it. */
export function healsByItself(code: ProblemCode): boolean {
  return problemCatalogue[code].owner === 'nobody';
}
