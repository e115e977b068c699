import { openServer } from '../engine/open-engine.js';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const OWNER = 'bridge_test_owner';

/**
 * A database of its own on the server that TEST_DATABASE_URL names. It belongs to an ordinary role, as in production: a
 * superuser would see through every wall.
 */
export async function createTestDatabase(purpose: string): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_URL'] ?? '';
  const name = `bridge_test_${purpose}_${process.pid}`;
  await onServer(serverUrl, [
    `do $$ begin create role ${OWNER} login createrole password 'test'; exception when duplicate_object then null; end $$`,
    `drop database if exists ${name} with (force)`,
    `create database ${name} owner ${OWNER}`,
  ]);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  url.username = OWNER;
  url.password = 'test';
  return { url: url.href, drop: () => onServer(serverUrl, [`drop database if exists ${name} with (force)`]) };
}

async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const engine = await openServer(url);
  for (const statement of statements) await engine.em.fork().execute(statement);
  await engine.close();
}
