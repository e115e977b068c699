import type { Test } from '../runner.js';
import { cedar } from '../agencies.js';
import { Accountant } from '../people/accountant.js';
import { Admin } from '../people/admin.js';
import { addInvoices } from '../people/bookkeeper.js';

const MANY = 200;

export const bulkTests: readonly Test[] = [
  {
    name: `${MANY} invoices are copied at once, with live progress, and what Xero refused is retried`,
    async run(stage) {
      await addInvoices(stage.product, cedar, MANY);
      const admin = new Admin(await stage.visitor(), cedar);
      const { page } = admin;
      await admin.ready();
      await admin.goTo('Invoices');
      await page.getByRole('button', { name: 'Read Productive again' }).click();
      await page.getByRole('searchbox', { name: 'Search' }).fill('Bulk');
      await page.getByText(`of ${MANY}`).waitFor({ timeout: 90_000 });
      await stage.gallery.take(page, 'invoices');
      await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
      await page.getByRole('button', { name: `Select all ${MANY} that match` }).click();
      await page.getByRole('button', { name: 'Copy to Xero', exact: true }).click();
      await page.getByText(`${MANY} invoices ready to be copied.`).waitFor({ timeout: 60_000 });
      await stage.gallery.take(page, 'bulk-before');
      const accountant = new Accountant(await stage.visitor(), stage.product, cedar.tenantId);
      await accountant.misbehave({ kind: 'partial-batch', match: { method: 'PUT', path: '/Invoices' }, element: 2 });
      await page.getByRole('button', { name: `Copy ${MANY} invoices` }).click();
      await page
        .getByText(`${MANY - 1} of ${MANY} copied`)
        .first()
        .waitFor({ timeout: 150_000 });
      await stage.gallery.take(page, 'bulk-one-failed');
      await page.getByRole('button', { name: 'Retry the 1 failed' }).click();
      await page.getByText(`${MANY} of ${MANY} copied`).first().waitFor({ timeout: 60_000 });
      return `${MANY} copied, one of them on the second try`;
    },
  },
];
