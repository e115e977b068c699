import { add, describeMoney, equal, isPage, negate, sum, type Money } from '@bridge/domain';
import type { Finding } from '../../audit/findings.js';
import type { Export } from '../../exports/export.js';
import type { Link } from '../../exports/links.js';
import type { Tranche } from '../../payments/tranches.js';
import type { Agency } from '../bridge/agencies.js';
import type { FakeDocument } from '../ledger/fake-books.js';
import { judgeRows } from './judge-rows.js';
import type { People } from './people.js';
import type { Stage } from './stage.js';

export interface Verdict {
  documents: number;
  /** Changes of documents in the books that went through. */
  updates: number;
  tranches: number;
  duplicates: number;
  lost: number;
  stuck: number;
  readonly violations: string[];
}

/** What one agency promised, and what people did beyond paying. */
export type Promises = Pick<People, 'agency' | 'promised' | 'disturbed'>;
export type Say = (rule: string, words: string) => void;

/**
 * Holds both sides, and what the bridge remembers, against each other after everything has calmed down. What happened is
 * read from the fakes; the rows of the bridge only say what it believes. Where people changed one side on purpose, the
 * two may differ, and then the bridge must say so.
 */
export async function judge(stage: Stage, people: Promises, verdict: Verdict, takesMarks = true): Promise<void> {
  const { agency, promised, disturbed } = people;
  const say: Say = (rule, words) => verdict.violations.push(`${rule} ${agency.name}: ${words}`);
  const all = stage.ledger
    .accountant(agency.organisationId)
    .documents()
    .filter(({ isOurs }) => isOurs);
  const live = all.filter(({ status }) => status !== 'voided' && status !== 'deleted');
  const memory = await remembered(stage, agency);
  const links = new Map(memory.links.map((link) => [link.ledgerId, link]));
  verdict.documents += live.length;
  if (stage.ledger.keyClashes > 0) say('S1', `one key came with different requests, ${stage.ledger.keyClashes} times`);

  for (const [marker, twins] of Map.groupBy(live, (document) => document.marker ?? '')) {
    const isForeign = isPage(marker) && !marker.startsWith(`https://app.productive.io/${agency.tenantId}/`);
    if (isForeign) say('S7', `${marker} is in foreign books`);
    if (twins.length > 1) say('S1', `${marker} was created ${twins.length} times`);
    verdict.duplicates += twins.length - 1;
  }
  for (const document of live)
    if (!links.has(document.ledgerId)) say('S2', `nobody knows ${document.marker} in the books`);
  for (const link of links.values()) {
    const document = all.find((candidate) => candidate.ledgerId === link.ledgerId);
    const copy = { stage, agency, link, say, takesMarks, isDisturbed: disturbed.has(`${link.kind}/${link.sourceId}`) };
    if (document === undefined) say('S2', `${link.marker} is linked to nothing`);
    else if (document.isCredit === true) judgeCredit({ ...copy, document, ...memory });
    else if (link.kind === 'invoice') judgeInvoice({ ...copy, document, ...memory });
    else judgeExpense({ ...copy, document, ...memory });
  }
  for (const { document } of stage.source.organisation(agency.tenantId).invoices()) {
    const isLinked = memory.links.some(({ kind, sourceId }) => kind === 'invoice' && sourceId === document.id);
    const payments = stage.source.organisation(agency.tenantId).payments(document.id);
    if (!isLinked && payments.length > 0) say('S6', `invoice ${document.id} is paid and was never copied`);
  }
  for (const name of promised) {
    if (memory.links.some((link) => `${link.kind}/${link.sourceId}` === name) || disturbed.has(name)) continue;
    say('L1', `${name} was promised and never copied`);
    verdict.lost += 1;
  }
  await judgeRows(stage.world, people, memory.links, verdict, say);
}

interface Copy {
  readonly stage: Stage;
  readonly agency: Agency;
  readonly link: Link;
  readonly document: FakeDocument;
  readonly isDisturbed: boolean;
  readonly takesMarks: boolean;
  readonly findings: readonly Finding[];
  readonly tranches: readonly Tranche[];
  readonly exports: readonly Export[];
  readonly say: Say;
}

