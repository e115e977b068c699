import type { Browser, BrowserContext, Page } from 'playwright-core';
import { desk, FAILURES, type Gallery } from './gallery.js';
import type { Product } from './product.js';

const PATIENCE_MS = 30_000;

/** What tests play on: the product, and browser windows that nobody has used before. */
export class Stage {
  readonly #open: { readonly context: BrowserContext; readonly page: Page }[] = [];
  readonly #complaints: string[] = [];

  constructor(
    readonly product: Product,
    readonly gallery: Gallery,
    private readonly browser: Browser,
  ) {}

  /** What the pages threw or wrote as errors to their console. */
  get complaints(): readonly string[] {
    return this.#complaints;
  }

  async visitor(viewport = desk): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.product.url,
      viewport,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    context.on('weberror', (error) => this.#complaints.push(error.error().message));
    // The browser itself writes every refused answer there; those are part of what the tests provoke.
    context.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.#complaints.push(message.text());
    });
    this.#open.push({ context, page });
    return page;
  }

  /** Of every window that the test had open. */
  async pictureOfFailure(name: string): Promise<string> {
    const lines: string[] = [];
    for (const [index, { page }] of this.#open.entries()) {
      if (page.isClosed()) continue;
      const path = `${FAILURES}/${name.replace(/\W+/g, '-').slice(0, 80)}-${index + 1}.png`;
      await page.screenshot({ path, fullPage: true });
      lines.push(`At ${page.url()}, see ${path}`);
    }
    return lines.join('\n');
  }

  async clear(): Promise<void> {
    for (const { context } of this.#open.splice(0)) await context.close();
  }
}
