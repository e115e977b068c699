import { mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type axe from 'axe-core';

export interface Violation {
  readonly screen: string;
  readonly scheme: 'light' | 'dark';
  readonly rule: string;
  readonly help: string;
  readonly element: string;
}

const FOLDER = 'dist/screenshots';
export const FAILURES = 'dist/screenshots/failures';
export const desk = { width: 1280, height: 900 };
export const phone = { width: 360, height: 740 };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Every screen that a test came by: pictures of it in light, dark and on a phone, and what axe finds wrong with it. */
export class Gallery {
  readonly #screens = new Set<string>();
  readonly #violations: Violation[] = [];
  readonly #wide: string[] = [];

  get screens(): readonly string[] {
    return [...this.#screens];
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  /** Screens that need scrolling sideways: at 360 px, or a table of theirs on a desk. */
  get tooWide(): readonly string[] {
    return this.#wide;
  }

  static async open(): Promise<Gallery> {
    await rm(FOLDER, { recursive: true, force: true });
    await mkdir(FOLDER, { recursive: true });
    return new Gallery();
  }

  /** Takes the page as it stands, dialogs and all, and leaves it as it was. */
  async take(page: Page, screen: string): Promise<void> {
    this.#screens.add(screen);
    await page.evaluate(() => scrollTo(0, 0));
    // A dialog covers the window, not the whole length of the page.
    const fullPage = !(await page.getByRole('dialog').or(page.getByRole('alertdialog')).first().isVisible());
    if (fullPage) await stretch(page, desk);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${FOLDER}/${screen}-${scheme}.png`, fullPage });
      await this.#check(page, screen, scheme);
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await this.#measureTables(page, screen);
    await page.setViewportSize(phone);
    if (fullPage) await stretch(page, phone);
    await page.screenshot({ path: `${FOLDER}/${screen}-phone.png`, fullPage });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > phone.width) this.#wide.push(`${screen} is ${width} px wide`);
    await page.setViewportSize(desk);
  }

  /** A table that scrolls sideways on a desk hides its last column: how documents stand. */
  async #measureTables(page: Page, screen: string): Promise<void> {
    const hidden = await page.evaluate(() =>
      Math.max(0, ...[...document.querySelectorAll('ui-table')].map((table) => table.scrollWidth - table.clientWidth)),
    );
    if (hidden > 0) this.#wide.push(`${screen} hides ${hidden} px of a table on a desk`);
  }

  async #check(page: Page, screen: string, scheme: 'light' | 'dark'): Promise<void> {
    await page.evaluate(await axeSource());
    const { violations } = await page.evaluate((tags) => {
      // axe puts itself on the window; nothing declares it there.
      const checker = (globalThis as unknown as { axe: typeof axe }).axe;
      return checker.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    }, TAGS);
    for (const { id, help, nodes } of violations) {
      for (const node of nodes)
        this.#violations.push({ screen, scheme, rule: id, help, element: `${node.target.join(' ')} ${node.html}` });
    }
  }
}

/** A window as long as the page: what sticks to its foot is pictured at the foot, not across the middle. */
async function stretch(page: Page, size: typeof desk): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
}

let source: Promise<string> | undefined;

/** Handed over as text, because the admin's content security policy allows no foreign script element. */
function axeSource(): Promise<string> {
  source ??= readFile(axeFile, 'utf8');
  return source;
}
