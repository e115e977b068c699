import { problem, type Problem, type ProblemCode } from '@bridge/domain';
import { isRecord, rowsOf, textOf, type RawRecord } from './raw.js';

/**
 * Xero has no codes for what is wrong with a document, only sentences, and their wording varies: patterns are loose, the
 * first that fits counts, and what fits none is shown as it is.
 */
const PATTERNS: readonly (readonly [RegExp, ProblemCode, string])[] = [
  [/idempotency key/i, 'bad_request', ''],
  [/invoice #.*must be unique/i, 'number_in_use', 'number'],
  [/credit note .*must be unique/i, 'number_in_use', 'number'],
  [/order number must be unique/i, 'number_in_use', 'number'],
  [/contact\b.*\barchived/i, 'contact_archived', 'contactId'],
  [/contact name .* already assigned/i, 'contact_refused', 'name'],
  [/another contact has this contact number/i, 'contact_refused', 'number'],
  [/email address must be valid/i, 'contact_refused', 'email'],
  [/a contact must be specified|elements to identify the contact/i, 'contact_missing', 'contactId'],
  [/account code .* archived|bank account is archived/i, 'account_archived', 'accountCode'],
  [
    /account code .* not a valid code|account must be valid|account could not be found/i,
    'account_unknown',
    'accountCode',
  ],
  [/account code (or id )?must be specified/i, 'account_not_mapped', 'accountCode'],
  [/tax ?type (code )?.*cannot be used/i, 'tax_rate_not_allowed', 'taxType'],
  [/tax ?type (field )?is mandatory/i, 'tax_rates_not_mapped', 'taxType'],
  [/tax rate must be active/i, 'tax_rate_inactive', 'taxType'],
  [/tax ?type (code )?.*(not valid|not a valid|invalid|not found|not exist)/i, 'tax_rate_unknown', 'taxType'],
  [/payment or credit note allocated/i, 'update_paid', 'ledger'],
  [/not of valid status for modification/i, 'update_not_allowed', 'status'],
  [/tracking (option|categor)/i, 'tracking_option_gone', 'tracking'],
  [/lock date|before the end of year/i, 'period_locked', 'issuedOn'],
  [/not subscribed to currency/i, 'currency_not_enabled', 'currency'],
  [/limit of invoices you can approve/i, 'plan_limit', 'status'],
  [/branding ?theme/i, 'branding_theme_unknown', 'brandingThemeId'],
  [/line items must be specified/i, 'document_empty', 'lines'],
  [/due ?date .*(required|specified|missing|mandatory)/i, 'due_date_missing', 'dueOn'],
];

/** One sentence of Xero as a problem; the sentence itself is the detail. `linePath` is set when it was said of a line. */
export function problemOf(message: string, linePath?: string): Problem {
  const [, code, path] = PATTERNS.find(([pattern]) => pattern.test(message)) ?? [/^/, 'ledger_refused' as const, ''];
  return problem(code, [linePath, path].filter((part) => part !== undefined && part !== '').join('.'), message);
}

/** Everything that is wrong with one element (a document, a contact, a note), each sentence once. */
export function problemsOf(element: RawRecord): readonly Problem[] {
  const own = messagesOf(element['ValidationErrors']).map((message) => problemOf(message));
  const ofContact = isRecord(element['Contact'])
    ? messagesOf(element['Contact']['ValidationErrors']).map((message) => problemOf(message))
    : [];
  const ofLines = (Array.isArray(element['LineItems']) ? element['LineItems'] : []).flatMap((line: unknown, index) =>
    isRecord(line) ? lineMessages(line).map((message) => problemOf(message, `lines[${index}]`)) : [],
  );
  const byMessage = new Map([...own, ...ofContact, ...ofLines].map((each) => [each.detail, each] as const));
  return [...byMessage.values()];
}

/** Of a whole call that was refused: of all elements, or the sentence at the top when there are none. */
export function problemsOfRefusal(body: unknown): readonly Problem[] {
  if (!isRecord(body)) return [];
  const found = rowsOf(body['Elements']).flatMap(problemsOf);
  const top = textOf(body['Message']) ?? textOf(body['Detail']);
  return found.length > 0 || top === undefined ? found : [problemOf(top)];
}

/** `Warnings` and `ValidationErrors` look alike; the sentence is in `Message`, in some places in `Description`. */
export function messagesOf(list: unknown): readonly string[] {
  return rowsOf(list).flatMap((row) => textOf(row['Message']) ?? textOf(row['Description']) ?? []);
}

function lineMessages(line: RawRecord): readonly string[] {
  const account = isRecord(line['Account']) ? messagesOf(line['Account']['ValidationErrors']) : [];
  return [...messagesOf(line['ValidationErrors']), ...account];
}
