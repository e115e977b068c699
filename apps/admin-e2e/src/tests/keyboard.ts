import type { Page } from 'playwright-core';
import type { Test } from '../runner.js';
import { coolabah } from '../agencies.js';
import { Admin, allow } from '../people/admin.js';

const MOST_TABS = 200;

export const keyboardTests: readonly Test[] = [
  {
    name: 'Connecting, the whole set-up and saving need no mouse',
    async run(stage) {
      const page = await stage.visitor();
      const admin = new Admin(page, coolabah);
      await page.goto('/sign-in');
      await page.getByRole('heading', { name: 'Sandbox' }).waitFor();
      await press(page, coolabah.name);
      await admin.heading('App marketplace').waitFor();
      await page.getByRole('button', { name: 'Connect app' }).waitFor();
      const opened = page.waitForEvent('popup');
      await press(page, 'Connect app');
      await allow(await opened, coolabah);
      await admin.card('Options').waitFor();
      for (const option of ['Export invoices from', 'Export expenses to', 'Synchronize payments from'])
        await press(page, option, 'Space');
      await press(page, 'Next');
      await admin.card('Tax rates').waitFor();
      await chooseForOpenRates(admin);
      for (const card of ['Invoices', 'Expenses', 'Payments']) {
        await press(page, 'Next');
        await admin.card(card).waitFor();
      }
      await press(page, 'Save');
      await page.getByText(/^\s*Saved\./).waitFor();
      await admin.card('Payments').getByText('Complete', { exact: true }).waitFor();
      return 'saved with the keyboard alone';
    },
  },
];

/** Tabs on until what has the focus begins with these words, then presses the key. */
async function press(page: Page, words: string, key = 'Enter'): Promise<void> {
  await tabTo(page, (name) => name.startsWith(words), words);
  await page.keyboard.press(key);
}

async function chooseForOpenRates(admin: Admin): Promise<void> {
  const { page } = admin;
  const open = await admin.openRates();
  for (const name of open) {
    await tabTo(page, (focused) => focused === name, name);
    await page.keyboard.press('ArrowDown');
    await page.locator(':focus[aria-activedescendant]').waitFor();
    await page.keyboard.press('Enter');
  }
}

async function tabTo(page: Page, isIt: (name: string) => boolean, words: string): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const focused = document.activeElement as HTMLInputElement | null;
      return (focused?.ariaLabel ?? focused?.labels?.[0]?.innerText ?? focused?.innerText ?? '').trim();
    });
    if (isIt(name)) return;
  }
  throw new Error(`The tabulator never came to “${words}”`);
}
