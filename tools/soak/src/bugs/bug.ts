/** One mechanism taken out: a snippet of a production file, which must stand there exactly once, and what stands there instead. */
export interface Bug {
  /** What is broken, in a few words. */
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The specs that hold the mechanism, where the simulation does not reach it or a rule is pure. */
  readonly specs?: readonly string[];
}

/** The file with the bug in it. Throws when the snippet does not stand there exactly once: then the list is out of date. */
export function withBug(source: string, { name, file, find, replace }: Bug): string {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`The bug “${name}”: its snippet stands ${source.split(find).length - 1} times in ${file}`);
  return `${before}${replace}${after}`;
}
