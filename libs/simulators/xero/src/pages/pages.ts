import { type Html, html } from '../http/html.js';
import { page } from '../http/layout.js';
import { formOf, redirect, type Reply, type Request } from '../http/message.js';
import type { Extension, XeroServer } from '../xero-server.js';
import { actOnDocument, actOnOrganisation, payTogether } from './actions.js';
import type { Desk, Outcome } from './desk.js';
import { documentView, money, moneyFields } from './document-page.js';

type Row = Record<string, unknown>;

/** `/` and below: the books, opened by hand. */
export function pages(server: XeroServer, desk: Desk): Extension {
  return (request) => {
    const segments = request.path.split('/').filter((segment) => segment !== '');
    const place = new Place(request, server, desk, segments);
    const [first, tenantId = '', kind, id] = segments;
    if (first === undefined) return place.home();
    if (first === 'calls' && segments.length === 1) return place.calls();
    if (first === 'organisationlogin') return openDeepLink(desk, request.query);
    if (first !== 'organisations' || !desk.tenants().some((tenant) => tenant.id === tenantId)) return undefined;
    if (segments.length === 2)
      return request.method === 'POST' ? place.decideOrganisation(tenantId) : place.organisation(tenantId);
    if (kind !== 'invoices' && kind !== 'bills') return undefined;
    if (segments.length === 3)
      return request.method === 'POST'
        ? place.after(payTogether(desk, tenantId, formOf(request)))
        : place.documents(tenantId, kind);
    if (id === undefined || segments.length > 4) return undefined;
    return request.method === 'POST'
      ? place.after(actOnDocument(desk, tenantId, id, formOf(request)))
      : place.document(tenantId, id);
  };
}

/** Xero's deep links: `?shortcode=…&redirecturl=/AccountsReceivable/View.aspx?InvoiceID=…` opens the page of that document. */
function openDeepLink(desk: Desk, query: URLSearchParams): Reply | undefined {
  const tenant = desk.tenants().find((candidate) => candidate.shortCode === query.get('shortcode'));
  const link = /^\/Accounts(Receivable|Payable)\/\w+\.aspx\?InvoiceID=([\w-]+)$/.exec(query.get('redirecturl') ?? '');
  if (tenant === undefined || link === null) return undefined;
  const kind = link[1] === 'Payable' ? 'bills' : 'invoices';
  return redirect(302, `../organisations/${tenant.id}/${kind}/${link[2]}`);
}

/** One visit to one address. Links are relative to it. */
class Place {
  readonly #root: string;

  constructor(
    private readonly request: Request,
    private readonly server: XeroServer,
    private readonly desk: Desk,
    segments: readonly string[],
  ) {
    // From /a/b the way home is ../; from /a/b/ it is one step further.
    const depth = segments.length - (request.path.endsWith('/') ? 0 : 1);
    this.#root = '../'.repeat(Math.max(0, depth));
  }

