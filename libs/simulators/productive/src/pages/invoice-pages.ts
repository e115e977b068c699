import type { NewLine } from '../office/drafts.js';
import { textOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import { html } from './html.js';
import type { Markup } from './html.js';
import { moneyText, readMoney } from './money.js';
import type { Show, Submit, Visit } from './page.js';
import { active, button, FormProblem, linkedName, options, required } from './page.js';

const newLines = [0, 1, 2];

export const listInvoices: Show = (visit) => ({
  title: 'Invoices',
  content: html`<p><a href="invoices/new">New invoice</a></p>
    <div class="table">
      <table>
        <thead>
          <tr>
            <th>Number</th>
            <th>Subject</th>
            <th>Client</th>
            <th>Date</th>
            <th class="n">Total</th>
            <th class="n">Unpaid</th>
            <th>State</th>
            <th>Export</th>
          </tr>
        </thead>
        <tbody>
          ${visit.office
            .list('invoices')
            .reverse()
            .map(
              (row) =>
                html`<tr>
                  <td><a href="invoices/${row.id}">${textOf(row.attributes['number']) || 'Draft'}</a></td>
                  <td>${textOf(row.attributes['subject'])}</td>
                  <td>${linkedName(visit, row, 'company', 'companies')}</td>
                  <td>${textOf(row.attributes['invoiced_on'])}</td>
                  <td class="n">${moneyText(row.attributes['amount_with_tax'], row.attributes['currency'])}</td>
                  <td class="n">${moneyText(row.attributes['amount_unpaid'], row.attributes['currency'])}</td>
                  <td>${stateOf(row)}</td>
                  <td>${exportOf(row)}</td>
                </tr>`,
            )}
        </tbody>
      </table>
    </div>`,
});

export const newInvoice: Show = ({ office }) => ({
  title: 'New invoice',
  content: html`<form method="post" action="new" class="card">
    <div class="row">
      <label
        >Client
        <select name="client">
          ${options(active(office.list('companies')), null)}
        </select></label
      >
      <label
        >Subsidiary
        <select name="subsidiary">
          ${options(active(office.list('subsidiaries')), null)}
        </select></label
      >
      <label>Currency <input name="currency" size="4" placeholder="the organisation’s" /></label>
      <label>Date <input name="date" type="date" /></label>
      <label>Due <input name="due" type="date" /></label>
    </div>
    <div class="row">
      <label>Subject <input name="subject" size="50" /></label>
    </div>
    ${newLines.map(
      (index) =>
        html`<fieldset>
          <legend>Line ${index + 1}</legend>
          <div class="row">
            <label>Description <input name="description${index}" size="30" /></label>
            <label>Quantity <input name="quantity${index}" size="8" value="1" inputmode="decimal" /></label>
            <label>Unit price <input name="price${index}" size="10" inputmode="decimal" /></label>
            <label>Discount % <input name="discount${index}" size="5" inputmode="decimal" /></label>
            <label
              >Tax rate
              <select name="rate${index}">
                ${options(active(office.list('tax_rates')), null)}
              </select></label
            >
            <label
              >Service type
              <select name="type${index}">
                ${options(active(office.list('service_types')), null)}
              </select></label
            >
          </div>
        </fieldset>`,
    )}
    <p>Lines without a unit price are left out.</p>
    <button>Create draft</button>
  </form>`,
});

export const showInvoice: Show = (visit) => {
  const row = invoiceOf(visit);
  const { currency, number, finalized_on, sent_on } = row.attributes;
  const of = (type: string): Row[] => visit.office.list(type).filter((part) => linkOf(part, 'invoice') === row.id);
  const isFinal = finalized_on !== null;
  return {
    title: textOf(number) || 'Draft invoice',
    content: html`<div class="card">${factsOf(visit, row)}</div>
      <div class="row">
        ${!isFinal && button(`${row.id}/finalise`, 'Finalise', false)}
        ${isFinal && sent_on === null && button(`${row.id}/sent`, 'Mark as sent', false)}
        ${sent_on !== null && button(`${row.id}/unsent`, 'Mark as unsent')} ${button(`${row.id}/delete`, 'Delete')}
      </div>
      <h2>Lines</h2>
      ${linesOf(visit, row, of('line_items'))}
      <h2>Payments</h2>
      ${paymentsOf(row, of('payments'))}
      ${
        sent_on !== null &&
        html`<form method="post" action="${row.id}/payments" class="row">
          <label>Amount in ${textOf(currency)} <input name="amount" size="10" inputmode="decimal" required /></label>
          <label>Date <input name="date" type="date" /></label>
          <label>Note <input name="note" /></label>
          <label
            >Kind
            <select name="kind">
              <option value="payment">Payment</option>
              <option value="write-off">Write-off</option>
            </select></label
          >
          <button>Add</button>
        </form>`
      }`,
  };
};

export const createInvoice: Submit = ({ office, form }) => {
  const given = (name: string): string => form.get(name) ?? '';
  const currency = given('currency').toUpperCase();
  const lines = newLines
    .filter((index) => given(`price${index}`) !== '')
    .map((index): NewLine => {
      const unitPrice = readMoney(given(`price${index}`), currency);
      if (unitPrice === null) throw new FormProblem(`the unit price of line ${index + 1} is not an amount`);
      if (!/^-?\d+(\.\d+)?$/.test(given(`quantity${index}`)))
        throw new FormProblem(`the quantity of line ${index + 1} is not a number`);
      return {
        description: given(`description${index}`),
        quantity: given(`quantity${index}`),
        unitPrice,
        taxRateId: required(form, `rate${index}`),
        serviceTypeId: required(form, `type${index}`),
        ...(given(`discount${index}`) === '' ? {} : { discount: given(`discount${index}`) }),
      };
    });
  const id = office.addInvoice({
    companyId: required(form, 'client'),
    subsidiaryId: required(form, 'subsidiary'),
    subject: given('subject'),
    ...(currency === '' ? {} : { currency }),
    ...(given('date') === '' ? {} : { invoicedOn: given('date') }),
    payOn: given('due') || null,
    lines,
  });
  return ['invoices', id];
};

/** What the buttons of an invoice do, by the last segment of their address. */
export const invoiceActions: Readonly<Record<string, Submit>> = {
  finalise: ({ office, rest }) => back(office.finalise(idOf(rest))),
  sent: ({ office, rest }) => back(office.markSent(idOf(rest))),
  unsent: ({ office, rest }) => back(office.markUnsent(idOf(rest))),
  delete: ({ office, rest }) => {
    office.remove('invoices', idOf(rest));
    return ['invoices'];
  },
  payments: (visit) => {
    const { office, rest, form } = visit;
    const invoice = invoiceOf(visit);
    const amount = readMoney(required(form, 'amount'), textOf(invoice.attributes['currency']));
    if (amount === null) throw new FormProblem('the amount is not an amount');
    const on = form.get('date') ?? '';
    office.addPayment(idOf(rest), {
      amount,
      isWriteOff: form.get('kind') === 'write-off',
      ...(on === '' ? {} : { on }),
      ...(form.get('note') ? { note: form.get('note') ?? '' } : {}),
    });
    return ['invoices', invoice.id];
  },
  'delete-payment': ({ office, rest, form }) => {
    office.remove('payments', required(form, 'payment'));
    return ['invoices', idOf(rest)];
  },
};

function factsOf(visit: Visit, row: Row): Markup {
  const { currency, amount, amount_tax, amount_with_tax, amount_unpaid, invoiced_on, pay_on, subject } = row.attributes;
  return html`<dl>
    <dt>Client</dt>
    <dd>${linkedName(visit, row, 'company', 'companies')}</dd>
    <dt>Subject</dt>
    <dd>${textOf(subject)}</dd>
    <dt>Date, due</dt>
    <dd>${textOf(invoiced_on)}, ${textOf(pay_on) || 'no due date'}</dd>
    <dt>Net, tax, total</dt>
    <dd>${moneyText(amount, currency)}, ${moneyText(amount_tax, currency)}, ${moneyText(amount_with_tax, currency)}</dd>
    <dt>Unpaid</dt>
    <dd>${moneyText(amount_unpaid, currency)}</dd>
    <dt>State</dt>
    <dd>${stateOf(row)}</dd>
    <dt>Export</dt>
    <dd>${exportOf(row)}</dd>
  </dl>`;
}

function linesOf(visit: Visit, invoice: Row, lines: readonly Row[]): Markup {
  const { currency } = invoice.attributes;
  return html`<div class="table">
    <table>
      <thead>
        <tr>
          <th>Description</th>
          <th class="n">Quantity</th>
          <th class="n">Unit price</th>
          <th>Tax rate</th>
          <th class="n">Net</th>
          <th class="n">Tax</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          (line) =>
            html`<tr>
              <td>${textOf(line.attributes['description']).slice(0, 120)}</td>
              <td class="n">${textOf(line.attributes['quantity'])}</td>
              <td class="n">${moneyText(line.attributes['unit_price'], currency)}</td>
              <td>${linkedName(visit, line, 'tax_rate', 'tax_rates')}</td>
              <td class="n">${moneyText(line.attributes['amount'], currency)}</td>
              <td class="n">${moneyText(line.attributes['amount_tax'], currency)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function paymentsOf(invoice: Row, payments: readonly Row[]): Markup {
  if (payments.length === 0) return html`<p>None yet.</p>`;
  return html`<div class="table">
    <table>
      <thead>
        <tr>
          <th>Date</th>
          <th class="n">Amount</th>
          <th>Note</th>
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${payments.map(
          ({ id, attributes }) =>
            html`<tr>
              <td>${textOf(attributes['paid_on']) || `${textOf(attributes['written_off_on'])} (written off)`}</td>
              <td class="n">${moneyText(attributes['amount'], attributes['currency'])}</td>
              <td>${textOf(attributes['note'])}</td>
              <td>
                <form method="post" action="${invoice.id}/delete-payment">
                  <input type="hidden" name="payment" value="${id}" /><button class="quiet">Delete</button>
                </form>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function stateOf({ attributes }: Row): Markup {
  if (attributes['finalized_on'] === null) return html`Draft`;
  const sent = attributes['sent_on'] === null ? 'finalised' : `sent ${textOf(attributes['sent_on'])}`;
  if (typeof attributes['paid_on'] === 'string')
    return html`<span class="good">Paid ${textOf(attributes['paid_on'])}</span>, ${sent}`;
  return html`${Number(attributes['amount_paid']) > 0 ? 'Partly paid' : 'Unpaid'}, ${sent}`;
}

function exportOf({ attributes }: Row): Markup {
  if (attributes['exported'] !== true) return html`Not exported`;
  const url = textOf(attributes['export_invoice_url']);
  const isLink = /^https?:\/\//.test(url);
  return isLink
    ? html`<a href="${url}" rel="noreferrer">${textOf(attributes['export_id'])}</a>`
    : html`${textOf(attributes['export_id']) || 'Exported'}`;
}

function invoiceOf({ office, rest }: Visit): Row {
  const row = office.find('invoices', idOf(rest));
  if (row === undefined) throw new FormProblem('there is no such invoice');
  return row;
}

function idOf(rest: readonly string[]): string {
  return rest[1] ?? '';
}

function back(row: Row): readonly string[] {
  return [row.type, row.id];
}
