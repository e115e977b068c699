import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { agencies, askJson } from '@bridge/witness';
import { openPostgresServer } from './database/postgres-server.js';
import { openSql, type Sql } from './database/sql.js';
import { environmentOf } from './fleet/environment.js';
import { Fleet } from './fleet/fleet.js';
import { startSandbox, type Sandbox } from './fleet/sandbox.js';
import { readBothSides } from './judge/both-sides.js';
import { judge, type Verdict } from './judge/invariants.js';
import { portrait } from './judge/portrait.js';
import { RecoveryWatch } from './judge/recovery.js';
import { unfinished } from './judge/unfinished.js';
import { AccountantAtWork } from './load/accountant-at-work.js';
import { AgencyAtWork } from './load/agency-at-work.js';
import { Mayhem } from './mayhem.js';
import { FaultProxy } from './proxy/fault-proxy.js';
import { databaseWeather, vendorWeather } from './proxy/weather.js';
import type { Findings } from './report.js';

const ROUND_MS = 5_000;
/** In the quiet: a moment for everybody, then a leap of all clocks over a part of what is being waited for. */
const MOMENT_MS = 4_000;
const LEAP_MS = 60_000;
const MOST_LEAPS = 25;

interface Quiet {
  readonly fleet: Fleet;
  readonly sandbox: Sandbox;
  readonly sql: Sql;
  readonly load: readonly AgencyAtWork[];
}

/** The whole test, from an empty database to the verdict. */
export class Chaos {
  readonly #violations: string[] = [];
  readonly #closing: (() => Promise<unknown> | void)[] = [];

  constructor(
    private readonly say: (line: string) => void,
    private readonly log: Writable | undefined,
  ) {}

