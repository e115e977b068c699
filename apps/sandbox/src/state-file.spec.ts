import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepState, loadState } from './state-file.js';

describe('the state file', () => {
  let dir: string;
  const failures: unknown[] = [];
  const note = (failure: unknown): void => void failures.push(failure);

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    failures.length = 0;
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('gives back what was kept, and leaves no draft behind', async () => {
    const path = join(dir, 'deep', 'state.json');
    let state = { invoices: 1 };
    const file = keepState(path, () => state, note);
    file.changed();
    state = { invoices: 2 };
    await file.flush();
    expect(await loadState(path)).toEqual({ invoices: 2 });
    expect(await readdir(join(dir, 'deep'))).toEqual(['state.json']);
    expect(failures).toEqual([]);
  });

  it('is for its owner alone, since it holds tokens and keys', async () => {
    const path = join(dir, 'state.json');
    const file = keepState(path, () => ({}), note);
    file.changed();
    await file.flush();
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('writes by itself a moment after a change', async () => {
    const path = join(dir, 'state.json');
    keepState(path, () => ({ invoices: 3 }), note).changed();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await loadState(path)).toEqual({ invoices: 3 });
  });

  it('writes nothing when nothing changed', async () => {
    const path = join(dir, 'state.json');
    await keepState(path, () => ({}), note).flush();
    expect(await loadState(path)).toBeUndefined();
  });

  it('says so when the file is damaged instead of beginning anew', async () => {
    const path = join(dir, 'state.json');
    await writeFile(path, '{"rows":[');
    await expect(loadState(path)).rejects.toThrow(`${path} is damaged`);
  });

  it('reports a failure to write, and tries again on the next occasion', async () => {
    await writeFile(join(dir, 'blocked'), 'a file where a folder is needed');
    const path = join(dir, 'blocked', 'state.json');
    const file = keepState(path, () => ({ invoices: 4 }), note);
    file.changed();
    await file.flush();
    expect(failures).toHaveLength(1);
    await rm(join(dir, 'blocked'));
    await file.flush();
    expect(await readFile(path, 'utf8')).toBe('{"invoices":4}');
  });
});
