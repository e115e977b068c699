import type { Test } from '../runner.js';
import { brightwell } from '../agencies.js';
import { Accountant } from '../people/accountant.js';
import { Admin } from '../people/admin.js';
import { addInvoices } from '../people/bookkeeper.js';

const CLOSED = 'When a document is dated in a period that is closed in Xero';
const TRACKED = 'Zero-rated and exempt beside standard';
const OLD = 'Quantities with four decimals';

/** What an admin may decide beyond accounts and rates. */
export const settingsTests: readonly Test[] = [
  {
    name: 'An invoice of a closed period is copied with the first open day, and the preview says so',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      const accountant = new Accountant(await stage.visitor(), stage.product, brightwell.tenantId);
      await accountant.closeBooksThrough('2026-11-25');
      await admin.goTo('App marketplace');
      await page.getByRole('link', { name: /^Open settings/ }).click();
      await page.getByLabel(CLOSED).selectOption('Copy it with the first open day as its date');
      await admin.save();
      await page.getByText('Closed now through 25 Nov 2026.').waitFor();
      await admin.card('Options').scrollIntoViewIfNeeded();
      await stage.gallery.take(page, 'integration-closed-periods');
      await admin.openDocument('Invoices', OLD);
      await page.getByText('books closed through 2026-11-25: copied with 2026-11-26').waitFor();
      await stage.gallery.take(page, 'invoice-closed-period');
      await admin.copyOpenDocument('Invoice copied');
      await page.getByText('26 Nov 2026').first().waitFor();
      if (await page.getByText('Changed since it was copied').isVisible())
        throw new Error('The moved date is shown as a change');
      await accountant.closeBooksThrough('');
      await admin.goTo('App marketplace');
      await page.getByRole('link', { name: /^Open settings/ }).click();
      await page.getByLabel(CLOSED).selectOption('Do not copy it; say why');
      await admin.save();
      return 'dated 26 November, and not called changed';
    },
  },
  {
    name: 'Lines carry the department in Xero that their service type is mapped to',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      await admin.goTo('App marketplace');
      await page.getByRole('link', { name: /^Open settings/ }).click();
      const card = admin.card('Tracking');
      await card.getByLabel('First tracking category', { exact: true }).selectOption('Department');
      await card.getByLabel('The option is chosen by').selectOption('Service type');
      await card.getByRole('button', { name: /^Use \d+ suggestions$/ }).click();
      await admin.save();
      await card.getByText('Complete', { exact: true }).waitFor();
      await stage.gallery.take(page, 'integration-tracking');
      await admin.openDocument('Invoices', TRACKED);
      await page.getByText('Department: Design').first().waitFor();
      await stage.gallery.take(page, 'invoice-tracking');
      await admin.copyOpenDocument('Invoice copied');
      await page.getByText('Department: Design').first().waitFor();
      await admin.goTo('App marketplace');
      await page.getByRole('link', { name: /^Open settings/ }).click();
      await card.getByLabel('First tracking category', { exact: true }).selectOption('None');
      await admin.save();
      return 'Department: Design';
    },
  },
  {
    name: 'An invoice that is finalised in Productive is copied by itself, where an admin wants that',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      const wanting = async (when: string) => {
        await admin.goTo('App marketplace');
        await page.getByRole('link', { name: /^Open settings/ }).click();
        await page.getByLabel('Copy invoices to Xero automatically').selectOption(when);
        await admin.save();
      };
      await wanting('When they are finalised');
      await stage.gallery.take(page, 'integration-automatic');
      await addInvoices(stage.product, brightwell, 1);
      await admin.goTo('Sync status');
      const row = page.getByRole('row').filter({ hasText: 'the bridge' });
      await row.getByText('Copied', { exact: true }).waitFor({ timeout: 60_000 });
      await stage.gallery.take(page, 'sync-automatic');
      await wanting('Never');
      return 'asked for by the bridge';
    },
  },
];
