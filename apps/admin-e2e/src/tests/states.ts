import type { Test } from '../runner.js';
import { brightwell, coolabah } from '../agencies.js';
import { phone } from '../gallery.js';
import { Admin } from '../people/admin.js';

const LIST = /\/api\/v1\/documents\?/;
const EVENTS = '**/api/v1/events**';

/** What a page looks like before, instead of, and after its rows. */
export const stateTests: readonly Test[] = [
  {
    name: 'A list says that it is being read, that it could not be, and that nothing matches',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      // Without live events: one of them would read the list again before “Try again” is pressed.
      await page.route(EVENTS, (route) =>
        route.fulfill({ contentType: 'text/event-stream', body: 'retry: 600000\n\n' }),
      );
      await page.reload();
      let answer = (): void => undefined;
      const waiting = new Promise<void>((resolve) => (answer = resolve));
      await page.route(LIST, async (route) => {
        await waiting;
        await route.fulfill({ status: 503, json: { title: 'Out of reach', status: 503, detail: 'Try again soon.' } });
      });
      await admin.goTo('Invoices');
      await page.locator('ui-skeleton').waitFor();
      await stage.gallery.take(page, 'invoices-loading');
      answer();
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      await stage.gallery.take(page, 'invoices-error');
      await page.unroute(LIST);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('table').waitFor();
      await page.getByRole('searchbox', { name: 'Search' }).fill('no such invoice');
      await page.getByText('Nothing matches these filters').waitFor();
      await stage.gallery.take(page, 'invoices-no-match');
      return 'reading, out of reach, nothing';
    },
  },
  {
    name: 'An agency without payments is told when there will be some',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), coolabah);
      await admin.signIn();
      await admin.goTo('Payments');
      await admin.page.getByText('No payments yet').waitFor();
      await stage.gallery.take(admin.page, 'payments-empty');
      return 'No payments yet';
    },
  },
  {
    name: 'Being offline, and a session that has ended, are said on the open page',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      await admin.goTo('Invoices');
      await page.getByRole('table').waitFor();
      await page.context().setOffline(true);
      await page.getByText('You are offline').waitFor();
      await stage.gallery.take(page, 'offline');
      await page.context().setOffline(false);
      await page.getByText('You are offline').waitFor({ state: 'hidden' });
      await page.context().clearCookies();
      await page.getByRole('searchbox', { name: 'Search' }).fill('Bulk');
      await page.getByText('Your session has ended').waitFor();
      await stage.gallery.take(page, 'session-ended');
      await page.getByRole('link', { name: 'Sign in again' }).click();
      await page.getByRole('button', { name: brightwell.name, exact: true }).click();
      await admin.heading('Invoices').waitFor();
      return 'back on the same page after signing in';
    },
  },
  {
    name: 'What many documents would be refused for is said before anything is copied, each reason once',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      await admin.goTo('Expenses');
      await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
      await page.getByRole('button', { name: 'Copy to Xero', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('expenses ready to be copied.').waitFor({ timeout: 60_000 });
      await dialog.getByRole('heading', { level: 4 }).first().waitFor();
      await stage.gallery.take(page, 'bulk-refusals');
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      return 'cancelled, nothing was copied';
    },
  },
  {
    name: 'A contact is searched in Xero, and what cannot be undone is asked about first',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      await admin.openDocument('Invoices', 'In a foreign currency');
      await page.getByLabel('Contact in Xero').fill('har');
      await page.getByRole('option').first().waitFor();
      await stage.gallery.take(page, 'contact-search');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Mark as copied…' }).first().click();
      await page.getByRole('dialog').getByLabel('Number or id in Xero').waitFor();
      await stage.gallery.take(page, 'mark-as-copied');
      await page.keyboard.press('Escape');
      await admin.openDocument('Expenses', 'With a receipt');
      await page.getByText('Expense copied').click();
      await page.getByRole('button', { name: 'Unlink…' }).click();
      await page.getByRole('alertdialog').waitFor();
      await stage.gallery.take(page, 'unlink');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
      return 'asked, and left as it was';
    },
  },
  {
    name: 'Settings that nobody has looked at for long are pointed out, and confirmed with a button',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      let isConfirmed = false;
      // Ninety days do not pass here: the answer says that they did, until somebody confirms. The page also reads by itself,
      // so it is the confirming that ends it and not the moment before the click.
      page.on('request', (request) => {
        if (request.url().endsWith('/settings/review')) isConfirmed = true;
      });
      await page.route(/\/api\/v1\/connections$/, async (route) => {
        const answer = await route.fetch();
        const rows = (await answer.json()) as { connection?: { review?: object } }[];
        if (!isConfirmed)
          for (const { connection } of rows)
            if (connection?.review)
              Object.assign(connection.review, { isDue: true, lastAt: '2026-08-01T09:00:00.000Z' });
        await route.fulfill({ response: answer, json: rows });
      });
      await page.reload();
      await admin.goTo('App marketplace');
      const button = page.getByRole('button', { name: `Reviewed: ${brightwell.subsidiary}` });
      await button.waitFor();
      await stage.gallery.take(page, 'marketplace-review');
      await page
        .getByRole('link', { name: /^Open settings/ })
        .first()
        .click();
      await button.waitFor();
      await stage.gallery.take(page, 'integration-review');
      await button.click();
      await button.waitFor({ state: 'detached' });
      await admin.goTo('Audit trail');
      await page.getByText('Reviewed the settings').first().waitFor();
      return 'confirmed, and written down';
    },
  },
  {
    name: 'People are named who are written to when something fails',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      await admin.goTo('Alerts');
      await page.getByRole('switch', { name: 'Write to these people' }).check();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Enter at least one address.').waitFor();
      await stage.gallery.take(page, 'alerts-missing');
      await page.getByLabel('Addresses').fill('ada@brightwell.example');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
      await stage.gallery.take(page, 'alerts');
      return 'ada@brightwell.example';
    },
  },
  {
    name: 'The menu of a phone opens over the page',
    async run(stage) {
      const small = new Admin(await stage.visitor(phone), brightwell);
      await small.signIn();
      await small.page.getByRole('button', { name: 'Open the menu' }).click();
      await small.page.getByRole('dialog').waitFor();
      await stage.gallery.take(small.page, 'phone-menu');
      return 'the menu';
    },
  },
];
