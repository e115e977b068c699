import type { Test } from '../runner.js';
import { coolabah } from '../agencies.js';
import { Admin } from '../people/admin.js';

const RATE = 'Wine equalisation 29%';

export const mendingTests: readonly Test[] = [
  {
    name: 'A tax rate that nobody mapped is mended from the error that it causes',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), coolabah);
      const { page } = admin;
      await admin.ready();
      await admin.goTo('App marketplace');
      await page.getByRole('link', { name: /^Open settings/ }).click();
      await page.getByRole('button', { name: `Clear ${RATE}: Xero, for sales` }).click();
      await admin.save();
      await admin.card('Tax rates').getByText('to mend').waitFor();
      await stage.gallery.take(page, 'integration-incomplete');
      await admin.openDocument('Invoices', 'A rate nobody mapped');
      await page.getByText('stands in the way').waitFor();
      await stage.gallery.take(page, 'invoice-refused');
      await page.getByRole('link', { name: 'Go to the setting' }).first().click();
      const field = page.getByRole('combobox', { name: `${RATE}: Xero, for sales` });
      await field.and(page.locator(':focus')).waitFor();
      await field.click();
      await page.getByRole('option').first().click();
      await admin.save();
      await admin.card('Tax rates').getByText('Complete', { exact: true }).waitFor();
      await admin.openDocument('Invoices', 'A rate nobody mapped');
      await admin.copyOpenDocument('Invoice copied');
      return `${RATE} mapped, then copied`;
    },
  },
];
