import type { Page } from 'playwright-core';
import { brightwell } from '../agencies.js';
import { launch } from '../browser.js';
import { Gallery } from '../gallery.js';
import { Admin } from '../people/admin.js';
import { startProduct } from '../product.js';
import { Stage } from '../stage.js';
import { fillShelf } from './fill-shelf.js';
import { untilShown } from './until-shown.js';

const ROUNDS = 5;
const MOST_MS = 200;

type Step = readonly [words: string, act: (page: Page) => Promise<unknown>];

const choose =
  (filter: string, option: string) =>
  (page: Page): Promise<unknown> =>
    page.getByRole('combobox', { name: filter, exact: true }).selectOption(option);

/** Each is measured from the first key or click to the last changed pixel, what the fingers' rest costs included. */
const STEPS: readonly Step[] = [
  ['drafts only', choose('In Productive', 'Draft')],
  ['all again', choose('In Productive', 'Any')],
  ['exported elsewhere', choose('Xero', 'Exported elsewhere')],
  ['not copied', choose('Xero', 'Not copied')],
  ['of those, sent', choose('In Productive', 'Sent')],
  ['without filters', (page) => page.getByRole('button', { name: 'Clear filters' }).click()],
  ['from a day', (page) => page.getByLabel('From').fill('2026-01-01')],
  ['without filters again', (page) => page.getByRole('button', { name: 'Clear filters' }).click()],
  ['the next page', (page) => page.getByRole('button', { name: 'Next page' }).click()],
  ['by total', (page) => page.getByRole('button', { name: 'Total', exact: true }).click()],
  ['by date', (page) => page.getByRole('button', { name: 'Date', exact: true }).click()],
  ['a number typed', (page) => page.getByRole('searchbox', { name: 'Search' }).fill('MANY-04242')],
  ['the field emptied', (page) => page.getByRole('searchbox', { name: 'Search' }).fill('')],
];

/** `npm run e2e -- --many 100000`. Answers 0 when the median of every step stays below the limit. */
export async function timeMany(executable: string, count: number): Promise<number> {
  const product = await startProduct((dataDir) => fillShelf(dataDir, brightwell.organisationId, count));
  try {
    const browser = await launch(executable);
    const stage = new Stage(product, await Gallery.open(), browser);
    const admin = new Admin(await stage.visitor(), brightwell);
    await admin.signIn();
    await admin.goTo('Invoices');
    await admin.page.getByRole('table').waitFor();
    const medians: number[] = [];
    const taken = new Map<string, number[]>();
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [words, act] of STEPS)
        taken.set(words, [...(taken.get(words) ?? []), await untilShown(admin.page, act)]);
    for (const [words, all] of taken) {
      const sorted = all.toSorted((one, other) => one - other);
      const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
      medians.push(median);
      process.stdout.write(
        `${median.toFixed(0).padStart(5)} ms  ${words} (${all.map((ms) => ms.toFixed(0)).join(', ')})\n`,
      );
    }
    await browser.close();
    const slowest = Math.max(...medians);
    process.stdout.write(
      `\n${count} invoices, ${STEPS.length} steps, ${ROUNDS} rounds: slowest median ${slowest.toFixed(0)} ms, at most ${MOST_MS} ms\n`,
    );
    return slowest <= MOST_MS ? 0 : 1;
  } finally {
    await product.stop();
  }
}
