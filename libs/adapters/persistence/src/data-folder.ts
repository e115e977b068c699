import { closeSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface DataFolder {
  readonly databasePath: string;
  release(): void;
}

/** Somebody else works in the folder. Two processes in one PGlite folder destroy it. */
export class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(`The data folder ${folder} is in use by process ${pid}. Stop it, or set BRIDGE_DATA_DIR / DATABASE_URL.`);
    this.name = 'FolderInUse';
  }
}

/**
 * Takes the folder for this process alone. The lock is a file that is created exclusively and names its holder and when
 * that process started; a lock whose holder is gone, or whose process id now belongs to another process, is taken over.
 */
export function takeDataFolder(folder: string): DataFolder {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'bridge.lock');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (create(path)) return { databasePath: join(folder, 'database'), release: () => remove(path) };
    const holder = read(path);
    if (holder && isAlive(holder)) throw new FolderInUse(folder, holder.pid);
    remove(path);
  }
  throw new Error(`The data folder ${folder} could not be locked: another process is starting in it`);
}

interface Holder {
  readonly pid: number;
  /** As the system tells it; empty where it does not. */
  readonly startedAt: string;
}

function create(path: string): boolean {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) } satisfies Holder));
    closeSync(file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Undefined when the holder died before it wrote its name, or has gone since. */
function read(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch (error) {
    if (error instanceof SyntaxError || isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

function isAlive({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (isCode(error, 'ESRCH')) return false;
    if (!isCode(error, 'EPERM')) throw error;
  }
  return startedAt === '' || startOf(pid) === startedAt;
}

/** Field 22 of Linux' process table: ids are used again, starting times are not. */
function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
  } catch (error) {
    if (isCode(error, 'ENOENT')) return '';
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