function judgeInvoice(copy: Copy): void {
  const { stage, agency, document, link, say, isDisturbed } = copy;
  const office = stage.source.organisation(agency.tenantId);
  const invoice = office.invoice(link.sourceId)?.document;
  judgeTotal(copy, invoice?.total);
  if (invoice && copy.takesMarks && invoice.exportMark.ledgerId !== link.ledgerId)
    say('L1', `the source was never told about ${link.marker}`);
  if (invoice && !copy.takesMarks && link.announcement?.problem === undefined)
    say('L2', `nobody says why the source was not told about ${link.marker}`);
  const books = stage.ledger.accountant(agency.organisationId);
  const payments = office.payments(link.sourceId);
  const { currency } = document.total;
  const entered = sum(
    payments.map((payment) => payment.amount),
    currency,
  );
  const held = copy.tranches.filter(
    ({ ledgerId, state, problems }) => ledgerId === link.ledgerId && state === 'held' && problems.length > 0,
  );
  const shown = sum(isDisturbed ? held.map((tranche) => tranche.amount) : [], currency);
  const paid = books.paid(document.ledgerId);
  if (invoice && !equal(add(entered, shown), paid))
    say('S4', `${link.marker}: ${describeMoney(paid)} paid, ${describeMoney(entered)} in the source`);
  const living = new Set(books.payments(document.ledgerId));
  const named = payments.map(({ note }) => /\[xero:([^\]#]+)/.exec(note ?? '')?.[1] ?? '');
  if (new Set(named).size < named.length) say('S5', `${link.marker}: a payment was entered twice`);
  for (const id of named) if (!living.has(id)) say('S5', `${link.marker}: payment ${id} is not in the books`);
}

function judgeExpense(copy: Copy): void {
  const { stage, agency, document, link, say } = copy;
  const expense = stage.source.organisation(agency.tenantId).expense(link.sourceId)?.document;
  judgeTotal(copy, expense && add(expense.net, expense.tax));
  if (expense === undefined) return;
  const isPaid = document.status === 'paid';
  if (isPaid !== (expense.paidOn !== undefined))
    say('S4', `${link.marker} is ${document.status}, and its expense is paid on ${expense.paidOn}`);
}

/** A credit note settles its invoice once, and is neither paid nor a payment in the source. */
function judgeCredit(copy: Copy): void {
  const { stage, agency, document, link, say, exports } = copy;
  const office = stage.source.organisation(agency.tenantId);
  const note = office.invoice(link.sourceId)?.document;
  const refund = office.expense(link.sourceId)?.document;
  const total = link.kind === 'invoice' ? note?.total : refund && add(refund.net, refund.tax);
  judgeTotal(copy, total && negate(total));
  const isPaid = link.kind === 'invoice' ? office.payments(link.sourceId).length > 0 : refund?.paidOn !== undefined;
  if (isPaid) say('S4', `${link.marker} is a credit note, and was paid in the source`);
  const allocations = stage.ledger.accountant(agency.organisationId).allocations(document.ledgerId);
  const invoices = new Set(allocations.map(({ invoiceId }) => invoiceId));
  if (invoices.size < allocations.length) say('S4', `${link.marker} was allocated twice`);
  if (link.extras) say('L1', `${link.marker} was never allocated`);
  const sent = exports.find(({ receipt }) => receipt?.ledgerId === link.ledgerId);
  const isTold = sent?.notices.some(({ code }) => code === 'credit_allocated' || code === 'credit_unallocated');
  if (sent?.document.credit?.ofSourceId !== undefined && !isTold)
    say('L2', `nobody says what became of ${link.marker}`);
}

/** S3, and where people have changed one side: that the bridge shows the books as they are. */
function judgeTotal({ link, document, isDisturbed, findings, say }: Copy, total: Money | undefined): void {
  const isGone = document.status === 'voided' || document.status === 'deleted';
  if (isGone && !findings.some(({ key }) => key === `removed:${link.ledgerId}`))
    say('L2', `nobody says that ${link.marker} was ${document.status}`);
  if (!isDisturbed && (total === undefined || !equal(total, document.total)))
    say('S3', `${link.marker}: ${describeMoney(document.total)} in the books`);
  if (!equal(link.total, document.total))
    say('S3', `${link.marker}: ${describeMoney(document.total)} in the books, ${describeMoney(link.total)} shown`);
}

async function remembered({ world, source }: Stage, { tenantId, connectionId }: Agency) {
  const office = source.organisation(tenantId);
  const ids = {
    invoice: [...office.invoices().map(({ document }) => document.id), ...office.deletedSince('invoice', 0)],
    expense: [...office.expenses().map(({ document }) => document.id), ...office.deletedSince('expense', 0)],
  };
  const { rows: exports } = await world.activityList.exports(tenantId, { offset: 0, limit: 100_000 });
  return world.unitOfWork.run(tenantId, async (store) => {
    const links = [
      ...(await store.links.of('invoice', ids.invoice)),
      ...(await store.links.of('expense', ids.expense)),
    ];
    return {
      links,
      exports,
      findings: await store.findings.open(connectionId),
      tranches: await store.tranches.of(links.map((link) => link.ledgerId)),
    };
  });
}
