import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderInUse, takeDataFolder } from './data-folder.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bridge-folder-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('The data folder', () => {
  it('is for one holder at a time, and says who holds it', () => {
    const held = takeDataFolder(folder);
    expect(() => takeDataFolder(folder)).toThrow(FolderInUse);
    expect(() => takeDataFolder(folder)).toThrow(
      `The data folder ${folder} is in use by process ${process.pid}. Stop it, or set BRIDGE_DATA_DIR / DATABASE_URL.`,
    );
    held.release();
    takeDataFolder(folder).release();
  });

  it('is refused while another process holds it, and free again when that one was killed', async () => {
    const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLD, join(folder, 'bridge.lock')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    expect(() => takeDataFolder(folder)).toThrow('is in use by process unknown');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    takeDataFolder(folder).release();
  });
});

/** What another process of the bridge does with the lock. */
const HOLD = `
  import { DatabaseSync } from 'node:sqlite';
  globalThis.lock = new DatabaseSync(process.argv[1]);
  globalThis.lock.exec('begin exclusive');
  console.log('held');
  setInterval(() => undefined, 1000);
`;
