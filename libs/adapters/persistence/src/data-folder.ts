import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface DataFolder {
  readonly databasePath: string;
  release(): void;
}

/** Somebody else works in the folder. Two processes in one PGlite folder destroy it. */
export class FolderInUse extends Error {
  constructor(folder: string, holder: string) {
    super(`The data folder ${folder} is in use by process ${holder}. Stop it, or set BRIDGE_DATA_DIR / DATABASE_URL.`);
    this.name = 'FolderInUse';
  }
}

/** What SQLite answers when another connection holds the file. */
const SQLITE_BUSY = 5;

/**
 * Takes the folder for this process alone. The operating system keeps the lock and drops it with the process, however it
 * ends, so there is no stale lock to be judged. Node reaches such a lock through SQLite only; the file stays empty.
 */
export function takeDataFolder(folder: string): DataFolder {
  mkdirSync(folder, { recursive: true });
  const nameplate = join(folder, 'bridge.pid');
  const lock = new DatabaseSync(join(folder, 'bridge.lock'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (isBusy(error)) throw new FolderInUse(folder, holderOf(nameplate));
    throw error;
  }
  writeFileSync(nameplate, String(process.pid));
  return {
    databasePath: databaseIn(folder),
    release: () => {
      rmSync(nameplate, { force: true });
      lock.close();
    },
  };
}

/** Whether a bridge has ever kept its rows in the folder. Makes nothing. */
export function holdsDatabase(folder: string): boolean {
  return existsSync(databaseIn(folder));
}

function databaseIn(folder: string): string {
  return join(folder, 'database');
}

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

/** The number is for people only: the holder may not have written it yet. */
function holderOf(nameplate: string): string {
  try {
    return readFileSync(nameplate, 'utf8');
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return 'unknown';
    throw error;
  }
}
