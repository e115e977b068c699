import type { Stage } from './stage.js';

/** One business sentence and what proves it. Answers what was seen, for the report. */
export interface Test {
  readonly name: string;
  readonly run: (stage: Stage) => Promise<string>;
}

export interface Result {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

const MINUTES = 6;

/** One after the other: they share the product, and the machine is small. */
export async function runTests(
  tests: readonly Test[],
  stage: Stage,
  heard: (result: Result) => void,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const { name, run } of tests) {
    const result = await outcome(name, () => withinMinutes(run(stage)), stage);
    heard(result);
    results.push(result);
  }
  return results;
}

/** A failed test is shown, with a picture of what stood there; the next one starts with a fresh browser window. */
async function outcome(name: string, run: () => Promise<string>, stage: Stage): Promise<Result> {
  try {
    return { name, ok: true, detail: await run() };
  } catch (error) {
    const picture = await stage.pictureOfFailure(name);
    const words = error instanceof Error ? error.message : String(error);
    return { name, ok: false, detail: `${words}\n${picture}`.trim() };
  } finally {
    await stage.clear();
  }
}

async function withinMinutes<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done after ${MINUTES} minutes`)), MINUTES * 60_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
