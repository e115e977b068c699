import { type Html, html } from '../http/html.js';
import { dayOf } from './actions.js';
import { rows } from './desk.js';

type Row = Record<string, unknown>;

export const money = (value: unknown): string => Number(value ?? 0).toFixed(2);

interface DocumentView {
  document: Row;
  paymentAccounts: readonly Row[];
  today: string;
}

/** One invoice or bill with everything an accountant may do to it. */
export function documentView({ document, paymentAccounts, today }: DocumentView): Html {
  const status = String(document['Status']);
  const contact = (document['Contact'] ?? {}) as Row;
  const open = status === 'AUTHORISED';
  return html`<h1>${document['Type'] === 'ACCPAY' ? 'Bill' : 'Invoice'} ${String(document['InvoiceNumber'] ?? '')}</h1>
    <section>
      <p>
        ${String(contact['Name'] ?? '')} · <strong>${status}</strong> · ${String(document['CurrencyCode'])}
        ${money(document['Total'])}, due ${money(document['AmountDue'])}
      </p>
      <p class="soft">
        Paid ${money(document['AmountPaid'])} · credited ${money(document['AmountCredited'])} · tax
        ${money(document['TotalTax'])} · ${String(document['Url'] ?? '')}
      </p>
      ${decisions(status)}
    </section>
    ${open && openDocument(paymentAccounts, today, money(document['AmountDue']))} ${settled(document)}
    ${editing(document)}`;
}

function decisions(status: string): Html {
  const draft = status === 'DRAFT' || status === 'SUBMITTED';
  return html`<form method="post">
    ${draft && html`<button name="action" value="approve">Approve</button><button class="danger" name="action" value="delete">Delete</button>`}
    ${status === 'AUTHORISED' && html`<button class="danger" name="action" value="void">Void</button>`}
  </form>`;
}

function openDocument(accounts: readonly Row[], today: string, due: string): Html {
  return html`<section>
    <h2>Record a payment</h2>
    <form method="post">
      ${moneyFields(accounts, today)}<label
        >Amount<input name="amount" inputmode="decimal" value="${due}" required /></label
      ><button name="action" value="pay">Pay</button>
    </form>
    <form method="post">
      ${moneyFields(accounts, today)}<label>Parts<input name="parts" type="number" min="2" max="12" value="2" /></label
      ><button class="plain" name="action" value="split">Pay what is due in parts</button>
    </form>
    <h2>Credit</h2>
    <form method="post">
      <label>Date<input name="date" type="date" value="${today}" /></label
      ><label>Amount<input name="amount" inputmode="decimal" required /></label
      ><label>For<input name="reference" /></label
      ><button class="plain" name="action" value="credit">Make a credit note and allocate it</button>
    </form>
  </section>`;
}

export function moneyFields(accounts: readonly Row[], today: string): Html {
  return html`<label>Date<input name="date" type="date" value="${today}" required /></label>
    <label
      >Account<select name="account">
        ${accounts.map((account) => html`<option value="${String(account['Code'])}">${String(account['Code'])} ${String(account['Name'])}</option>`)}
      </select></label
    >
    <label>Reference<input name="reference" /></label>`;
}

function settled(document: Row): Html | false {
  const payments = rows(document['Payments']);
  const credits = [
    ...rows(document['CreditNotes']),
    ...rows(document['Prepayments']),
    ...rows(document['Overpayments']),
  ];
  if (payments.length + credits.length === 0) return false;
  return html`<section>
    <h2>Settled by</h2>
    <table>
      <tr>
        <th>What</th>
        <th class="n">Amount</th>
        <th></th>
      </tr>
      ${payments.map(
        (payment) =>
          html`<tr>
            <td>Payment ${String(payment['Reference'] ?? '')} <code>${String(payment['PaymentID'])}</code></td>
            <td class="n">${money(payment['Amount'])}</td>
            <td>
              <form method="post">
                <input type="hidden" name="payment" value="${String(payment['PaymentID'])}" /><button
                  class="danger"
                  name="action"
                  value="delete-payment"
                >
                  Delete
                </button>
              </form>
            </td>
          </tr>`,
      )}
      ${credits.map(
        (note) =>
          html`<tr>
            <td>Credit ${String(note['CreditNoteNumber'] ?? '')}</td>
            <td class="n">${money(note['AppliedAmount'] ?? note['Total'])}</td>
            <td></td>
          </tr>`,
      )}
    </table>
  </section>`;
}

function editing(document: Row): Html {
  const lines = rows(document['LineItems']);
  return html`<section>
    <h2>Edit</h2>
    <form class="stack" method="post">
      <label>Number<input name="InvoiceNumber" value="${String(document['InvoiceNumber'] ?? '')}" /></label>
      <label>Reference<input name="Reference" value="${String(document['Reference'] ?? '')}" /></label>
      <label>Date<input name="Date" type="date" value="${dayOf(document, 'Date')}" /></label>
      <label>Due<input name="DueDate" type="date" value="${dayOf(document, 'DueDate')}" /></label>
      <table>
        <tr>
          <th>Description</th>
          <th>Account</th>
          <th>Tax</th>
          <th class="n">Quantity</th>
          <th>Unit amount</th>
          <th class="n">Line</th>
        </tr>
        ${lines.map(
          (line, index) =>
            html`<tr>
              <td>
                <input
                  aria-label="Description of line ${index + 1}"
                  name="description-${index}"
                  value="${String(line['Description'] ?? '')}"
                />
              </td>
              <td>${String(line['AccountCode'] ?? '')}</td>
              <td>${String(line['TaxType'] ?? '')}</td>
              <td class="n">${String(line['Quantity'] ?? '')}</td>
              <td>
                <input
                  aria-label="Unit amount of line ${index + 1}"
                  name="amount-${index}"
                  inputmode="decimal"
                  value="${String(line['UnitAmount'] ?? '')}"
                />
              </td>
              <td class="n">${money(line['LineAmount'])}</td>
            </tr>`,
        )}
      </table>
      <button class="plain" name="action" value="edit">Save</button>
    </form>
  </section>`;
}