  home(): Reply {
    const connected = this.server.identity.connections.tenantIds();
    const { webhooks, clock } = this.server;
    return this.#show(
      'Organisations',
      html`<h1>Organisations</h1>
        <section>
          <table>
            <tr>
              <th>Organisation</th>
              <th>Documents</th>
              <th>${this.server.app.name}</th>
            </tr>
            ${this.desk.tenants().map((tenant) => {
              const at = `${this.#root}organisations/${tenant.id}`;
              return html`<tr>
                <td><a href="${at}">${tenant.name}</a><br /><code class="soft">${tenant.id}</code></td>
                <td><a href="${at}/invoices">Invoices</a> · <a href="${at}/bills">Bills</a></td>
                <td>${connected.has(tenant.id) ? 'connected' : html`<span class="soft">not connected</span>`}</td>
              </tr>`;
            })}
          </table>
        </section>
        <section>
          <p>
            Xero’s clock says ${new Date(clock.now()).toISOString().slice(0, 16).replace('T', ' ')} UTC. Webhooks:
            ${webhooks.status}${webhooks.url === undefined ? '' : html` at <code>${webhooks.url}</code>`}.
            <a href="${this.#root}calls">Calls received</a>
          </p>
        </section>`,
    );
  }

  calls(): Reply {
    return this.#show(
      'Calls received',
      html`<h1>Calls received</h1>
        <section>
          <table>
            <tr>
              <th>At</th>
              <th>Call</th>
              <th>Status</th>
              <th>Organisation</th>
              <th>Note</th>
            </tr>
            ${this.server.stats
              .calls()
              .slice(0, 200)
              .map(
                (call) =>
                  html`<tr>
                    <td>${call.at.slice(11, 19)}</td>
                    <td><code>${call.method} ${call.path}</code></td>
                    <td>${call.status}</td>
                    <td class="soft">${this.#nameOf(call.tenantId)}</td>
                    <td class="soft">${call.replayed ? 'replayed ' : ''}${call.fault ?? ''}</td>
                  </tr>`,
              )}
          </table>
        </section>`,
    );
  }

  documents(tenantId: string, kind: 'invoices' | 'bills'): Reply {
    const type = kind === 'bills' ? 'ACCPAY' : 'ACCREC';
    const documents = this.desk.list(
      tenantId,
      'Invoices',
      `where=${encodeURIComponent(`Type=="${type}"`)}&order=${encodeURIComponent('UpdatedDateUTC DESC')}&page=1&pageSize=200`,
    );
    const title = kind === 'bills' ? 'Bills' : 'Invoices';
    return this.#show(
      title,
      html`<h1>${title} of ${this.#nameOf(tenantId)}</h1>
        <section>
          <form class="stack" method="post">
            <table>
              <tr>
                <th>Pay</th>
                <th>Number</th>
                <th>Contact</th>
                <th>Date</th>
                <th>Status</th>
                <th class="n">Total</th>
                <th class="n">Due</th>
              </tr>
              ${documents.map((document) => this.#documentRow(document, `${this.#root}organisations/${tenantId}/${kind}`))}
            </table>
            ${
              documents.length === 0
                ? html`<p class="soft">Nothing here yet.</p>`
                : html`<h2>Pay the chosen ones together</h2>
                    <div>${moneyFields(this.#paymentAccounts(tenantId), this.#today())}</div>
                    <button name="action" value="batch">Pay together</button>`
            }
          </form>
        </section>`,
    );
  }

  document(tenantId: string, id: string): Reply | undefined {
    const document = this.desk.one(tenantId, 'Invoices', id);
    if (document === undefined) return undefined;
    const content = documentView({ document, paymentAccounts: this.#paymentAccounts(tenantId), today: this.#today() });
    return this.#show(
      String(document['InvoiceNumber'] ?? 'Document'),
      html`<p>
          <a href="${this.#root}organisations/${tenantId}/${document['Type'] === 'ACCPAY' ? 'bills' : 'invoices'}"
            >${this.#nameOf(tenantId)}</a
          >
        </p>
        ${content}`,
    );
  }

  organisation(tenantId: string): Reply {
    const organisation = this.desk.organisation(tenantId);
    const contacts = this.desk.list(tenantId, 'Contacts', 'page=1&pageSize=200');
    const accounts = this.desk.list(tenantId, 'Accounts').filter((account) => account['Status'] === 'ACTIVE');
    const rates = this.desk.list(tenantId, 'TaxRates').filter((rate) => rate['Status'] === 'ACTIVE');
    const here = `${this.#root}organisations/${tenantId}`;
    const connected = this.server.identity.connections.live().filter((connection) => connection.tenantId === tenantId);
    return this.#show(
      this.#nameOf(tenantId),
      html`<h1>${this.#nameOf(tenantId)}</h1>
        <section>
          <p><a href="${here}/invoices">Invoices</a> · <a href="${here}/bills">Bills</a></p>
          <p class="soft">
            ${String(organisation['CountryCode'] ?? '')} ${String(organisation['BaseCurrency'] ?? '')}
            <code>${tenantId}</code>
          </p>
        </section>
        <section>
          <h2>Connected apps</h2>
          ${connected.length === 0 ? html`<p class="soft">None.</p>` : html`<form method="post"><span>${this.server.app.name}, by ${connected.map((connection) => this.server.identity.userBy(connection.userId)?.email ?? '').join(', ')}</span><button class="danger" name="action" value="disconnect">Disconnect</button></form>`}
        </section>
        <section>
          <h2>Lock dates</h2>
          <form method="post">
            <label
              >Period, advisers exempt<input
                type="date"
                name="period"
                value="${lockedOn(organisation['PeriodLockDate'])}" /></label
            ><label
              >End of year, for everybody<input
                type="date"
                name="year"
                value="${lockedOn(organisation['EndOfYearLockDate'])}" /></label
            ><button class="plain" name="action" value="set-lock-dates">Set</button>
          </form>
        </section>
        <section>
          <h2>Merge contacts</h2>
          <form method="post">
            <label
              >This one<select name="id">
                ${options(contacts, 'ContactID')}
              </select></label
            ><label
              >into<select name="into">
                ${options(contacts, 'ContactID')}
              </select></label
            ><button class="plain" name="action" value="merge-contacts">Merge</button>
          </form>
        </section>
        ${archiving('Contacts', 'archive-contact', contacts, 'ContactID')}${archiving('Accounts', 'archive-account', accounts, 'AccountID')}${archiving('Tax rates', 'archive-tax-rate', rates, 'TaxType')}`,
    );
  }

  decideOrganisation(tenantId: string): Reply {
    const form = formOf(this.request);
    if (form.get('action') !== 'disconnect') return this.after(actOnOrganisation(this.desk, tenantId, form));
    this.server.identity.connections.disconnectTenant(tenantId);
    return redirect(303, '?done=1');
  }

  /** Back to where the form was, with what came of it. A bare query is relative to any prefix. */
  after(outcome: Outcome): Reply {
    return redirect(303, outcome.ok ? '?done=1' : `?problem=${encodeURIComponent(outcome.problems.join(' '))}`);
  }

  #show(title: string, content: Html): Reply {
    const problem = this.request.query.get('problem');
    const done = this.request.query.get('done');
    const notice =
      problem === null
        ? done !== null && html`<section class="done" role="status">Done.</section>`
        : html`<section class="notice" role="alert">${problem}</section>`;
    return page(200, title, html`${notice}${content}`, this.#root);
  }

  #documentRow(document: Row, at: string): Html {
    const id = String(document['InvoiceID']);
    const number = String(document['InvoiceNumber'] ?? '') || 'no number';
    const payable = document['Status'] === 'AUTHORISED';
    return html`<tr>
      <td>${payable && html`<input type="checkbox" name="documents" value="${id}" aria-label="Pay ${number}" />`}</td>
      <td><a href="${at}/${id}">${number}</a></td>
      <td>${String((document['Contact'] as Row | undefined)?.['Name'] ?? '')}</td>
      <td>${String(document['DateString'] ?? '').slice(0, 10)}</td>
      <td>${String(document['Status'])}</td>
      <td class="n">${String(document['CurrencyCode'] ?? '')} ${money(document['Total'])}</td>
      <td class="n">${money(document['AmountDue'])}</td>
    </tr>`;
  }

  #paymentAccounts(tenantId: string): Row[] {
    return this.desk
      .list(tenantId, 'Accounts')
      .filter(
        (account) =>
          account['Status'] === 'ACTIVE' && (account['Type'] === 'BANK' || account['EnablePaymentsToAccount'] === true),
      );
  }

  #nameOf(tenantId: string | undefined): string {
    return this.desk.tenants().find((tenant) => tenant.id === tenantId)?.name ?? '';
  }

  #today(): string {
    return new Date(this.server.clock.now()).toISOString().slice(0, 10);
  }
}

const options = (things: readonly Row[], id: string): Html[] =>
  things.map((thing) => html`<option value="${String(thing[id])}">${label(thing)}</option>`);

const label = (thing: Row): string =>
  [thing['Code'], thing['Name']].filter((part) => part !== undefined && part !== null).join(' ');

/** `/Date(1792972800000+0000)/` → the day; nothing locked → nothing. */
function lockedOn(value: unknown): string {
  const [, ms] = /\((\d+)/.exec(String(value ?? '')) ?? [];
  return ms === undefined ? '' : new Date(Number(ms)).toISOString().slice(0, 10);
}

function archiving(title: string, action: string, things: readonly Row[], id: string): Html {
  return html`<details class="card">
    <summary>${title}</summary>
    <table>
      ${things.map(
        (thing) =>
          html`<tr>
            <td>${label(thing)}</td>
            <td>
              <form method="post">
                <input type="hidden" name="id" value="${String(thing[id])}" /><input
                  type="hidden"
                  name="name"
                  value="${String(thing['Name'])}"
                /><button class="danger" name="action" value="${action}" aria-label="Archive ${label(thing)}">
                  Archive
                </button>
              </form>
            </td>
          </tr>`,
      )}
    </table>
  </details>`;
}
