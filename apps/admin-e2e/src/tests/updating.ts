import type { Test } from '../runner.js';
import { cedar } from '../agencies.js';
import { Accountant } from '../people/accountant.js';
import { Admin } from '../people/admin.js';
import { addInvoice, reprice } from '../people/bookkeeper.js';

const SUBJECT = 'Retainer with a second thought';

export const updatingTests: readonly Test[] = [
  {
    name: 'An invoice that is changed after its copy is updated in Xero, where it stays the only one',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), cedar);
      const { page } = admin;
      await admin.ready();
      const id = await addInvoice(stage.product, cedar, SUBJECT, 10_000);
      await admin.goTo('Invoices');
      await page.getByRole('button', { name: 'Read Productive again' }).click();
      const number = await admin.openDocument('Invoices', SUBJECT);
      await admin.copyOpenDocument('Invoice copied');
      const accountant = new Accountant(await stage.visitor(), stage.product, cedar.tenantId);
      await accountant.open('invoices', number);
      const before = Number(await accountant.due());
      await reprice(stage.product, cedar, id, 15_000);
      await admin.goTo('Invoices');
      await page.getByRole('button', { name: 'Read Productive again' }).click();
      await page.getByRole('combobox', { name: 'Xero', exact: true }).selectOption('Changed');
      const row = page.getByRole('row').filter({ hasText: SUBJECT });
      await row.getByText('Changed', { exact: true }).waitFor({ timeout: 60_000 });
      await row.getByRole('link').first().click();
      await page.getByText('Changed since it was copied').waitFor();
      await page.getByRole('button', { name: 'Update existing…' }).first().click();
      await page.getByRole('heading', { name: 'In Xero after the update' }).waitFor();
      await page.getByRole('heading', { name: 'In Xero now' }).waitFor();
      await stage.gallery.take(page, 'invoice-update');
      await page.getByRole('button', { name: 'Update in Xero' }).click();
      await page.getByText('Updated in Xero').waitFor({ timeout: 60_000 });
      await page.getByText('Invoice copied').click();
      await stage.gallery.take(page, 'invoice-updated');
      await accountant.open('invoices', number);
      const after = Number(await accountant.due());
      if (after !== before * 1.5) throw new Error(`Xero shows ${after} where ${before} became half as much again`);
      await accountant.expectOnly('invoices', number);
      return `${number}: ${before} became ${after}, one document`;
    },
  },
];