  async run(minutes: number): Promise<Findings> {
    const startedAt = performance.now();
    const stage = await this.#open();
    const { fleet, recovery, mayhem, proxies, load, accountants, sandbox, sql } = stage;
    this.say(`${fleet.members.length} processes are up; ${minutes} minutes of chaos begin`);
    for (const proxy of proxies) proxy.isCalm = false;
    recovery.begin();
    const over = new AbortController();
    const busy = [
      ...load.map((agency) => this.#keepDoing(over.signal, () => agency.makeSome())),
      ...accountants.map((accountant) => this.#keepDoing(over.signal, () => accountant.paySome())),
    ];
    await mayhem.run(minutes * 60_000);
    for (const proxy of proxies) proxy.isCalm = true;
    over.abort();
    await Promise.all(busy);
    const { kills, zombies } = mayhem.deeds;
    this.say(`It is quiet after ${kills} kills and ${zombies} frozen; what is open is brought to its end`);
    const stuck = await this.#quiet(stage);
    recovery.end();
    for (const { what, seconds } of recovery.results()) this.#note(`resumed after ${seconds.toFixed(1)} s: ${what}`);
    const refusedCalls = await callsRefused(sandbox);
    if (refusedCalls.ofXero > 0) this.#violations.push(`Xero refused ${refusedCalls.ofXero} calls for being too many`);
    for (const agency of load)
      for (const [what, codes] of agency.refused) this.#violations.push(`${what} was refused: ${codes}`);
    const verdicts: Verdict[] = [];
    for (const { agency, asked } of load)
      verdicts.push(judge(await readBothSides(agency, sandbox.xeroUrl, sandbox.productiveUrl), asked));
    await sql.close();
    const sum = (pick: (verdict: Verdict) => number) => verdicts.reduce((all, one) => all + pick(one), 0);
    return {
      minutes,
      seconds: (performance.now() - startedAt) / 1_000,
      deeds: mayhem.deeds,
      documents: sum(({ documents }) => documents),
      tranches: sum(({ tranches }) => tranches),
      removals: accountants.reduce((all, { removals }) => all + removals, 0),
      duplicates: verdicts.flatMap(({ duplicates }) => duplicates),
      lost: verdicts.flatMap(({ lost }) => lost),
      violations: [...this.#violations, ...verdicts.flatMap(({ differing }) => differing)],
      stuck,
      recoveries: recovery.results(),
      mishaps: addedUp(proxies),
      refusedCalls,
      clockMovedSeconds: fleet.aheadMs / 1_000,
      notDone: stage.server.restart
        ? []
        : [
            'PostgreSQL was not restarted: its programs are not installed here, and the given server is not ours to restart',
          ],
    };
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
  }

  async #open() {
    const server = await openPostgresServer(process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']);
    this.#closing.push(() => server.close());
    const sandbox = await startSandbox(this.log);
    this.#closing.push(() => sandbox.stop());
    const [database, xero, productive] = await Promise.all([
      FaultProxy.open({ target: () => portOf(server.databaseUrl), mishap: databaseWeather }),
      FaultProxy.open({ target: () => portOf(sandbox.xeroUrl), mishap: vendorWeather }),
      FaultProxy.open({ target: () => portOf(sandbox.productiveUrl), mishap: vendorWeather }),
    ]);
    // The door stands before anybody is behind it: the processes are told its address.
    const house: { fleet?: Fleet } = {};
    const door = await FaultProxy.open({ target: () => house.fleet?.doorPort() });
    this.#closing.push(() => [database, xero, productive, door].forEach((proxy) => proxy.close()));
    // Xero takes no other insecure address to come back to.
    const publicUrl = `http://localhost:${door.port}`;
    const environment = environmentOf({
      publicUrl,
      databaseUrl: through(database, server.databaseUrl),
      xeroUrl: through(xero, sandbox.xeroUrl),
      productiveUrl: through(productive, sandbox.productiveUrl),
      xeroLoginUrl: sandbox.xeroUrl,
    });
    const fleet = await Fleet.start(environment, this.log, (name, words) => this.#crashed(name, words));
    house.fleet = fleet;
    this.#closing.push(() => fleet.stop());
    await askJson(`${sandbox.xeroUrl}/_control/webhooks`, {
      method: 'POST',
      json: { url: `${publicUrl}/api/v1/webhooks/xero` },
    });
    const load = agencies.map((agency) => new AgencyAtWork(agency, publicUrl, sandbox.productiveUrl));
    for (const agency of load) await agency.settle();
    const accountants = agencies.flatMap(({ subsidiaries }) =>
      subsidiaries.map(({ xeroOrganisationId }) => new AccountantAtWork(sandbox.xeroUrl, xeroOrganisationId)),
    );
    const sql = await openSql(server.onlookerUrl);
    const recovery = new RecoveryWatch(sql, () => Date.now() + fleet.aheadMs);
    const mayhem = new Mayhem(fleet, recovery, server.restart, (event) => this.#note(event));
    const proxies = [database, xero, productive];
    return { server, sandbox, fleet, load, accountants, sql, recovery, mayhem, proxies };
  }

  /** Until nothing is left undone for a while; answers what never came to an end. */
  async #quiet({ fleet, sandbox, sql, load }: Quiet): Promise<readonly string[]> {
    const quietSince = Date.now() + fleet.aheadMs;
    let left: readonly string[] = [];
    for (let leap = 0, calm = 0; leap < MOST_LEAPS && calm < 3; leap += 1) {
      await sleep(MOMENT_MS);
      for (const agency of load)
        for (const id of agency.connectionIds)
          await agency.applyReversals(id).catch((error: unknown) => this.#note(String(error)));
      await sandbox.moveClock(LEAP_MS);
      fleet.moveClock(LEAP_MS);
      const absent = fleet.members.filter(({ state }) => state !== 'up');
      left =
        absent.length > 0 ? absent.map(({ name, state }) => `${name} is ${state}`) : await unfinished(sql, quietSince);
      calm = left.length === 0 ? calm + 1 : 0;
    }
    if (left.length > 0) this.log?.write(await portrait(sql));
    await sleep(MOMENT_MS);
    return left;
  }

  /** Whoever makes documents works on after a failure, and says what it was. */
  async #keepDoing(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      await work().catch((error: unknown) =>
        this.say(`  ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`),
      );
      await sleep(ROUND_MS, undefined, { signal }).catch(() => 'over');
    }
  }

  #note(event: string): void {
    this.log?.write(`${new Date().toISOString()} ${event}\n`);
  }

  #crashed(name: string, lastWords: string): void {
    this.say(`  ${name} has ended by itself: ${lastWords.slice(-600)}`);
    this.#violations.push(`${name} ended by itself: ${lastWords.trim().split('\n').at(-1) ?? ''}`);
  }
}

function through(proxy: FaultProxy, url: string): string {
  return Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(proxy.port) }).href.replace(/\/$/, '');
}

function portOf(url: string): number {
  return Number(new URL(url).port || 5432);
}

/**
 * Calls that a vendor answered with 429. All our processes share a budget for each vendor. Xero must never have to refuse one;
 * a refusal by Productive only delays.
 */
async function callsRefused({ xeroUrl, productiveUrl }: Sandbox) {
  const xero = await askJson<{ rateLimited: Record<string, number> }>(`${xeroUrl}/_control/stats`);
  const productive = await askJson<{ rateLimited: number }>(new URL('/_control/stats', productiveUrl));
  const ofXero = Object.values(xero.rateLimited).reduce((sum, count) => sum + count, 0);
  return { ofXero, ofProductive: productive.rateLimited };
}

function addedUp(proxies: readonly FaultProxy[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { struck } of proxies)
    for (const [kind, count] of Object.entries(struck)) sums[kind] = (sums[kind] ?? 0) + count;
  return sums;
}
