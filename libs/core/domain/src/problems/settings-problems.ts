import type { ProblemEntry } from './problem-entry.js';

/** The plan, the options and the mapping: mended on the settings page. */
export const settingsProblems = {
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
  purchase_order_export_off: {
    title: 'Purchase orders are not copied',
    owner: 'admin',
    whatToDo: 'Switch on “Copy purchase orders” on the Options card.',
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
  tracking_category_gone: {
    title: 'Tracking category not usable in Xero',
    owner: 'admin',
    whatToDo: 'Restore the tracking category in Xero, or choose another one on the Tracking card.',
  },
  tracking_option_gone: {
    title: 'Tracking option not usable in Xero',
    owner: 'admin',
    whatToDo: 'Restore the option in Xero, or map to another one on the Tracking card.',
  },
  tracking_not_mapped: {
    title: 'No tracking option',
    owner: 'admin',
    whatToDo: 'Map it to an option on the Tracking card, or let such lines be copied without one there.',
  },
  tracking_left_out: {
    title: 'Copied without a tracking option',
    owner: 'admin',
    whatToDo: 'Nothing has to be done. To have one next time, map it on the Tracking card.',
  },
  payments_entered_by_source: {
    title: 'Productive enters the payments already',
    owner: 'admin',
    whatToDo:
      'Productive’s own Xero integration imports payments for this subsidiary. Switch that off there (Settings > Integrations), then switch the sync on here: with both, payments would be entered twice.',
  },
  automatic_needs_status: {
    title: 'Automatic copying needs an initial status',
    owner: 'admin',
    whatToDo:
      'Choose Draft, Submitted or Approved as the initial status, or switch automatic copying off on the Options card.',
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
  mail_not_sent: {
    title: 'Alert could not be sent',
    owner: 'admin',
    whatToDo: 'Check the addresses under Alerts. If they are right, whoever runs the bridge must check SMTP_URL.',
  },
  setting_invalid: { title: 'Setting not understood', owner: 'admin', whatToDo: 'Correct this field and save again.' },
} as const satisfies Record<string, ProblemEntry>;
