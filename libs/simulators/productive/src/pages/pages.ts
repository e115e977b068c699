import type { Engine } from '../engine.js';
import type { Received, Reply } from '../http/request.js';
import { openOffice } from '../office/office.js';
import { Refusal } from '../wire/refusal.js';
import { textOf } from '../world/json.js';
import { createExpense, expenseActions, listExpenses, newExpense, showExpense } from './expense-pages.js';
import { serveFile } from './files.js';
import { createInvoice, invoiceActions, listInvoices, newInvoice, showInvoice } from './invoice-pages.js';
import { Markup } from './html.js';
import { layout } from './layout.js';
import { changePlan, listOrganizations, listWebhooks, showPlan } from './organization-pages.js';
import type { Show, Submit, View, Visit } from './page.js';
import { FormProblem } from './page.js';

/** Everything that is neither the API nor a control path: pages to play Productive by hand, and files. */
export function servePages(engine: Engine, request: Received): Reply | undefined {
  const segments = request.path.split('/').filter((segment) => segment !== '');
  if (segments[0] === 'attachments') return serveFile(engine, request);
  if (segments.length === 0) {
    const { title, content } = listOrganizations(engine);
    return page(200, layout({ title, up: '' }, content));
  }
  const [place, organizationId = '', ...rest] = segments;
  if (place !== 'organizations' || engine.world.find('organizations', organizationId) === undefined) return undefined;
  const visit: Visit = {
    engine,
    office: openOffice(engine, organizationId),
    rest,
    form: new URLSearchParams(request.method === 'POST' ? request.body.toString('utf8') : ''),
    query: request.query,
  };
  if (request.method === 'POST') return submit(visit, submitFor(rest));
  const show = showFor(rest);
  return show === undefined ? undefined : render(visit, show);
}

function showFor([what, id, more]: readonly string[]): Show | undefined {
  if (more !== undefined) return undefined;
  switch (what) {
    case 'invoices':
      return id === undefined ? listInvoices : id === 'new' ? newInvoice : showInvoice;
    case 'expenses':
      return id === undefined ? listExpenses : id === 'new' ? newExpense : showExpense;
    case 'plan':
      return showPlan;
    case 'webhooks':
      return listWebhooks;
    default:
      return undefined;
  }
}

function submitFor([what, id, verb]: readonly string[]): Submit | undefined {
  if (what === 'plan') return changePlan;
  if (what === 'invoices') return id === 'new' ? createInvoice : invoiceActions[verb ?? ''];
  if (what === 'expenses') return id === 'new' ? createExpense : expenseActions[verb ?? ''];
  return undefined;
}

/** Goes on to the page that the form names; on a refusal shows the form's own page again with the reason. */
function submit(visit: Visit, action: Submit | undefined): Reply | undefined {
  if (action === undefined) return undefined;
  try {
    const target = action(visit);
    return {
      status: 303,
      headers: { location: `${upFrom(visit)}organizations/${visit.office.organizationId}/${target.join('/')}` },
      body: '',
    };
  } catch (thrown) {
    if (!(thrown instanceof Refusal) && !(thrown instanceof FormProblem)) throw thrown;
    const show = showFor(visit.rest.slice(0, 2));
    return show === undefined ? undefined : render(visit, show, sentence(thrown));
  }
}

function render(visit: Visit, show: Show, problem?: string): Reply {
  const organization = visit.engine.world.find('organizations', visit.office.organizationId);
  const frame = {
    up: upFrom(visit),
    organization: { id: visit.office.organizationId, name: textOf(organization?.attributes['name']) },
  };
  let view: View;
  try {
    view = show(visit);
  } catch (thrown) {
    if (!(thrown instanceof FormProblem)) throw thrown;
    return page(
      404,
      layout({ ...frame, title: 'Not found', problem: thrown.message }, listOrganizations(visit.engine).content),
    );
  }
  // After a refused form the page is shown under the form's own, deeper address: its links must start where it lives.
  const depth = visit.rest.length - Math.min(visit.rest.length, 2);
  const content = depth === 0 ? view.content : rebase(view.content, depth);
  return page(problem === undefined ? 200 : 422, layout({ ...frame, title: view.title, problem }, content));
}

function upFrom({ rest }: Visit): string {
  return '../'.repeat(rest.length + 1);
}

function rebase(content: Markup, depth: number): Markup {
  const text = content.text.replace(/(href|action)="(?!https?:)/g, `$1="${'../'.repeat(depth)}`);
  return new Markup(text);
}

function sentence(refusal: Refusal | FormProblem): string {
  if (refusal instanceof FormProblem) return `Not done: ${refusal.message}.`;
  const reasons = refusal.problems.map(({ pointer, detail, title }) => {
    const name = (pointer ?? '').replace('data/attributes/', '').replace(/_/g, ' ');
    return `${name === 'base' ? '' : name} ${detail ?? title}`.trim();
  });
  return `Not done: ${reasons.join('; ')}.`;
}

function page(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body };
}
