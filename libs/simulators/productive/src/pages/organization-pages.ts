import type { Engine } from '../engine.js';
import type { Plan } from '../gate/plans.js';
import { planOf } from '../gate/plans.js';
import { textOf } from '../world/json.js';
import { html } from './html.js';
import type { Show, Submit, View } from './page.js';
import { FormProblem, required } from './page.js';

const plans: readonly Plan[] = ['essential', 'professional', 'ultimate'];

export function listOrganizations({ world }: Engine): View {
  return {
    title: 'Organisations',
    content: html`<div class="table">
      <table>
        <thead>
          <tr>
            <th>Organisation</th>
            <th>Id</th>
            <th>Plan</th>
            <th>Currency</th>
            <th class="n">Invoices</th>
            <th class="n">Expenses</th>
            <th>Access tokens</th>
          </tr>
        </thead>
        <tbody>
          ${world.organizations().map(
            ({ id, attributes }) =>
              html`<tr>
                <td><a href="organizations/${id}/invoices">${textOf(attributes['name'])}</a></td>
                <td>${id}</td>
                <td>${planOf(world, id)}</td>
                <td>${textOf(attributes['currency'])}</td>
                <td class="n">${world.list(id, 'invoices').length}</td>
                <td class="n">${world.list(id, 'expenses').length}</td>
                <td>
                  ${[...world.tokens.values()]
                    .filter(({ organizationId }) => organizationId === id)
                    .map(({ value }) => html`<code>${value}</code><br />`)}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`,
  };
}

export const showPlan: Show = ({ engine, office }) => {
  const current = planOf(engine.world, office.organizationId);
  return {
    title: 'Plan',
    content: html`<form method="post" action="plan" class="card row">
      <label
        >Plan
        <select name="plan">
          ${plans.map((plan) => html`<option ${plan === current && 'selected'}>${plan}</option>`)}
        </select></label
      >
      <button>Change plan</button>
    </form>`,
  };
};

export const changePlan: Submit = ({ office, form }) => {
  const plan = plans.find((candidate) => candidate === required(form, 'plan'));
  if (plan === undefined) throw new FormProblem('there is no such plan');
  office.setPlan(plan);
  return ['plan'];
};

export const listWebhooks: Show = ({ office }) => ({
  title: 'Webhooks',
  content: html`<div class="table">
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>Event</th>
            <th>Target</th>
            <th>State</th>
          </tr>
        </thead>
        <tbody>
          ${office.list('webhooks').map(
            ({ attributes }) =>
              html`<tr>
                <td>${textOf(attributes['name'])}</td>
                <td>${String(attributes['event_id'])}</td>
                <td>${textOf(attributes['target_url'])}</td>
                <td>
                  ${
                    attributes['deactivated_at'] === null
                      ? (['', 'Working', 'Issues', 'Waiting'][Number(attributes['state_id'])] ?? '')
                      : html`<span class="bad">Deactivated</span>`
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <h2>Failed deliveries</h2>
    <p>${office.list('webhook_logs').length === 0 ? 'None.' : ''}</p>
    <ul>
      ${office
        .list('webhook_logs')
        .slice(-20)
        .map(
          ({ attributes }) =>
            html`<li>
              ${textOf(attributes['created_at'])}: status ${String(attributes['status_code'])}, attempt
              ${String(attributes['retry_attempt'])}
            </li>`,
        )}
    </ul>`,
});
