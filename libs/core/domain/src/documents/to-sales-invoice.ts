import type { Chart } from '../mapping/chart.js';
import { chooseAccount, chooseTaxRate } from '../mapping/mapping-rules.js';
import { equal, sum, toDecimalText, type Money } from '../money/money.js';
import { allocate, documentTotals, lineAmount, lineTax } from '../money/rounding.js';
import { problem, type Problem } from '../problems/problem.js';
import type { Settings } from '../settings/settings.js';
import {
  type BuildChoices,
  type Built,
  chooseStatus,
  commonProblems,
  markerOf,
  MAX_DESCRIPTION,
  MAX_NUMBER,
  tooLong,
} from './build-options.js';
import { placeInPeriod } from './closed-period.js';
import { fittingAttachments } from './fitting-attachments.js';
import type { LedgerLine, SalesInvoice } from './ledger-document.js';
import { combineDiscounts, figuresFor } from './line-figures.js';
import { reconcileTotals } from './rounding-line.js';
import type { SourceAttachment, SourceInvoice, SourceInvoiceLine } from './source-document.js';

/** The exact sales invoice that a copy of this invoice makes, or every reason why there can be none. Preview and copy are this one function. */
export function toSalesInvoice(
  invoice: SourceInvoice,
  settings: Settings,
  chart: Chart,
  choices: BuildChoices,
): Built<SalesInvoice> {
  const placed = placeInPeriod(
    { issuedOn: invoice.invoicedOn, dueOn: invoice.dueOn },
    chooseStatus(settings.invoices.initialStatus, choices.status),
    settings.options.closedPeriods,
    chart.organisation.lockedThrough,
  );
  const { status, issuedOn, dueOn, wereBooksOpen } = placed;
  const problems = [
    ...ownProblems(invoice, settings),
    ...commonProblems({ currency: invoice.currency, issuedOn }, status, chart),
  ];
  if (dueOn === undefined && status !== undefined && status !== 'draft')
    problems.push(problem('due_date_missing', 'dueOn', 'Xero approves no invoice without a due date.'));
  if (problems.some((found) => found.code === 'currency_unknown')) return { ok: false, problems };

  const nets = netsAfterDiscount(invoice);
  const lines: LedgerLine[] = [];
  invoice.lines.forEach((line, index) => {
    const built = buildLine(line, nets[index] ?? line.net, invoice, settings, chart, `lines[${index}]`);
    if (built.ok) lines.push(built.line);
    else problems.push(...built.problems);
  });
  if (problems.length > 0 || status === undefined || invoice.party === undefined) return { ok: false, problems };

  const reconciled = reconcileTotals(lines, invoice.total, 'sales', settings, chart);
  if (!reconciled.ok) return reconciled;
  const { files, notices } = attachmentsOf(invoice, settings);
  const reference = settings.invoices.reference === 'subject' ? invoice.subject : invoice.purchaseOrderNumber;
  const theme =
    invoice.documentTypeId === undefined ? undefined : settings.invoices.brandingThemes[invoice.documentTypeId];
  return {
    ok: true,
    notices: [...placed.notices, ...reconciled.notices, ...notices],
    document: {
      kind: 'invoice',
      sourceId: invoice.id,
      marker: markerOf(invoice.url, choices.copy),
      party: invoice.party,
      ...(choices.contactId !== undefined && { contactId: choices.contactId }),
      issuedOn,
      ...(dueOn !== undefined && { dueOn }),
      ...(wereBooksOpen && { wereBooksOpen }),
      currency: invoice.currency,
      status,
      lines: reconciled.lines,
      totals: documentTotals(reconciled.lines, invoice.currency),
      attachments: files,
      notes: notesOf(invoice, settings),
      ...(settings.invoices.numberedBy === 'source' && invoice.number !== undefined && { number: invoice.number }),
      ...(reference !== undefined && reference !== '' && { reference }),
      ...(theme !== undefined && { brandingThemeId: theme }),
    },
  };
}

