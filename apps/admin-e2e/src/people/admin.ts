import type { Locator, Page } from 'playwright-core';
import type { Agency } from '../agencies.js';
import type { Gallery } from '../gallery.js';

/** An agency's admin in front of the screen. Finds everything by its label or its words, as a person does. */
export class Admin {
  constructor(
    readonly page: Page,
    readonly agency: Agency,
  ) {}

  heading(words: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name: words });
  }

  async signIn(): Promise<void> {
    await this.page.goto('/sign-in');
    await this.page.getByRole('button', { name: this.agency.name, exact: true }).click();
    await this.heading('App marketplace').waitFor();
  }

  async goTo(words: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: words, exact: true }).click();
    await this.heading(words).waitFor();
  }

  /** “Connect app”, the subsidiary where there are several; answers Xero's window. */
  async askXero(gallery?: Gallery): Promise<Page> {
    const opened = this.page.waitForEvent('popup');
    await this.page.getByRole('button', { name: 'Connect app' }).click();
    if (this.agency.hasSeveral) await this.chooseInDialog(this.agency.subsidiary, gallery);
    const xero = await opened;
    await xero.getByRole('heading', { name: 'wants access to your organisation data' }).waitFor();
    return xero;
  }

  async connect(gallery?: Gallery): Promise<void> {
    await allow(await this.askXero(gallery), this.agency);
    await this.heading('Xero integration').waitFor();
  }

  async chooseInDialog(option: string, gallery?: Gallery): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: option, exact: true }).check();
    await gallery?.take(this.page, 'choose-subsidiary');
    await dialog.getByRole('button', { name: 'Continue' }).click();
  }

  /** The first set-up, step by step, with a rate of the Xero books for every rate that is left open. */
  async setUp(gallery?: Gallery): Promise<void> {
    const { page } = this;
    await this.card('Options').waitFor();
    await this.check('Export invoices from Productive to Xero');
    await this.check('Export expenses to Xero');
    await page.getByRole('switch', { name: 'Synchronize payments from Xero to Productive' }).check();
    await gallery?.take(page, 'set-up-options');
    await this.next('Tax rates');
    await this.fillEmptyRates();
    await gallery?.take(page, 'set-up-tax-rates');
    await this.next('Invoices');
    await this.pick('Default account code', '200 – Sales');
    await page.getByLabel('Initial invoice status').selectOption('Approved');
    await gallery?.take(page, 'set-up-invoices');
    await this.next('Expenses');
    await this.pick('Default expense account code', '429 – General Expenses');
    await page.getByLabel('Initial bill status').selectOption('Approved');
    await gallery?.take(page, 'set-up-expenses');
    await this.next('Payments');
    await this.check('Mark an unsent invoice as sent when its first payment arrives');
    await gallery?.take(page, 'set-up-payments');
    await this.save();
  }

  card(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  async check(label: string): Promise<void> {
    await this.page.getByRole('checkbox', { name: label }).check();
  }

  async next(card: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Next', exact: true }).click();
    await this.card(card).waitFor();
  }

  /** Types into a picker and takes the option of exactly these words. */
  async pick(label: string | RegExp, option: string): Promise<void> {
    const field = this.page.getByLabel(label).first();
    await field.fill(option);
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save', exact: true }).click();
    await this.page.getByText(/^\s*Saved\./).waitFor();
  }

  /** Gives every open rate of the table on the screen the first that Xero offers for it. */
  async fillEmptyRates(): Promise<void> {
    for (const name of await this.openRates()) {
      await this.page.getByRole('combobox', { name, exact: true }).click();
      await this.page.getByRole('option').first().click();
    }
  }

  /** The names of the pickers of the tax rates that are still empty. */
  async openRates(): Promise<readonly string[]> {
    const fields = this.card('Tax rates').getByRole('combobox', { name: /: Xero, for (sales|purchases)$/ });
    const found = await Promise.all(
      (await fields.all()).map(async (field) => [await field.inputValue(), await field.getAttribute('aria-label')]),
    );
    return found.flatMap(([value, name]) => (value === '' && name ? [name] : []));
  }

  /** Signs in, and connects and sets up unless that was done before. */
  async ready(gallery?: Gallery): Promise<void> {
    await this.signIn();
    const row = this.page.getByRole('listitem').filter({ hasText: this.agency.subsidiary });
    await row.waitFor();
    if (await row.getByText('Not connected').isVisible()) {
      await this.connect();
      await this.setUp(gallery);
    } else if (await row.getByText('Set-up incomplete').isVisible()) {
      await row.getByRole('link').click();
      await this.setUp(gallery);
    }
  }

  /** “Copy to Xero” on the open document; waits until the page says that it is copied. */
  async copyOpenDocument(copied: string, gallery?: Gallery): Promise<void> {
    const copy = this.page.getByRole('button', { name: 'Copy to Xero', exact: true });
    await this.page
      .getByRole('heading', { name: /^(Invoice|Bill|Credit note|Supplier credit note) in Xero/ })
      .waitFor();
    await gallery?.take(this.page, 'invoice-preview');
    await copy.click();
    await this.page
      .getByRole('region', { name: 'In Xero', exact: true })
      .getByText(copied)
      .waitFor({ timeout: 60_000 });
  }

  /** Opens the document of that title from its list. Answers the number, or the title where it has none. */
  async openDocument(kind: 'Invoices' | 'Expenses', title: string): Promise<string> {
    const { page } = this;
    await this.goTo(kind);
    await page.getByRole('searchbox', { name: 'Search' }).fill(title);
    const row = page.getByRole('row').filter({ hasText: title }).first();
    const link = row.getByRole('link').first();
    const name = await link.innerText();
    await link.click();
    await this.heading(name).waitFor();
    return name;
  }
}

/** At Xero's consent page: who one is, which organisation, “Allow access”. The window then closes by itself. */
export async function allow(xero: Page, agency: Agency): Promise<void> {
  const user = xero.locator('details').filter({ hasText: `Continue as ${agency.xeroUser}` });
  if ((await user.getAttribute('open')) === null) await user.locator('summary').click();
  await user.getByLabel(agency.xeroOrganisation, { exact: true }).check();
  const closed = xero.waitForEvent('close');
  await user.getByRole('button', { name: 'Allow access' }).click();
  await closed;
}
