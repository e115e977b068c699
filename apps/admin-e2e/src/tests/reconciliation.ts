import { readFile } from 'node:fs/promises';
import type { Test } from '../runner.js';
import { brightwell } from '../agencies.js';
import { Admin } from '../people/admin.js';
import { moveDueDate } from '../people/bookkeeper.js';

const EDITED = 'Marked up for the client';

export const reconciliationTests: readonly Test[] = [
  {
    name: 'Both sides of what was copied are compared now, filtered by their differences, and downloaded as a file',
    async run(stage) {
      const admin = new Admin(await stage.visitor(), brightwell);
      const { page } = admin;
      await admin.ready();
      await admin.goTo('Reconciliation');
      await page.getByText('Nothing has been compared yet').waitFor();
      await stage.gallery.take(page, 'reconciliation-before');
      await admin.openDocument('Expenses', EDITED);
      await admin.copyOpenDocument('Expense copied');
      await page.getByRole('link', { name: 'Compare both sides' }).click();
      await page.getByText('Both agree').waitFor();
      await moveDueDate(stage.product, brightwell, EDITED, '2027-02-15');
      await admin.goTo('Expenses');
      await page.getByRole('button', { name: 'Read Productive again' }).click();
      await page.getByRole('combobox', { name: 'Xero', exact: true }).selectOption('Changed');
      await page.getByRole('row').filter({ hasText: EDITED }).waitFor({ timeout: 60_000 });
      await admin.goTo('Reconciliation');
      await page.getByRole('button', { name: 'Compare now' }).click();
      await page.getByText('Last compared').waitFor({ timeout: 60_000 });
      await page.getByLabel('Show').selectOption('Edited in Productive');
      await page.getByText('Edited in Productive since it was copied').first().waitFor();
      await page.getByText('now: due 2027-02-15').waitFor();
      await page.getByLabel('Show').selectOption('All documents');
      await page.getByText('Both agree').or(page.getByText('1 difference')).first().waitFor();
      await stage.gallery.take(page, 'reconciliation');
      const asked = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download CSV' }).click();
      const file = await asked;
      const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
      if (file.suggestedFilename() !== 'reconciliation.csv') throw new Error(`The file is ${file.suggestedFilename()}`);
      if (!lines[0]?.startsWith('\uFEFFKind,Productive id')) throw new Error(`The file begins with ${lines[0] ?? ''}`);
      if (!lines.some((line) => line.includes('now due 2027-02-15')))
        throw new Error('The file lacks the edited expense');
      return `${String(lines.length - 2)} documents in the file`;
    },
  },
];
