// The demo on the embedded database twice on one data folder (the second run must copy nothing twice), and once on a
// PostgreSQL database made for it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';

const folder = mkdtempSync(join(tmpdir(), 'demo-'));
const server = process.env.TEST_DATABASE_URL;
let passed = 0;
let failed = 0;
try {
  const first = demo('embedded, first run', { BRIDGE_DATA_DIR: join(folder, 'embedded') });
  const second = demo('embedded, second run', { BRIDGE_DATA_DIR: join(folder, 'embedded') });
  check(
    'the second run copies nothing twice',
    first?.invoices.copied === second?.invoices.copied && first?.expenses.copied === second?.expenses.copied,
  );
  if (!server) check('TEST_DATABASE_URL is set', false);
  else {
    const name = `bridge_demo_test_${process.pid}`;
    await sql(`create database ${name}`);
    try {
      const url = new URL(server);
      url.pathname = `/${name}`;
      demo('PostgreSQL', { BRIDGE_DATA_DIR: join(folder, 'postgres'), DATABASE_URL: url.href });
    } finally {
      await sql(`drop database if exists ${name} with (force)`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

function demo(name, env) {
  const run = spawnSync('npm', ['run', '--silent', 'demo', '--', '--json'], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 64_000_000,
  });
  const summary = parse(run.stdout);
  check(
    `the demo on ${name}: ${summary ? `${summary.checks.length} checks, ${summary.seconds} s` : 'no summary'}`,
    run.status === 0 && summary?.ok === true,
  );
  if (!summary?.ok)
    process.stdout.write(
      `${run.stderr.slice(-4000)}\n${JSON.stringify(
        [...(summary?.steps ?? []), ...(summary?.checks ?? [])].filter((line) => !line.ok),
        null,
        1,
      )}\n`,
    );
  return summary;
}

function parse(output) {
  const line = output.trim().split('\n').at(-1) ?? '';
  return line.startsWith('{') ? JSON.parse(line) : undefined;
}

function check(name, isTrue) {
  if (isTrue) passed += 1;
  else failed += 1;
  process.stdout.write(`${isTrue ? 'ok  ' : 'FAIL'} ${name}\n`);
}

async function sql(statement) {
  const orm = new MikroORM({
    clientUrl: server,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    connect: false,
  });
  try {
    await orm.em.getConnection().execute(statement);
  } finally {
    await orm.close(true);
  }
}
