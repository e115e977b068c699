import { money, type DocumentKind } from '@bridge/domain';
import { anExpense, anInvoice } from '@bridge/domain/testing';
import { brightwell } from '../bridge/agencies.js';
import { likelyHabits } from '../ledger/ledger-habits.js';
import { judge, type Verdict } from '../simulation/judge.js';
import { open, setStage, type Stage, type Story } from '../simulation/stage.js';
import type { Point } from './mishap-at.js';
import { OneWorker, type Troubles } from './one-worker.js';

export interface Endured {
  /** Every call that was made, in order. */
  readonly points: readonly Point[];
  readonly violations: readonly string[];
}

const MINUTE = 60_000;
const { tenantId, connectionId, organisationId, subsidiaryId } = brightwell;
/** Pauses between two looks of the sweeper; the last ones outlast every quarantine, pause and standstill. */
const PAUSES = [1, 1, 1, 2, 5, 5, 10, 20, 40];

/**
 * One invoice and one bill are copied; the invoice is paid in three tranches of which the second is taken back, the bill at
 * once, which is taken back too. Trouble comes at the chosen calls and at no other. Afterwards both sides are judged.
 */
export async function endure(troubles: Troubles, story?: Story): Promise<Endured> {
  const stage = setStage({ ledger: likelyHabits, takesMarks: true }, { story });
  const worker = new OneWorker(stage, troubles);
  const office = stage.source.organisation(tenantId);
  office.addInvoice(anInvoice({ subsidiaryId, isSent: true }));
  office.addExpense(anExpense({ subsidiaryId }));
  await open(stage, brightwell);
  await stage.world.unitOfWork.run(tenantId, async (store) =>
    store.charts.save(connectionId, { ...(await chartOf(stage)) }),
  );
  stage.clock.advance(MINUTE);
  const promised = new Set<string>();
  for (const kind of ['invoice', 'expense'] as const) await copy(stage, worker, kind, promised);
  const books = stage.ledger.accountant(organisationId);
  await sweep(stage, worker, async () => (await copies(stage)) === 2);
  const idOf = (kind: DocumentKind) => books.documents().find((row) => row.kind === kind)?.ledgerId;
  const [invoice, bill] = [idOf('invoice'), idOf('expense')];
  if (invoice !== undefined && bill !== undefined) {
    books.pay(invoice, money(5_000n, 'GBP'), '2026-11-24');
    const whole = books.pay(bill, books.due(bill), '2026-11-25');
    await sweep(stage, worker, async () => entered(stage) === '5000');
    const second = books.pay(invoice, money(4_000n, 'GBP'), '2026-11-25');
    await sweep(stage, worker, async () => entered(stage) === '5000 4000');
    books.removePayment(second);
    books.removePayment(whole);
    books.pay(invoice, money(7_000n, 'GBP'), '2026-11-26');
    await sweep(stage, worker, async () => entered(stage) === '5000 7000');
  }
  worker.calm();
  for (const pause of [2, 10, 16, 40]) await round(stage, worker, pause);
  const verdict: Verdict = { documents: 0, updates: 0, tranches: 0, duplicates: 0, lost: 0, stuck: 0, violations: [] };
  await judge(stage, { agency: brightwell, promised, disturbed: new Set() }, verdict);
  return { points: worker.points, violations: [...verdict.violations, ...worker.defects] };
}

/** A person presses the button until the bridge has promised it. */
async function copy(stage: Stage, worker: OneWorker, kind: DocumentKind, promised: Set<string>): Promise<void> {
  for (let turn = 0; turn < 3 && !promised.has(`${kind}/1`); turn += 1) {
    const request = { tenantId, kind, sourceIds: ['1'], choices: {}, by: 'Ada' };
    const answer = await worker.work((uses) => uses.requestExports.run(request));
    const isTaken = answer?.refused.some(({ problems }) => problems.some(({ code }) => code === 'copy_in_progress'));
    if (isTaken || (answer?.queued.length ?? 0) > 0) promised.add(`${kind}/1`);
    else stage.clock.advance(MINUTE);
  }
}

/** The sweeper and the schedule go round until it is done, or nothing helps. */
async function sweep(stage: Stage, worker: OneWorker, isDone: () => Promise<boolean>): Promise<void> {
  for (const pause of PAUSES) {
    await round(stage, worker, pause);
    if (await isDone()) return;
  }
}

async function round(stage: Stage, worker: OneWorker, minutes: number): Promise<void> {
  const { world, clock } = stage;
  clock.advance(minutes * MINUTE);
  await worker.wakeSleepers();
  const connection = await world.unitOfWork.run(tenantId, (store) => store.connections.find(connectionId));
  if (connection?.state !== 'connected') await worker.work((uses) => uses.checkConnection.run(tenantId, connectionId));
  if ((await copies(stage)) === 2)
    await worker.work((uses) => uses.importPayments.run(tenantId, connectionId, 'schedule'));
  for (const { task } of await world.dueWork.due(clock.now())) {
    if (task === 'send') await worker.work((uses) => uses.sendExports.run(tenantId, connectionId));
    if (task === 'settle') await worker.work((uses) => uses.settleSource.run(tenantId, connectionId));
    if (task !== 'announce') continue;
    await worker.work((uses) => uses.announceCopies.run(tenantId, connectionId));
    await worker.work((uses) => uses.sendExtras.run(tenantId, connectionId));
  }
}

function copies({ world }: Stage): Promise<number> {
  return world.unitOfWork.run(tenantId, async (store) => {
    const links = [...(await store.links.of('invoice', ['1'])), ...(await store.links.of('expense', ['1']))];
    return links.length;
  });
}

/** The payments of the invoice in the source, in minor units. */
function entered({ source }: Stage): string {
  const payments = source.organisation(tenantId).payments('1');
  return payments.map(({ amount }) => amount.minor.toString()).join(' ');
}

async function chartOf({ ledger }: Stage) {
  return ledger.chart.read({ tenantId, connectionId, organisationId, grantId: `grant-${tenantId}` });
}
