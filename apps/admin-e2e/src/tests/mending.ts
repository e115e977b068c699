import type { Test } from '../runner.js';
import { brightwell } from '../agencies.js';
import { Admin } from '../people/admin.js';
import { moveDueDate } from '../people/bookkeeper.js';

const RATE = 'Reverse charge';
/** Of the same 0 %, so that the totals stay the same. */
const XERO_RATE = 'Zero Rated Income, 0 %';

const EDITED = 'With a receipt';

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
  {
    name: 'An expense that was edited in Productive after the copy is shown as changed, with what differs',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      await admin.openDocument('Expenses', EDITED);
      await admin.copyOpenDocument('Expense copied');
      await moveDueDate(stage.product, brightwell, EDITED, '2027-01-15');
      await admin.goTo('Expenses');
      await page.getByRole('button', { name: 'Read Productive again' }).click();
      await page.getByRole('combobox', { name: 'Xero', exact: true }).selectOption('Changed');
      const row = page.getByRole('row').filter({ hasText: EDITED });
      await row.getByText('Changed', { exact: true }).waitFor({ timeout: 60_000 });
      await stage.gallery.take(page, 'expenses-changed');
      await row.getByRole('link', { name: EDITED }).click();
      await page.getByText('Due date in Productive: 15 Jan 2027').waitFor();
      await stage.gallery.take(page, 'expense-changed');
      return 'another due date, in the list and on its page';
    },
  },
];
