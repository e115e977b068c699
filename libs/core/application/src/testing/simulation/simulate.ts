import { brightwell, coolabah, type Agency } from '../bridge/agencies.js';
import { wireUseCases } from '../bridge/wire-use-cases.js';
import { drawCircumstances, type Circumstances, type Mishaps } from './circumstances.js';
import { Dice } from './dice.js';
import { judge, type Verdict } from './judge.js';
import { judgeCorrections } from './judge-corrections.js';
import { judgeSilence } from './judge-rows.js';
import { People } from './people.js';
import { calmDown } from './quiet.js';
import { open, setStage, type Stage, type Story } from './stage.js';
import { Weather } from './weather.js';
import { Workers, type Job } from './workers.js';

export interface SimulationOptions {
  /** Invoices, and as many expenses, of each of two agencies; absent: 3 to 6. */
  readonly documents?: number;
  /** Absent: 2 to 5. */
  readonly workers?: number;
  /** How often a worker goes on from one port call to the next while everything goes wrong. */
  readonly steps?: number;
  readonly mishaps?: Partial<Mishaps>;
  /** How bad the weather between us and both vendors is; 1 is harsh, 0 is none. */
  readonly weather?: number;
  readonly story?: Story;
}

export interface Simulation extends Readonly<Verdict> {
  readonly crashes: number;
  readonly lostAnswers: number;
  /** Each names the rule it breaks: S1–S7, S9, S11, S12, L1, L2 of docs/reliability.md. Empty: nothing lost, nothing doubled. */
  readonly violations: string[];
}

const MINUTE = 60_000;

/**
 * The production use cases, in memory, while everything goes wrong: answers are lost, writes arrive late, workers die or
 * stand still, the database is cut off, tokens end, people pay, correct, archive and delete. Then everything calms down,
 * and both sides are judged. The same seed gives the same run.
 */
export async function simulate(seed: number, options: SimulationOptions = {}): Promise<Simulation> {
  const dice = new Dice(seed);
  const circumstances = drawCircumstances(dice, options.weather ?? 1, options.mishaps ?? {});
  const crew: { workers?: Workers } = {};
  const stage = setStage(circumstances, {
    story: options.story,
    onCommit: (commit) => crew.workers?.watch(commit),
  });
  const documents = options.documents ?? 3 + dice.below(4);
  const agencies = [brightwell, coolabah].map((agency) => withSettings(agency, circumstances));
  const people = agencies.map((agency) => new People(stage, dice, agency, documents));
  const calm = wireUseCases(stage.ports);
  for (const { agency } of people) {
    await open(stage, agency);
    await calm.checkConnection.run(agency.tenantId, agency.connectionId);
  }
  // The clocks of both sides differ by less than this: payments from now on count, whichever clock is right.
  stage.clock.advance(15 * MINUTE);

  const workers = new Workers(stage, dice, circumstances, options.workers ?? 2 + dice.below(4));
  crew.workers = workers;
  const weather = new Weather(stage, dice, circumstances);
  for (let step = 0; step < (options.steps ?? 800); step += 1) {
    weather.pass();
    await oneMoment(stage, dice, people, workers);
  }

  const verdict: Verdict = { documents: 0, updates: 0, tranches: 0, duplicates: 0, lost: 0, stuck: 0, violations: [] };
  for (const one of people)
    await judgeSilence(stage.world, one, (rule, words) =>
      verdict.violations.push(`${rule} ${one.agency.name}: ${words}`),
    );
  stage.tell?.('everything calms down');
  weather.clear();
  workers.calm();
  for (const one of people) await one.makePeace();
  while (!workers.areIdle) if (!(await workers.step())) stage.clock.advance(MINUTE);
  await calmDown(stage, people, calm);
  for (const one of people) await judgeCorrections(stage, one, verdict);
  for (const one of people) await one.makeUp(calm);
  await calmDown(stage, people, calm);
  for (const one of people) await one.forgetMended();
  for (const one of people) await judge(stage, one, verdict, circumstances.takesMarks);
  verdict.violations.push(...workers.defects.map((defect) => `defect: ${defect}`));
  return { ...verdict, crashes: workers.crashes, lostAnswers: workers.lostAnswers };
}

async function oneMoment(stage: Stage, dice: Dice, people: readonly People[], workers: Workers): Promise<void> {
  for (const one of people) await one.live();
  const someone = dice.pick(people) as People;
  await workers.give(await someJob(stage, dice, someone));
  await workers.step();
  const isQuietMoment = dice.happens(0.06) && !workers.areOnTheirWay;
  stage.clock.advance(isQuietMoment ? dice.below(4 * MINUTE) : dice.below(2000));
}

/** What the schedule, the sweeper, a webhook or a person would start. */
async function someJob(stage: Stage, dice: Dice, someone: People): Promise<Job> {
  if (dice.happens(0.1)) return someone.copy();
  if (dice.happens(0.05)) return someone.update();
  if (dice.happens(0.03)) return someone.retry(await refusedOf(stage, someone.agency));
  return dice.pick(someone.chores) as Job;
}

async function refusedOf({ world }: Stage, { tenantId }: Agency): Promise<readonly string[]> {
  const { rows } = await world.activityList.exports(tenantId, { states: ['refused'], offset: 0, limit: 100 });
  return rows.map((row) => row.id);
}

function withSettings(agency: Agency, circumstances: Circumstances): Agency {
  const { markUnsentInvoicesSent, initialStatus, numberedBy } = circumstances.settings;
  const { invoices, expenses, ...rest } = agency.settings;
  const settings = {
    ...rest,
    invoices: { ...invoices, initialStatus, numberedBy },
    expenses: { ...expenses, initialStatus },
    payments: { markUnsentInvoicesSent },
  };
  return { ...agency, settings };
}
