import type { Test } from '../runner.js';
import { brightwell } from '../agencies.js';
import { phone } from '../gallery.js';
import { Admin } from '../people/admin.js';

export const everyScreenTests: readonly Test[] = [
  {
    name: 'The lists, the log with its drawer, the keys and the audit trail show what happened',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      await admin.goTo('Invoices');
      await page.getByRole('table').waitFor();
      await stage.gallery.take(page, 'invoices-of-brightwell');
      await admin.goTo('Expenses');
      await page.getByRole('table').waitFor();
      await stage.gallery.take(page, 'expenses');
      await admin.goTo('Sync status');
      await page.getByRole('table').first().waitFor();
      await stage.gallery.take(page, 'sync-status');
      await page
        .getByRole('button', { name: /Details$/ })
        .first()
        .click();
      await page.getByRole('heading', { name: 'What happened so far' }).waitFor();
      await stage.gallery.take(page, 'sync-drawer');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Payments from Xero' }).click();
      await page.getByRole('cell', { name: 'Done' }).first().waitFor();
      await stage.gallery.take(page, 'sync-imports');
      await admin.goTo('API keys');
      await page.getByRole('button', { name: 'New key' }).first().click();
      await page.getByLabel('Name').fill('Month-end script');
      await stage.gallery.take(page, 'api-keys-new');
      await page.getByRole('button', { name: 'Create key' }).click();
      await page.getByLabel('The key', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByText('Month-end script').waitFor();
      await stage.gallery.take(page, 'api-keys');
      await admin.goTo('Audit trail');
      await page.getByRole('table').waitFor();
      await stage.gallery.take(page, 'audit');
      await page.goto('/no-such-page');
      await stage.gallery.take(page, 'not-found');
      return 'nine screens';
    },
  },
  {
    name: 'On a phone of 360 px an admin reaches every page through the menu',
    async run(stage) {
      const admin = new Admin(await stage.visitor(phone), brightwell);
      await admin.signIn();
      for (const words of ['Invoices', 'Expenses', 'Sync status', 'Payments', 'API keys', 'Audit trail']) {
        await admin.page.getByRole('button', { name: 'Open the menu' }).click();
        await admin.goTo(words);
      }
      await stage.gallery.take(admin.page, 'phone-audit');
      return 'six pages';
    },
  },
];
