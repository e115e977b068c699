export interface Options {
  readonly isJson: boolean;
  readonly asksForHelp: boolean;
  /** Runs the tests whose name contains it. */
  readonly only: string;
  /** Measures the list with this many invoices instead of running the tests. */
  readonly many?: number;
}

export const help = `npm run e2e: the admin in a real browser, against the whole product with its sandbox.

  --json         one JSON document: {ok, tests, axeViolations, violations, screens, initialJsKb}
  --only <text>  only the tests whose name contains the text
  --many <count> no tests: times the filters of a list of that many invoices (100000, say) in the browser
  --help         this

Screenshots of every screen (light, dark, phone) go to dist/screenshots.
The browser is Chromium or Chrome: from CHROME_PATH, or where systems usually keep it.
Exit codes: 0 everything held, 1 something failed or could not start, 2 wrong arguments.
`;

/** Undefined: the arguments make no sense. */
export function readOptions(args: readonly string[]): Options | undefined {
  let only = '';
  let many: number | undefined;
  let [isJson, asksForHelp] = [false, false];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index];
    if (arg === '--json') isJson = true;
    else if (arg === '--help') asksForHelp = true;
    else if (arg === '--only' && args[index + 1]) only = args[(index += 1)] ?? '';
    else if (arg === '--many' && /^[1-9]\d{2,6}$/.test(args[index + 1] ?? '')) many = Number(args[(index += 1)]);
    else return undefined;
  }
  return { isJson, asksForHelp, only, ...(many !== undefined && { many }) };
}
