import { timeMany } from './many/time-many.js';
import { findBrowser, howToInstall, launch } from './browser.js';
import { Gallery } from './gallery.js';
import { measureInitialJs } from './initial-js.js';
import { help, readOptions, type Options } from './options.js';
import { startProduct } from './product.js';
import { summarise, toLine, toLines } from './report.js';
import { runTests } from './runner.js';
import { Stage } from './stage.js';
import { tests } from './tests/all.js';

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stderr.write(help);
    return 2;
  }
  if (options.asksForHelp) {
    process.stdout.write(help);
    return 0;
  }
  const executable = findBrowser();
  if (executable === undefined) {
    process.stderr.write(howToInstall);
    return 1;
  }
  return options.many === undefined ? play(executable, options) : timeMany(executable, options.many);
}

async function play(executable: string, { isJson, only }: Options): Promise<number> {
  const chosen = tests.filter(({ name }) => name.includes(only));
  const product = await startProduct();
  try {
    const browser = await launch(executable);
    try {
      const gallery = await Gallery.open();
      const initialJsKb = await measureInitialJs(browser, product.url);
      const stage = new Stage(product, gallery, browser);
      const results = await runTests(chosen, stage, (result) => !isJson && process.stdout.write(toLine(result)));
      const summary = summarise(results, stage, initialJsKb);
      process.stdout.write(isJson ? `${JSON.stringify(summary, null, 2)}\n` : toLines(summary));
      return summary.ok ? 0 : 1;
    } finally {
      await browser.close();
    }
  } finally {
    await product.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
