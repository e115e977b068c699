import type { DocumentView } from '@bridge/contracts';
import {
  mapSettings,
  UnexpectedAnswer,
  type Accountant,
  type Agency,
  type Bridge,
  type XeroDocument,
  type XeroReader,
} from '@bridge/witness';
import type { Report } from './report.js';

const COPY_SECONDS = 240;

/** Connects each subsidiary, maps what the chart offers, and saves until every card has its green check mark but one. */
export async function setUp(report: Report, bridge: Bridge, agency: Agency): Promise<readonly string[]> {
  await report.step(`${agency.name}: sign in`, async () => {
    const session = await bridge.signIn(agency.organisationId, agency.token);
    return { value: session, detail: `${session.person.name}, plan ${session.organisation.plan}` };
  });
  const connectionIds: string[] = [];
  for (const { id, xeroOrganisationId, xeroUser } of agency.subsidiaries) {
    const connection = await report.step(`${agency.name}: connect subsidiary ${id} over OAuth`, async () => {
      const known = (await bridge.subsidiaries()).find((subsidiary) => subsidiary.id === id)?.connection;
      const isThere = known?.organisation?.id === xeroOrganisationId && known.status !== 'disconnected';
      const value = isThere ? known : await bridge.connect(id, xeroUser, xeroOrganisationId);
      return {
        value,
        detail: `${value.subsidiaryName} and ${value.organisation?.name ?? '?'}${isThere ? ', already' : ''}`,
      };
    });
    connectionIds.push(connection.id);
    await report.step(`${agency.name}: map and save subsidiary ${id}`, async () => {
      const before = await bridge.settings(connection.id);
      const saved =
        before.version > 0
          ? before
          : await bridge.saveSettings(
              connection.id,
              before.version,
              mapSettings(before, {
                unmappedRate: agency.unmappedRate,
                historyNotes: agency.organisationId === '1003',
                purchaseOrders: agency.hasPurchaseOrders === true,
              }),
            );
      const complete = Object.entries(saved.cards)
        .filter(([, card]) => card.isComplete)
        .map(([name]) => name);
      const open = Object.entries(saved.cards).flatMap(([name, card]) =>
        card.isComplete ? [] : [`${name}: ${card.problems.map((problem) => problem.code).join(', ')}`],
      );
      return { value: saved, detail: `${complete.length} green check marks; open: ${open.join('; ') || 'none'}` };
    });
  }
  return connectionIds;
}

/** Copies everything that can be copied; what cannot be says why. */
export async function copyAll(
  report: Report,
  bridge: Bridge,
  agency: Agency,
  kind: DocumentView['kind'],
): Promise<readonly DocumentView[]> {
  return report.step(`${agency.name}: copy ${kind.replace('_', ' ')}s`, async () => {
    await bridge.refreshDocuments();
    const all = await bridge.documents(kind);
    const open = all.filter((document) => document.copyStatus === 'not_copied').map((document) => document.sourceId);
    let refused = 0;
    for (let start = 0; start < open.length; start += 100)
      refused += await copySome(bridge, kind, open.slice(start, start + 100));
    const after = await bridge.untilCopied(kind, COPY_SECONDS);
    const copied = after.filter((document) => document.copyStatus === 'copied').length;
    return { value: after, detail: `${copied} of ${after.length} copied, ${refused} refused beforehand` };
  });
}

async function copySome(bridge: Bridge, kind: DocumentView['kind'], sourceIds: readonly string[]): Promise<number> {
  try {
    return (await bridge.copy(kind, sourceIds)).refused.length;
  } catch (error) {
    // None of them could be queued: the answer is a problem document that names each.
    if (error instanceof UnexpectedAnswer && error.status === 422) return sourceIds.length;
    throw error;
  }
}

export interface Deeds {
  readonly splitId: string;
  readonly deletedPaymentIds: readonly string[];
  readonly batchIds: readonly string[];
}

/** The accountant at work: full, split over three dates, twice the same, in part, a batch, and payments that are deleted again. */
export async function payInXero(
  report: Report,
  agency: Agency,
  reader: XeroReader,
  accountant: Accountant,
  untouched: ReadonlySet<string>,
): Promise<Deeds> {
  return report.step(`${agency.name}: the accountant records payments in Xero`, async () => {
    const open = (await reader.documents()).filter(
      (document) => document.status === 'AUTHORISED' && document.payments.length === 0 && Number(document.due) >= 30,
    );
    const invoices = open
      .filter((document) => document.kind === 'invoice' && untouched.has(document.id))
      .sort(byNumber);
    const bills = open.filter((document) => document.kind === 'expense').sort(byNumber);
    const take = (from: XeroDocument[], count: number) => from.splice(0, count);
    const today = new Date().toISOString().slice(0, 10);
    let payments = 0;
    const pay = async (document: XeroDocument, amount: string, on = today) => {
      payments += 1;
      return accountant.pay(document.id, amount, on);
    };

    for (const invoice of take(invoices, 2)) await pay(invoice, invoice.due);
    const [split] = take(invoices, 1);
    if (split) for (const [index, part] of thirds(split.due).entries()) await pay(split, part, daysAgo(2 - index));
    for (const twice of take(invoices, 1)) {
      await pay(twice, '10.00');
      await pay(twice, '10.00');
    }
    for (const partly of take(invoices, 1)) await pay(partly, '12.34', daysAgo(1));
    // A batch is made in the organisation's own currency only.
    const together = invoices.filter((invoice) => invoice.currency === agency.baseCurrency).slice(0, 2);
    for (const invoice of together) invoices.splice(invoices.indexOf(invoice), 1);
    if (together.length > 1) {
      await accountant.payTogether(
        today,
        together.map((invoice) => ({ invoiceId: invoice.id, amount: invoice.due })),
      );
      payments += together.length;
    }
    for (const bill of take(bills, 3)) await pay(bill, bill.due);
    for (const bill of take(bills, 1)) await pay(bill, '5.00');
    const deletedPaymentIds: string[] = [];
    for (const regretted of [...take(invoices, 1), ...take(bills, 1)])
      deletedPaymentIds.push(String((await pay(regretted, regretted.due))['PaymentID']));
    return {
      value: { splitId: split?.id ?? '', deletedPaymentIds, batchIds: together.map((invoice) => invoice.id) },
      detail: `${payments} payments, ${together.length} of them in one batch`,
    };
  });
}

function thirds(amount: string): readonly string[] {
  const minor = Math.round(Number(amount) * 100);
  const third = Math.floor(minor / 3);
  return [third, third, minor - 2 * third].map((part) => (part / 100).toFixed(2));
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

function byNumber(a: XeroDocument, b: XeroDocument): number {
  return a.number < b.number ? -1 : 1;
}
