import type { Test } from '../runner.js';
import { brightwell } from '../agencies.js';
import { Admin } from '../people/admin.js';

const RATE = 'Reverse charge';
/** Of the same 0 %, so that the totals stay the same. */
const XERO_RATE = 'Zero Rated Income, 0 %';

export const mendingTests: readonly Test[] = [
  {
    name: 'A tax rate that nobody mapped is mended from the error that it causes',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
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
      await field.fill(XERO_RATE);
      await page.getByRole('option', { name: XERO_RATE, exact: true }).click();
      await admin.save();
      await admin.card('Tax rates').getByText('Complete', { exact: true }).waitFor();
      await admin.openDocument('Invoices', 'A rate nobody mapped');
      await admin.copyOpenDocument('Invoice copied');
      return `${RATE} mapped, then copied`;
    },
  },
];
