import { html } from '../http/html.js';
import { page } from '../http/layout.js';
import type { Reply } from '../http/message.js';
import type { ConsentRequest } from './consent-request.js';
import type { Identity } from './identity.js';
import { fullName, type XeroUser } from './users.js';

/** One form per user, so that picking who you are and what you connect is one plain POST: `user`, `tenants`, `decision`. */
export function consentPage(appName: string, request: ConsentRequest, identity: Identity): Reply {
  const hidden = Object.entries(request.params).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return page(
    200,
    'Connect',
    html`<h1>${appName} wants access to your organisation data</h1>
      <section>
        <h2>It asks for</h2>
        <ul>
          ${request.scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
        </ul>
      </section>
      ${identity.users.map((user, index) => userForm(user, index === 0))}
      <form method="post" action="authorize">
        ${hidden}<button class="plain" name="decision" value="cancel">Cancel</button>
      </form>`,
  );

  function userForm(user: XeroUser, open: boolean) {
    return html`<details class="card" name="user" ${open ? html` open` : ''}>
      <summary>Continue as ${fullName(user)} <span class="soft">${user.email}</span></summary>
      <form class="stack" method="post" action="authorize">
        ${hidden}
        <input type="hidden" name="user" value="${user.userId}" />
        <fieldset>
          <legend>
            ${request.bulk ? 'Choose the organisations to connect' : 'Choose the organisation to connect'}
          </legend>
          ${identity.tenantsOf(user).map((tenant) => {
            const obstacle = identity.obstacleTo(tenant.id);
            return html`<label class="line"
              ><input
                type="${request.bulk ? 'checkbox' : 'radio'}"
                name="tenants"
                value="${tenant.id}"
                ${!request.bulk && html` required`}
                ${obstacle !== undefined && html` disabled`}
              />${tenant.name}${obstacle === undefined ? '' : html` <span class="soft">${obstacle}</span>`}</label
            >`;
          })}
        </fieldset>
        <button name="decision" value="allow">Allow access</button>
        <button class="plain" name="decision" value="cancel" formnovalidate>Cancel</button>
      </form>
    </details>`;
  }
}

export function consentErrorPage(error: string): Reply {
  return page(
    400,
    'Error',
    html`<section class="notice">
      <h1>Sorry, something went wrong</h1>
      <p>Error: <code>${error}</code></p>
      <p class="soft">The app cannot be told. Close this page and start again from the app.</p>
    </section>`,
  );
}
