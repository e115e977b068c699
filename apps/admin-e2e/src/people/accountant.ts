import type { Page } from 'playwright-core';
import type { Product } from '../product.js';

/** The accountant at the sandbox's Xero pages, in a window of their own. */
export class Accountant {
  constructor(
    private readonly page: Page,
    private readonly product: Product,
    private readonly tenantId: string,
  ) {}

  async open(kind: 'invoices' | 'bills', number: string): Promise<void> {
    await this.page.goto(`/sandbox/xero/organisations/${this.tenantId}/${kind}`);
    await this.page.getByRole('link', { name: number, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name: number }).waitFor();
  }

  /** Throws unless the list has that number once. */
  async expectOnly(kind: 'invoices' | 'bills', number: string): Promise<void> {
    await this.page.goto(`/sandbox/xero/organisations/${this.tenantId}/${kind}`);
    const count = await this.page.getByRole('link', { name: number, exact: true }).count();
    if (count !== 1) throw new Error(`Xero lists ${number} ${count} times`);
  }

  /** Pays what is due of the open document, or this much of it. */
  async pay(amount?: string): Promise<void> {
    const form = this.page.locator('form').filter({ has: this.page.getByRole('button', { name: 'Pay', exact: true }) });
    if (amount !== undefined) await form.getByLabel('Amount').fill(amount);
    await form.getByRole('button', { name: 'Pay', exact: true }).click();
    await this.page.getByRole('status').getByText('Done.').waitFor();
  }

  /** What is due of the open document, two decimals. */
  async due(): Promise<string> {
    const words = await this.page
      .getByText(/, due [\d.]+/)
      .first()
      .innerText();
    return /, due ([\d.]+)/.exec(words)?.[1] ?? '';
  }

  async deleteFirstPayment(): Promise<void> {
    await this.page.getByRole('button', { name: 'Delete', exact: true }).first().click();
    await this.page.getByRole('status').getByText('Done.').waitFor();
  }

  /** Locks every period through this day; nothing is locked when it is empty. */
  async closeBooksThrough(day: string): Promise<void> {
    await this.page.goto(`/sandbox/xero/organisations/${this.tenantId}`);
    await this.page.getByLabel('End of year, for everybody').fill(day);
    await this.page.getByRole('button', { name: 'Set', exact: true }).click();
    await this.page.getByRole('status').getByText('Done.').waitFor();
  }

  /** Takes the app's access away, as a person does at “Connected apps”. */
  async disconnectApp(): Promise<void> {
    await this.page.goto(`/sandbox/xero/organisations/${this.tenantId}`);
    await this.page.getByRole('button', { name: 'Disconnect' }).click();
    await this.page.getByRole('status').getByText('Done.').waitFor();
  }

  /** Lets the simulator misbehave: see the faults of libs/simulators/xero. */
  async misbehave(fault: Readonly<Record<string, unknown>>): Promise<void> {
    const answer = await fetch(`${this.product.xeroUrl}/_control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (!answer.ok) throw new Error(`The simulated Xero answered ${answer.status}: ${await answer.text()}`);
  }
}
