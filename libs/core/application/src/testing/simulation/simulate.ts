import { brightwell, connect, coolabah, type Agency } from '../bridge/agencies.js';
import { wireUseCases, type BridgePorts, type UseCases } from '../bridge/wire-use-cases.js';
import { FakeLedger } from '../ledger/fake-ledger.js';
import { FixedClock } from '../memory/fixed-clock.js';
import { createMemoryWorld, type MemoryWorld } from '../memory/memory-world.js';
import { SequentialIds } from '../memory/sequential-ids.js';
import { FakeSource } from '../source/fake-source.js';
import { Dice } from './dice.js';
import { judge, type Verdict } from './judge.js';
import { People, type Stage } from './people.js';
import { Workers, type Job, type Mishaps } from './workers.js';

export interface SimulationOptions {
  /** Invoices, and as many expenses, of each of two agencies. */
  readonly documents?: number;
  readonly workers?: number;
  /** How often a worker goes on from one port call to the next while everything goes wrong. */
  readonly steps?: number;
  readonly mishaps?: Partial<Mishaps>;
  /** How bad the weather between us and both vendors is; 1 is harsh, 0 is none. */
  readonly weather?: number;
}

export interface Simulation extends Readonly<Verdict> {
  readonly crashes: number;
  readonly lostAnswers: number;
  /** Each names the rule it breaks: S1–S7, S9 and L1 of the safety rules. Empty: nothing lost, nothing doubled. */
  readonly violations: string[];
}

const MINUTE = 60_000;
/** Long enough for every quarantine, pause and second look. */
const QUIET_MINUTES = [...Array<number>(15).fill(2), ...Array<number>(9).fill(10)];

/**
 * The production use cases, in memory, while everything goes wrong: answers are lost, writes arrive late, workers die or
 * stand still, the database is cut off, people pay and correct. Then everything calms down, and both sides are judged.
 * The same seed gives the same run.
 */
export async function simulate(seed: number, options: SimulationOptions = {}): Promise<Simulation> {
  const stage = setUp(seed);
  const { clock, ledger, source, dice } = stage;
  const world = createMemoryWorld({ clock });
  const ports = portsOf(world, stage);
  const calm = wireUseCases(ports);
  const people = [brightwell, coolabah].map((agency) => new People(stage, agency, options.documents ?? 6));
  for (const { agency } of people) {
    await world.unitOfWork.run(agency.tenantId, (store) => connect(store, agency, clock.now()));
    await calm.checkConnection.run(agency.tenantId, agency.connectionId);
  }

  const workers = new Workers(ports, dice, { ...HARSH, ...options.mishaps }, options.workers ?? 3);
  brew(stage, options.weather ?? 1);
  for (let step = 0; step < (options.steps ?? 800); step += 1) {
    live(people, stage);
    const someone = dice.pick(people) as People;
    const again = someone.retry(dice.happens(0.2) ? await refusedOf(world, someone.agency) : []);
    workers.give(dice.pick([someone.copy(), again, ...jobsOf(someone.agency)]) ?? again);
    await workers.step();
    clock.advance(dice.happens(0.06) && !workers.areOnTheirWay ? dice.below(4 * MINUTE) : dice.below(2000));
  }

  ledger.storm(undefined);
  source.storm(undefined);
  workers.calm();
  for (const one of people) one.makePeace();
  while (!workers.areIdle) if (!(await workers.step())) clock.advance(MINUTE);
  for (const minutes of QUIET_MINUTES) {
    clock.advance(minutes * MINUTE);
    for (const one of people) {
      await round(calm, one.agency);
      await one.retry(await refusedOf(world, one.agency))(calm);
    }
  }

  const verdict: Verdict = { documents: 0, tranches: 0, duplicates: 0, lost: 0, stuck: 0, violations: [] };
  for (const one of people) await judge(world, stage, one, verdict);
  verdict.violations.push(...workers.defects.map((defect) => `defect: ${defect}`));
  return { ...verdict, crashes: workers.crashes, lostAnswers: workers.lostAnswers };
}

const HARSH: Mishaps = { crash: 0.03, stall: 0.03, cut: 0.01 };

async function refusedOf(world: MemoryWorld, { tenantId }: Agency): Promise<readonly string[]> {
  const { rows } = await world.activityList.exports(tenantId, { states: ['refused'], offset: 0, limit: 100 });
  return rows.map((row) => row.id);
}

function setUp(seed: number): Stage {
  const clock = new FixedClock();
  return { clock, ledger: new FakeLedger(clock, { pageSize: 5 }), source: new FakeSource(clock), dice: new Dice(seed) };
}

function portsOf(world: MemoryWorld, { clock, ledger, source }: Stage): BridgePorts {
  return {
    ...{ unitOfWork: world.unitOfWork, leases: world.leases, directory: world.directory, clock },
    ids: new SequentialIds(),
    ...{ ledgerDocuments: ledger.documents, ledgerContacts: ledger.contacts },
    ...{ ledgerChanges: ledger.changes, ledgerChart: ledger.chart },
    ...{ sourceDocuments: source, sourceMarks: source, sourcePayments: source, sourceReference: source },
  };
}

function brew({ ledger, source, dice }: Stage, harshness: number): void {
  const random = dice.next;
  // Half of the quarantine: what arrives later than all of it, nobody can guard against.
  const maxLateMs = 5 * MINUTE;
  const of = (chance: number) => chance * harshness;
  ledger.storm({
    ...{ random, lost: of(0.08), late: of(0.08), maxLateMs, serverError: of(0.05) },
    ...{ rateLimited: of(0.03), unavailable: of(0.03) },
  });
  source.storm({ random, lost: of(0.1), late: of(0.12), maxLateMs, rateLimited: of(0.03), unavailable: of(0.03) });
}

function live(people: readonly People[], { dice }: Stage): void {
  for (const one of people) {
    if (dice.happens(0.08)) one.act();
    if (dice.happens(one.isMapped ? 0.004 : 0.02)) one.fiddle();
    if (dice.happens(one.isConnected ? 0.0005 : 0.02)) one.quarrel();
  }
}

/** What the schedule and the sweeper would start. */
function jobsOf({ tenantId, connectionId }: Agency): readonly Job[] {
  return [
    (uses) => uses.sendExports.run(tenantId, connectionId),
    (uses) => uses.sendExports.run(tenantId, connectionId),
    (uses) => uses.announceCopies.run(tenantId, connectionId),
    (uses) => uses.importPayments.run(tenantId, connectionId, 'schedule'),
    (uses) => uses.settleSource.run(tenantId, connectionId),
    (uses) => uses.checkConnection.run(tenantId, connectionId),
  ];
}

async function round(uses: UseCases, { tenantId, connectionId }: Agency): Promise<void> {
  await uses.checkConnection.run(tenantId, connectionId);
  while (await uses.sendExports.run(tenantId, connectionId));
  while (await uses.announceCopies.run(tenantId, connectionId));
  await uses.importPayments.run(tenantId, connectionId, 'schedule');
  while (await uses.settleSource.run(tenantId, connectionId));
}