function ownProblems(invoice: SourceInvoice, settings: Settings): Problem[] {
  const found: Problem[] = [];
  if (!settings.options.exportInvoices)
    found.push(
      problem('invoice_export_off', 'options.exportInvoices', 'Invoices are not exported on this connection.', {
        card: 'options',
      }),
    );
  if (invoice.isSample === true)
    found.push(problem('sample_document', 'state', 'Productive made this invoice as an example.'));
  if (!invoice.isFinalised) found.push(problem('invoice_not_finalised', 'state', 'The invoice is still a draft.'));
  if (invoice.lines.length === 0) found.push(problem('document_empty', 'lines', 'The invoice has no lines.'));
  if (invoice.party === undefined)
    found.push(problem('contact_missing', 'party', 'The invoice has no client company.'));
  if (invoice.total.minor < 0n) found.push(problem('amount_negative', 'total', 'The total is negative.'));
  if (settings.invoices.numberedBy === 'source') {
    if (invoice.number === undefined && invoice.isFinalised)
      found.push(problem('number_missing', 'number', 'Productive numbers invoices, and this one has no number.'));
    found.push(...tooLong(invoice.number, MAX_NUMBER, 'number'));
  }
  return [
    ...found,
    ...tooLong(
      settings.invoices.reference === 'subject' ? invoice.subject : invoice.purchaseOrderNumber,
      MAX_NUMBER,
      'reference',
    ),
  ];
}

/**
 * A discount on the whole invoice is spread over the lines so that they add up to the invoice's own net. Where a line is
 * negative there are no proportions to go by, and each line is reduced by itself.
 */
function netsAfterDiscount({ lines, net, discountPercent }: SourceInvoice): readonly Money[] {
  const nets = lines.map((line) => line.net);
  if (discountPercent === undefined || lines.length === 0 || equal(sum(nets, net.currency), net)) return nets;
  if (nets.every((amount) => amount.minor >= 0n))
    return allocate(
      net,
      nets.map((amount) => amount.minor),
    );
  return nets.map((amount) =>
    lineAmount({ quantity: '1', unitAmount: toDecimalText(amount), discountPercent }, net.currency),
  );
}

function buildLine(
  line: SourceInvoiceLine,
  net: Money,
  invoice: SourceInvoice,
  settings: Settings,
  chart: Chart,
  path: string,
): { ok: true; line: LedgerLine } | { ok: false; problems: readonly Problem[] } {
  const account = chooseAccount(settings, 'sales', line.serviceType, chart, `${path}.account`);
  const rate = chooseTaxRate(
    settings,
    'sales',
    line.taxRate,
    account.ok ? account.value : undefined,
    chart,
    `${path}.taxRate`,
  );
  const description = line.description.trim() || (line.serviceType?.name ?? invoice.subject ?? 'Services');
  const long = tooLong(description, MAX_DESCRIPTION, `${path}.description`);
  if (!account.ok || !rate.ok || long.length > 0) {
    return {
      ok: false,
      problems: [...(account.ok ? [] : account.problems), ...(rate.ok ? [] : rate.problems), ...long],
    };
  }
  const discountPercent = combineDiscounts(line.discountPercent, invoice.discountPercent);
  const figures = figuresFor({ quantity: line.quantity, unitPrice: line.unitPrice, discountPercent }, net);
  return {
    ok: true,
    line: {
      description,
      quantity: figures.quantity,
      unitAmount: figures.unitAmount,
      ...(figures.discountPercent !== undefined && { discountPercent: figures.discountPercent }),
      accountCode: account.value.code,
      taxType: rate.value.taxType,
      net,
      tax: lineTax(net, rate.value.ratePercent),
    },
  };
}

function attachmentsOf(
  invoice: SourceInvoice,
  settings: Settings,
): { files: readonly SourceAttachment[]; notices: readonly Problem[] } {
  if (settings.invoices.pdfMadeBy === 'ledger') return { files: [], notices: [] };
  if (invoice.attachment === undefined)
    return { files: [], notices: [problem('pdf_missing', 'attachment', 'Productive has no PDF of this invoice yet.')] };
  return fittingAttachments([invoice.attachment]);
}

function notesOf(invoice: SourceInvoice, settings: Settings): readonly string[] {
  const field = settings.invoices.noteCustomFieldId;
  const note = field === undefined ? undefined : invoice.customFields[field];
  return note === undefined || note === '' ? [] : [note];
}
