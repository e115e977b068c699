import type { Test } from '../runner.js';
import { brightwell } from '../agencies.js';
import { Admin } from '../people/admin.js';

/** Money that is given back, and money that somebody laid out. */
export const creditNoteTests: readonly Test[] = [
  {
    name: 'A credit note is previewed as one, copied, and allocated to its invoice',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      await admin.openDocument('Invoices', 'Corrected by a credit note');
      await admin.copyOpenDocument('Invoice copied');
      await admin.openDocument('Invoices', 'Credit note for illustrations');
      await page.getByRole('heading', { name: 'Credit note in Xero' }).waitFor();
      await stage.gallery.take(page, 'credit-note-preview');
      await admin.copyOpenDocument('Credit note copied');
      await page.getByText('of it was allocated to').waitFor({ timeout: 60_000 });
      await stage.gallery.take(page, 'credit-note-copied');
      await admin.goTo('Invoices');
      await page.getByRole('searchbox', { name: 'Search' }).fill('Credit note for illustrations');
      const row = page.getByRole('row').filter({ hasText: 'Credit note for illustrations' });
      await row.getByText('Copied', { exact: true }).waitFor();
      await row.getByText('Credit note', { exact: true }).waitFor();
      await stage.gallery.take(page, 'invoices-credit-note');
      await admin.goTo('Sync status');
      await page
        .getByRole('button', { name: /^Credit note / })
        .first()
        .waitFor();
      await stage.gallery.take(page, 'sync-credit-note');
      return 'allocated, in the list and in the log under its name';
    },
  },
  {
    name: 'A negative expense becomes a supplier credit note',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      await admin.ready();
      await admin.openDocument('Expenses', 'Refund of a deposit');
      await admin.page.getByRole('heading', { name: 'Supplier credit note in Xero' }).waitFor();
      await stage.gallery.take(admin.page, 'supplier-credit-note-preview');
      await admin.copyOpenDocument('Supplier credit note copied');
      return 'copied';
    },
  },
  {
    name: 'A reimbursable expense is billed to whoever spent the money, once the admin wants it',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      await admin.openDocument('Expenses', 'Taxi, to be reimbursed');
      await page.getByText('The expense has no vendor.').waitFor();
      await admin.goTo('App marketplace');
      await page.getByRole('link', { name: /^Open settings/ }).click();
      await page.getByLabel('Reimbursable expenses are billed to').selectOption('The person who spent the money');
      await admin.save();
      await admin.card('Expenses').scrollIntoViewIfNeeded();
      await stage.gallery.take(page, 'integration-reimbursable');
      await admin.openDocument('Expenses', 'Taxi, to be reimbursed');
      await admin.copyOpenDocument('Expense copied');
      await stage.gallery.take(page, 'expense-reimbursed');
      return 'billed to a person';
    },
  },
];
