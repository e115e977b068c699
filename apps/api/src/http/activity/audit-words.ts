import type { AuditEntry } from '@bridge/application';

const words: Readonly<Record<string, string>> = {
  'session.opened': 'Signed in',
  'session.closed': 'Signed out',
  'connection.connected': 'Connected Xero',
  'connection.reconnected': 'Reconnected Xero',
  'connection.moved': 'Moved to another Xero organisation; earlier links were archived',
  'connection.lost': 'Xero disconnected; work waits',
  'connection.restored': 'Xero answers again; work goes on',
  'connection.disconnected': 'Disconnected Xero',
  'tenant.erased': 'Erased everything but this trail, on request',
  'settings.saved': 'Saved the settings',
  'settings.reviewed': 'Reviewed the settings',
  'export.queued': 'Queued for Xero',
  'export.sending': 'Being sent to Xero',
  'export.uncertain': 'The answer of Xero was lost; the bridge looks it up before anything is sent again',
  'export.exported': 'Copied to Xero',
  'export.refused': 'Refused',
  'export.skipped': 'Skipped',
  'link.marked': 'Marked as copied',
  'link.adopted': 'Found in Xero and linked',
  'link.receipt_added': 'A receipt that was added in Productive follows',
  'link.removed': 'Unlinked from Xero',
  'tranche.planned': 'Payment seen in Xero',
  'tranche.recording': 'Payment being recorded in Productive',
  'tranche.recorded': 'Payment recorded in Productive',
  'tranche.to_remove': 'Payment gone from Xero',
  'tranche.removing': 'Payment being removed in Productive',
  'tranche.removed': 'Payment removed in Productive',
  'tranche.held': 'Payment held back',
  'tranche.hastened': 'Payment tried again at once',
  'tranche.left_out': 'Payment left out: entered before the sync was switched on',
  'tranche.in_doubt': 'Payment gone from Xero with many others: a person is asked',
  'tranche.kept': 'Payment kept in Productive although it is gone from Xero',
  'reversals.applied': 'Confirmed that payments gone from Xero go from Productive',
  'reversals.dismissed': 'Kept payments in Productive that are gone from Xero',
  'expense_payment.to_remove': 'Confirmed that the expense is no longer paid',
  'expense_payment.kept': 'Expense kept as paid although its bill is not paid in Xero',
  'expense_payment.recorded': 'Expense marked paid in Productive',
  'expense_payment.removed': 'Expense no longer marked paid in Productive',
  'alerts.switched_on': 'Switched alerts on',
  'alerts.switched_off': 'Switched alerts off',
  'api_key.created': 'Created an API key',
  'api_key.revoked': 'Revoked an API key',
};

/** The same of exports that change a document in Xero. */
const ofUpdates: Readonly<Record<string, string>> = {
  'export.queued': 'Update queued for Xero',
  'export.sending': 'Update being sent to Xero',
  'export.exported': 'Updated in Xero',
  'export.refused': 'Update refused',
  'export.skipped': 'Update skipped',
};

/** An audit entry in plain words. An action without words of its own stands for itself. */
export function auditWords({ action, detail }: AuditEntry): string {
  const ofUpdate = detail['updates'] === undefined ? undefined : ofUpdates[action];
  const said = ofUpdate ?? words[action] ?? action.replace(/[._]/g, ' ');
  const about = [detail['organisation'], detail['name'], detail['reason']].find((text) => typeof text === 'string');
  return about === undefined ? said : `${said}: ${about}`;
}
