import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

const waitMs = 250;

export interface StateFile {
  /** Saves soon; many changes in a row are saved once. */
  changed(): void;
  /** Saves what is not saved yet, and waits for it. */
  flush(): Promise<void>;
}

/** What the file holds; undefined when there is none. Throws when it is not whole JSON: state is never dropped in silence. */
export async function loadState(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    if (thrown instanceof SyntaxError)
      throw new Error(`${path} is damaged: ${thrown.message}. Move it away to begin anew.`, { cause: thrown });
    throw thrown;
  }
}

/** Keeps a file up to date with `snapshot`. A reader, or a crash, finds the old state or the new one, never half of one. */
export function keepState(path: string, snapshot: () => unknown, onFailure: (error: unknown) => void): StateFile {
  let timer: NodeJS.Timeout | undefined;
  let isDirty = false;
  let writing: Promise<void> = Promise.resolve();

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      if (!isDirty) return;
      isDirty = false;
      try {
        await replace(path, JSON.stringify(snapshot()));
      } catch (thrown) {
        isDirty = true;
        onFailure(thrown);
      }
    });
    return writing;
  };

  return {
    changed: () => {
      isDirty = true;
      timer ??= setTimeout(() => void flush(), waitMs);
    },
    flush,
  };
}

async function replace(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.new`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

function isMissing(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'ENOENT';
}
