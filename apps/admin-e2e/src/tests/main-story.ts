import type { Test } from '../runner.js';
import { brightwell } from '../agencies.js';
import { Accountant } from '../people/accountant.js';
import { Admin } from '../people/admin.js';

export const mainStory: readonly Test[] = [
  {
    name: 'An admin connects Xero in a new window, maps, saves, and sees a green check mark on every card',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      await admin.signIn();
      await stage.gallery.take(admin.page, 'marketplace');
      await admin.connect(stage.gallery);
      await admin.setUp(stage.gallery);
      for (const card of ['Options', 'Tax rates', 'Invoices', 'Expenses', 'Payments'])
        await admin.card(card).getByText('Complete', { exact: true }).waitFor();
      await stage.gallery.take(admin.page, 'integration');
      await admin.goTo('App marketplace');
      await admin.page.getByText('Connected', { exact: true }).waitFor();
      await stage.gallery.take(admin.page, 'marketplace-connected');
      return 'five cards complete';
    },
  },
  {
    name: 'An invoice is copied, paid in two tranches and one of them deleted, and the open page follows by itself',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      await admin.ready();
      const number = await admin.openDocument('Invoices', 'Finalised but not sent');
      await admin.copyOpenDocument('Invoice copied', stage.gallery);
      await stage.gallery.take(admin.page, 'invoice-copied');
      await admin.goTo('Payments');
      const accountant = new Accountant(await stage.visitor(), stage.product, brightwell.tenantId);
      await accountant.open('invoices', number);
      // 220.00 and 20 % of it are 264.00: paid 100.00 first, 164.00 afterwards.
      await accountant.pay('100.00');
      await admin.page.getByText('GBP 164.00 still due').waitFor({ timeout: 60_000 });
      await accountant.pay();
      const card = admin.page.getByRole('table', { name: `Payments of ${number}` });
      await card.getByText('Recorded in Productive').nth(1).waitFor({ timeout: 60_000 });
      await admin.page.getByText('Fully paid').first().waitFor();
      await stage.gallery.take(admin.page, 'payments');
      await accountant.deleteFirstPayment();
      await card.getByText('Deleted in Xero, removed in Productive').waitFor({ timeout: 60_000 });
      await stage.gallery.take(admin.page, 'payments-one-deleted');
      return `${number}: 100.00 and 164.00 of 264.00, one of them deleted`;
    },
  },
  {
    name: 'An expense is copied, paid in two tranches, and shows as paid without reloading',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      await admin.ready();
      await admin.openDocument('Expenses', 'Design from Paper & Ink Supplies');
      await admin.copyOpenDocument('Expense copied');
      const number = await admin.page.locator('dl div', { hasText: 'Number' }).locator('dd').first().innerText();
      const accountant = new Accountant(await stage.visitor(), stage.product, brightwell.tenantId);
      await accountant.open('bills', number);
      await accountant.pay('1.00');
      await accountant.pay();
      await admin.page.getByText('Fully paid on').waitFor({ timeout: 60_000 });
      await stage.gallery.take(admin.page, 'expense-copied');
      await admin.goTo('Payments');
      await admin.page.getByRole('navigation', { name: 'Kinds of payment' }).getByText('Expenses').click();
      await admin.page.getByRole('table').getByText('Design from Paper & Ink Supplies').waitFor();
      await stage.gallery.take(admin.page, 'payments-expenses');
      return number;
    },
  },
];
