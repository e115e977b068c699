import { textOf } from '../world/json.js';
import type { Row } from '../world/row.js';
import { linkOf } from '../world/row.js';
import { html } from './html.js';
import type { Markup } from './html.js';
import { moneyText, readMoney } from './money.js';
import type { Show, Submit, Visit } from './page.js';
import { active, button, FormProblem, linkedName, options, required } from './page.js';

export const listExpenses: Show = (visit) => ({
  title: 'Expenses',
  content: html`<p><a href="expenses/new">New expense</a></p>
    <div class="table">
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>Vendor</th>
            <th>Date</th>
            <th>Due</th>
            <th class="n">Total with tax</th>
            <th>Approval</th>
            <th>Payment</th>
            <th>Export</th>
          </tr>
        </thead>
        <tbody>
          ${visit.office
            .list('expenses')
            .reverse()
            .map(
              (row) =>
                html`<tr>
                  <td><a href="expenses/${row.id}">${textOf(row.attributes['name'])}</a></td>
                  <td>${linkedName(visit, row, 'vendor', 'companies') || '–'}</td>
                  <td>${textOf(row.attributes['date'])}</td>
                  <td>${textOf(row.attributes['pay_on']) || '–'}</td>
                  <td class="n">${moneyText(row.attributes['total_amount_with_tax'], row.attributes['currency'])}</td>
                  <td>${approvalOf(row)}</td>
                  <td>${paymentOf(row)}</td>
                  <td>${row.attributes['exported'] === true ? textOf(row.attributes['export_id']) : 'Not exported'}</td>
                </tr>`,
            )}
        </tbody>
      </table>
    </div>`,
});

export const newExpense: Show = ({ office }) => {
  const services = office.list('services').filter(({ attributes }) => attributes['expense_tracking_enabled'] === true);
  const budgetName = (service: Row): string =>
    textOf(office.find('deals', linkOf(service, 'deal') ?? '')?.attributes['name']);
  return {
    title: 'New expense',
    content: html`<form method="post" action="new" class="card">
      <div class="row">
        <label>Name <input name="name" size="40" required /></label>
        <label
          >Service
          <select name="service">
            ${services.map(
              (service) =>
                html`<option value="${service.id}">
                  ${textOf(service.attributes['name'])} · ${budgetName(service)}
                </option>`,
            )}
          </select></label
        >
        <label
          >Vendor
          <select name="vendor">
            ${options(active(office.list('companies')), null, 'None')}
          </select></label
        >
      </div>
      <div class="row">
        <label>Unit cost <input name="amount" size="10" inputmode="decimal" required /></label>
        <label>Quantity <input name="quantity" size="6" value="1" inputmode="decimal" /></label>
        <label>Currency <input name="currency" size="4" placeholder="the organisation’s" /></label>
        <label
          >Tax rate
          <select name="rate">
            ${options(active(office.list('tax_rates')), null, 'None')}
          </select></label
        >
        <label>Date <input name="date" type="date" /></label>
        <label>Due <input name="due" type="date" /></label>
      </div>
      <button>Create</button>
    </form>`,
  };
};

export const showExpense: Show = (visit) => {
  const row = expenseOf(visit);
  const { approved, paid_on, rejected } = row.attributes;
  return {
    title: textOf(row.attributes['name']),
    content: html`<div class="card">
        <dl>
          <dt>Vendor</dt>
          <dd>${linkedName(visit, row, 'vendor', 'companies') || 'none'}</dd>
          <dt>Service type</dt>
          <dd>${linkedName(visit, row, 'service_type', 'service_types')}</dd>
          <dt>Tax rate</dt>
          <dd>${linkedName(visit, row, 'tax_rate', 'tax_rates') || 'none'}</dd>
          <dt>Date, due</dt>
          <dd>${textOf(row.attributes['date'])}, ${textOf(row.attributes['pay_on']) || 'no due date'}</dd>
          <dt>Total, with tax</dt>
          <dd>
            ${moneyText(row.attributes['total_amount'], row.attributes['currency'])},
            ${moneyText(row.attributes['total_amount_with_tax'], row.attributes['currency'])}
          </dd>
          <dt>Approval</dt>
          <dd>${approvalOf(row)}</dd>
          <dt>Payment</dt>
          <dd>${paymentOf(row)}</dd>
          <dt>Receipt</dt>
          <dd>${linkedName(visit, row, 'attachment', 'attachments') || 'none'}</dd>
        </dl>
      </div>
      <div class="row">
        ${approved !== true && button(`${row.id}/approve`, 'Approve', false)}
        ${approved === true && button(`${row.id}/unapprove`, 'Unapprove')}
        ${rejected !== true && button(`${row.id}/reject`, 'Reject')}
        ${paid_on === null ? button(`${row.id}/paid`, 'Mark as paid') : button(`${row.id}/unpaid`, 'Mark as unpaid')}
        ${button(`${row.id}/delete`, 'Delete')}
      </div>`,
  };
};

export const createExpense: Submit = ({ office, form }) => {
  const currency = (form.get('currency') ?? '').toUpperCase();
  const amount = readMoney(required(form, 'amount'), currency);
  if (amount === null) throw new FormProblem('the unit cost is not an amount');
  const quantity = form.get('quantity') || '1';
  if (!/^-?\d+(\.\d+)?$/.test(quantity)) throw new FormProblem('the quantity is not a number');
  const date = form.get('date') ?? '';
  const id = office.addExpense({
    name: required(form, 'name'),
    serviceId: required(form, 'service'),
    amount,
    quantity,
    vendorId: form.get('vendor') || null,
    taxRateId: form.get('rate') || null,
    payOn: form.get('due') || null,
    ...(currency === '' ? {} : { currency }),
    ...(date === '' ? {} : { date }),
  });
  return ['expenses', id];
};

/** What the buttons of an expense do, by the last segment of their address. */
export const expenseActions: Readonly<Record<string, Submit>> = {
  approve: (visit) => back(visit.office.approve(expenseOf(visit).id)),
  unapprove: (visit) => back(visit.office.unapprove(expenseOf(visit).id)),
  reject: (visit) => back(visit.office.reject(expenseOf(visit).id)),
  paid: (visit) => {
    const today = new Date(visit.engine.clock.now()).toISOString().slice(0, 10);
    return back(visit.office.edit('expenses', expenseOf(visit).id, { paid_on: today }));
  },
  unpaid: (visit) => back(visit.office.edit('expenses', expenseOf(visit).id, { paid_on: null })),
  delete: (visit) => {
    visit.office.remove('expenses', expenseOf(visit).id);
    return ['expenses'];
  },
};

function approvalOf({ attributes }: Row): Markup {
  if (attributes['rejected'] === true) return html`<span class="bad">Rejected</span>`;
  if (attributes['approved'] !== true) return html`Not approved`;
  return html`<span class="good">${attributes['auto_approved'] === true ? 'Approved by itself' : 'Approved'}</span>`;
}

function paymentOf({ attributes }: Row): Markup {
  return typeof attributes['paid_on'] === 'string'
    ? html`<span class="good">Paid ${attributes['paid_on']}</span>`
    : html`Unpaid`;
}

function expenseOf({ office, rest }: Visit): Row {
  const row = office.find('expenses', rest[1] ?? '');
  if (row === undefined) throw new FormProblem('there is no such expense');
  return row;
}

function back(row: Row): readonly string[] {
  return [row.type, row.id];
}
