import {
  problem,
  type CalendarDay,
  type DocumentKind,
  type Instant,
  type Money,
  type SourceAttachment,
  type SourceExpense,
  type SourceInvoice,
  type SourcePurchaseOrder,
} from '@bridge/domain';
import type { DocumentRow } from '../../documents/document-shelf.js';
import type { SourceChanges, SourceDocuments } from '../../documents/source-documents.js';
import type { SourceMarks } from '../../exports/source-marks.js';
import { Fault, isFault, type FaultKind } from '../../faults/fault.js';
import type { SourceIdentity, SourcePerson } from '../../identity/source-identity.js';
import type { SourcePayment, SourcePayments } from '../../payments/source-payments.js';
import type { Clock } from '../../runtime/clock.js';
import type { SourceReference, SourceReferenceData } from '../../settings/source-reference.js';
import { FakeSourceOrganisation } from './fake-organisation.js';
import { sourceOrganisations, valuesOf, type SourceOrganisation } from './source-organisations.js';
import { faultOf, lostAnswer, SourceMishaps, type SourceCall, type SourceStorm } from './source-mishaps.js';
import { receiptsOf, rowsOf } from './source-rows.js';

/**
 * The source in memory: all five source ports over several organisations, with the rules that bite. Recording a payment
 * twice doubles it. Deterministic: time comes from the clock, ids are counted, storms bring their own dice.
 */
export class FakeSource implements SourceIdentity, SourceDocuments, SourceReference, SourceMarks, SourcePayments {
  readonly #clock: Clock;
  readonly #pageSize: number;
  readonly #takesMarks: boolean;
  readonly #organisations = new Map<string, FakeSourceOrganisation>();
  readonly #mishaps = new SourceMishaps();
  #late: { readonly dueAt: Instant; readonly run: () => unknown }[] = [];

  constructor(
    clock: Clock,
    options: {
      readonly organisations?: readonly SourceOrganisation[];
      readonly pageSize?: number;
      /** False: the fields that say where an invoice was copied to are read-only, and writing them is refused. */
      readonly takesMarks?: boolean;
    } = {},
  ) {
    this.#clock = clock;
    this.#takesMarks = options.takesMarks ?? true;
    this.#pageSize = options.pageSize ?? 200;
    for (const facts of options.organisations ?? sourceOrganisations())
      this.#organisations.set(facts.id, new FakeSourceOrganisation(clock, facts));
  }

  /** One organisation, with the hand of a person who works in it. */
  organisation(tenantId: string): FakeSourceOrganisation {
    this.#applyDue();
    const organisation = this.#organisations.get(tenantId);
    if (!organisation) throw new Fault({ kind: 'unauthorised' }, `The fake source has no organisation ${tenantId}`);
    return organisation;
  }

  /** The next call (of this method) fails. `applied`: the source does it nevertheless. Several are used in order. */
  failNext(kind: FaultKind, options: { readonly method?: SourceCall; readonly applied?: boolean } = {}): void {
    this.#mishaps.plan({ fault: kind, applied: options.applied ?? false }, options.method);
  }

  /** The next payment (or other write) is applied, and its answer is lost. */
  loseNextAnswer(method: SourceCall = 'record'): void {
    this.#mishaps.plan({ fault: lostAnswer(method), applied: true }, method);
  }

  /** The next payment (or other write) fails for us, and is applied `ms` later. */
  applyLate(ms: number, method: SourceCall = 'record'): void {
    this.#mishaps.plan({ fault: lostAnswer(method), applied: false, lateMs: ms }, method);
  }

  /** Everything may go wrong, with the given chances, until `storm(undefined)`. */
  storm(weather: SourceStorm | undefined): void {
    this.#mishaps.storm(weather);
  }

