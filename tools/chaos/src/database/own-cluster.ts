import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../fleet/free-port.js';

const run = promisify(execFile);

export interface Cluster {
  readonly url: string;
  restart(): Promise<void>;
  remove(): Promise<void>;
}

/** A PostgreSQL of our own in a temporary folder; undefined where its programs are not installed or may not run. */
export async function ownCluster(): Promise<Cluster | undefined> {
  const programs = programFolder();
  const user = await ordinaryUser();
  if (programs === undefined || user === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'bridge-chaos-'));
  chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  const program = (name: string, ...words: string[]) =>
    run(join(programs, name), words, { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C' } });
  const control = (...words: string[]) => program('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), ...words);
  await program('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8');
  await control('start', '-o', `-p ${port} -c max_connections=300 -c listen_addresses=127.0.0.1 -k ${folder}`);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    // Immediate: no checkpoint, every connection dies, and it starts by recovering from its log.
    restart: async () => void (await control('restart', '-m', 'immediate')),
    remove: async () => {
      await control('stop', '-m', 'immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function programFolder(): string | undefined {
  const installed = '/usr/lib/postgresql';
  const versions = existsSync(installed) ? readdirSync(installed).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...versions.map((version) => join(installed, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ].find((folder) => ['initdb', 'pg_ctl', 'postgres'].every((name) => existsSync(join(folder, name))));
}

/** PostgreSQL refuses to run as root: then as the user whom its installation made for it. */
async function ordinaryUser(): Promise<{ uid: number; gid: number } | undefined> {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  if (uid === undefined || gid === undefined) return undefined;
  if (uid !== 0) return { uid, gid };
  try {
    const number = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
    return { uid: await number('-u'), gid: await number('-g') };
  } catch {
    // There is no such user: PostgreSQL came without its package.
    return undefined;
  }
}
