import { add, describeMoney, equal, isOpen, mayMove, sum, type DocumentKind, type ExportState } from '@bridge/domain';
import type { Link } from '../../exports/links.js';
import type { Agency } from '../bridge/agencies.js';
import type { FakeDocument } from '../ledger/fake-books.js';
import type { MemoryWorld } from '../memory/memory-world.js';
import type { People, Stage } from './people.js';

export interface Verdict {
  documents: number;
  tranches: number;
  duplicates: number;
  lost: number;
  stuck: number;
  readonly violations: string[];
}

/**
 * Holds both sides, and what the bridge remembers, against each other after everything has calmed down. What happened is
 * read from the fakes; the rows of the bridge only say what it believes.
 */
export async function judge(world: MemoryWorld, stage: Stage, people: People, verdict: Verdict): Promise<void> {
  const { agency } = people;
  const say = (rule: string, words: string) => verdict.violations.push(`${rule} ${agency.name}: ${words}`);
  const ours = stage.ledger.accountant(agency.organisationId).documents().filter(isOursAndLive);
  const links = await linksOf(world, stage, agency);
  verdict.documents += ours.length;

  for (const [marker, twins] of Map.groupBy(ours, (document) => document.marker ?? '')) {
    if (!marker.startsWith(`https://app.productive.io/${agency.tenantId}/`)) say('S7', `${marker} is in foreign books`);
    if (twins.length > 1) say('S1', `${marker} was created ${twins.length} times`);
    verdict.duplicates += twins.length - 1;
  }
  for (const document of ours)
    if (!links.has(document.ledgerId)) say('S2', `nobody knows ${document.marker} in the books`);
  for (const link of links.values()) {
    const document = ours.find((candidate) => candidate.ledgerId === link.ledgerId);
    if (document === undefined) say('S2', `${link.marker} is linked to nothing`);
    else (link.kind === 'invoice' ? judgeInvoice : judgeExpense)(stage, agency, document, link, say);
  }
  for (const name of people.promised) {
    const hasArrived = [...links.values()].some((link) => `${link.kind}/${link.sourceId}` === name);
    if (hasArrived) continue;
    say('L1', `${name} was promised and never copied`);
    verdict.lost += 1;
  }
  await judgeRows(world, agency, [...links.values()], verdict, say);
}

type Say = (rule: string, words: string) => void;

function judgeInvoice(stage: Stage, agency: Agency, document: FakeDocument, link: Link, say: Say): void {
  const office = stage.source.organisation(agency.tenantId);
  const invoice = office.invoice(link.sourceId)?.document;
  if (invoice === undefined || !equal(invoice.total, document.total))
    say('S3', `${link.marker}: ${describeMoney(document.total)} in the books`);
  if (invoice?.exportMark.ledgerId !== link.ledgerId) say('L1', `the source was never told about ${link.marker}`);
  const books = stage.ledger.accountant(agency.organisationId);
  const payments = office.payments(link.sourceId);
  const entered = sum(
    payments.map((payment) => payment.amount),
    document.total.currency,
  );
  const paid = books.paid(document.ledgerId);
  if (!equal(entered, paid))
    say('S4', `${link.marker}: ${describeMoney(paid)} paid, ${describeMoney(entered)} in the source`);
  const live = new Set(books.payments(document.ledgerId));
  const named = payments.map(({ note }) => /\[xero:([^\]#]+)/.exec(note ?? '')?.[1] ?? '');
  if (new Set(named).size < named.length) say('S5', `${link.marker}: a payment was entered twice`);
  for (const id of named) if (!live.has(id)) say('S5', `${link.marker}: payment ${id} is not in the books`);
}

function judgeExpense(stage: Stage, agency: Agency, document: FakeDocument, link: Link, say: Say): void {
  const expense = stage.source.organisation(agency.tenantId).expense(link.sourceId)?.document;
  if (expense === undefined || !equal(add(expense.net, expense.tax), document.total))
    say('S3', `${link.marker}: ${describeMoney(document.total)} in the books`);
  const isPaid = document.status === 'paid';
  if (isPaid !== (expense?.paidOn !== undefined))
    say('S4', `${link.marker} is ${document.status}, and its expense is paid on ${expense?.paidOn}`);
}

async function judgeRows(
  world: MemoryWorld,
  agency: Agency,
  links: readonly Link[],
  verdict: Verdict,
  say: Say,
): Promise<void> {
  const all = { offset: 0, limit: 100_000 };
  for (const row of (await world.activityList.exports(agency.tenantId, all)).rows) {
    // A refusal that a later request has overtaken is history.
    const isCopied = links.some((link) => link.kind === row.kind && link.sourceId === row.sourceId);
    if (isOpen(row.state) || (row.state === 'refused' && !isCopied)) {
      verdict.stuck += 1;
      say('L1', `${row.kind} ${row.sourceId} is ${row.state}: ${row.problems.map((found) => found.detail).join(' ')}`);
    }
    const story = await world.unitOfWork.run(agency.tenantId, (store) =>
      store.audit.about({ kind: 'export', id: row.id }),
    );
    const states = story.map((entry) => entry.action.slice('export.'.length) as ExportState);
    if (states.at(-1) !== row.state || states.some((to, index) => index > 0 && !mayMove(states[index - 1] ?? to, to)))
      say('S9', `${row.kind} ${row.sourceId} is ${row.state} after ${states.join(', ')}`);
  }
  for (const tranche of (await world.activityList.tranches(agency.tenantId, all)).rows) {
    verdict.tranches += 1;
    if (tranche.state === 'recorded' || tranche.state === 'removed') continue;
    verdict.stuck += 1;
    const why = tranche.problems.map((found) => found.code).join(', ');
    say('L1', `payment ${tranche.paymentId} of invoice ${tranche.sourceInvoiceId} is ${tranche.state}: ${why}`);
  }
}

async function linksOf(world: MemoryWorld, stage: Stage, agency: Agency): Promise<ReadonlyMap<string, Link>> {
  const office = stage.source.organisation(agency.tenantId);
  const ids: Readonly<Record<DocumentKind, readonly string[]>> = {
    invoice: office.invoices().map(({ document }) => document.id),
    expense: office.expenses().map(({ document }) => document.id),
  };
  const links = await world.unitOfWork.run(agency.tenantId, async (store) => [
    ...(await store.links.of('invoice', ids.invoice)),
    ...(await store.links.of('expense', ids.expense)),
  ]);
  return new Map(links.map((link) => [link.ledgerId, link]));
}

function isOursAndLive(document: FakeDocument): boolean {
  return document.isOurs && document.status !== 'voided' && document.status !== 'deleted';
}