  async verify(organisationId: string, token: string): Promise<SourcePerson> {
    return this.#call('verify', () => {
      const people = [...this.#organisations.values()].flatMap(({ facts }) => facts.people);
      if (!people.some((person) => person.token === token))
        throw new Fault({ kind: 'unauthorised' }, 'The source does not know this token');
      const facts = this.#organisations.get(organisationId)?.facts;
      const person = facts?.people.find((colleague) => colleague.token === token);
      if (!facts || !person) throw new Fault({ kind: 'not_found' }, 'The token belongs to another organisation');
      const { id, name, email, isAdmin, mayWrite } = person;
      return {
        id,
        name,
        email,
        isAdmin,
        mayWrite,
        organisation: { id: facts.id, name: facts.name, plan: facts.plan, timeZone: facts.timeZone },
      };
    });
  }

  async read(tenantId: string): Promise<SourceReferenceData> {
    return this.#call('readReference', () => structuredClone(this.organisation(tenantId).facts.reference));
  }

  async trackingValues(tenantId: string, from: Parameters<SourceReference['trackingValues']>[1]) {
    return this.#call('readReference', () => valuesOf(this.organisation(tenantId).facts, from));
  }

  async invoices(tenantId: string, ids: readonly string[]): Promise<readonly SourceInvoice[]> {
    return this.#call('invoices', () => {
      const organisation = this.organisation(tenantId);
      return [...new Set(ids)].flatMap((id) => organisation.invoice(id)?.document ?? []);
    });
  }

  async expenses(tenantId: string, ids: readonly string[]): Promise<readonly SourceExpense[]> {
    return this.#call('expenses', () => {
      const organisation = this.organisation(tenantId);
      return [...new Set(ids)].flatMap((id) => organisation.expense(id)?.document ?? []);
    });
  }

  async purchaseOrders(tenantId: string, ids: readonly string[]): Promise<readonly SourcePurchaseOrder[]> {
    return this.#call('purchaseOrders', () => {
      const organisation = this.organisation(tenantId);
      return [...new Set(ids)].flatMap((id) => organisation.purchaseOrder(id)?.document ?? []);
    });
  }

  async changedSince(
    tenantId: string,
    kind: DocumentKind,
    since: Instant | undefined,
    page: number,
  ): Promise<SourceChanges> {
    return this.#call('changedSince', () => {
      const organisation = this.organisation(tenantId);
      const all = rowsOf(organisation, kind);
      const byChange = (a: DocumentRow, b: DocumentRow) =>
        a.changedAt - b.changedAt || a.sourceId.localeCompare(b.sourceId);
      // Read as a whole, pages follow the order of entry, which no edit changes under our feet.
      const rows = since === undefined ? all : all.filter((row) => row.changedAt >= since).sort(byChange);
      const end = page * this.#pageSize;
      const shown = rows.slice(end - this.#pageSize, end).sort(byChange);
      return {
        rows: shown,
        receipts: kind === 'expense' ? receiptsOf(organisation, shown) : [],
        deletedIds: since !== undefined && page === 1 ? organisation.deletedSince(kind, since) : [],
        isLast: end >= rows.length,
      };
    });
  }

  /** As many zero bytes as the attachment has. */
  async download(tenantId: string, attachment: SourceAttachment): Promise<Uint8Array> {
    return this.#call('download', () => {
      const organisation = this.organisation(tenantId);
      const held = [...organisation.invoices(), ...organisation.expenses()];
      if (!held.some(({ document }) => document.attachment?.id === attachment.id))
        throw new Fault({ kind: 'not_found' }, `The source has no attachment ${attachment.id}`);
      return new Uint8Array(attachment.sizeBytes);
    });
  }

  async announce(
    tenantId: string,
    invoiceId: string,
    copy: { readonly ledgerId: string; readonly url: string; readonly number?: string },
  ): Promise<void> {
    return this.#call('announce', () => {
      if (!this.#takesMarks) throw readOnly();
      this.organisation(tenantId).announce(invoiceId, copy);
    });
  }

  async withdraw(tenantId: string, invoiceId: string): Promise<void> {
    return this.#call('withdraw', () => this.organisation(tenantId).withdraw(invoiceId));
  }

  async of(tenantId: string, invoiceId: string): Promise<readonly SourcePayment[]> {
    return this.#call('payments', () => this.organisation(tenantId).payments(invoiceId));
  }

  async record(
    tenantId: string,
    payment: {
      readonly invoiceId: string;
      readonly amount: Money;
      readonly paidOn: CalendarDay;
      readonly note: string;
    },
  ): Promise<string> {
    return this.#call('record', () => this.organisation(tenantId).record(payment));
  }

  async remove(tenantId: string, paymentId: string): Promise<void> {
    return this.#call('remove', () => this.organisation(tenantId).remove(paymentId));
  }

  async markSent(tenantId: string, invoiceId: string, _sentOn: CalendarDay): Promise<void> {
    return this.#call('markSent', () => this.organisation(tenantId).sendOnce(invoiceId));
  }

  async settleExpense(tenantId: string, expenseId: string, paidOn: CalendarDay | null): Promise<void> {
    return this.#call('settleExpense', () => this.organisation(tenantId).settleExpense(expenseId, paidOn));
  }

  #call<T>(call: SourceCall, work: () => T): T {
    this.#applyDue();
    const mishap = this.#mishaps.next(call);
    if (!mishap) return work();
    if (mishap.lateMs !== undefined) this.#late.push({ dueAt: this.#clock.now() + mishap.lateMs, run: work });
    else if (mishap.applied) unheard(work);
    throw faultOf(mishap);
  }

  #applyDue(): void {
    if (this.#late.length === 0) return;
    const now = this.#clock.now();
    const due = this.#late.filter((write) => write.dueAt <= now);
    this.#late = this.#late.filter((write) => write.dueAt > now);
    for (const write of due.sort((a, b) => a.dueAt - b.dueAt)) unheard(write.run);
  }
}

function readOnly(): Fault {
  const detail = 'The field is read-only.';
  return new Fault({ kind: 'refused', problems: [problem('source_refused', 'exported', detail)] }, detail);
}

/** Nobody hears the source's answer: a refusal changes nothing, and is lost like any other answer. */
function unheard(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!isFault(error)) throw error;
  }
}
