import { money, type SourceInvoiceLine, type SourceTaxRate } from '@bridge/domain';
import { aLine, anExpense, anInvoice } from '@bridge/domain/testing';
import type { Agency } from '../bridge/agencies.js';
import type { FakeSourceOrganisation } from '../source/fake-organisation.js';
import type { Dice } from './dice.js';
import type { Stage } from './stage.js';

/** The id of a document that is an invoice, and can be credited. */
const FIRST = '1';

/** The people in the agency who write documents, send them, and now and then change or delete one that was copied. */
export class Office {
  private readonly documents: FakeSourceOrganisation;

  constructor(
    private readonly stage: Stage,
    private readonly dice: Dice,
    private readonly agency: Agency,
  ) {
    this.documents = stage.source.organisation(agency.tenantId);
  }

  write(id: string): void {
    const { agency, dice } = this;
    const { subsidiaryId, currency } = agency;
    const company = String(701 + dice.below(4));
    const party = { companyId: company, name: `Client ${company}` };
    const common = { id, subsidiaryId, currency };
    // Some give back a part of the first invoice, and some expenses are refunds.
    const isCreditNote = id !== FIRST && dice.happens(0.2);
    this.documents.addInvoice(
      anInvoice({
        ...{ ...common, url: this.page('invoices', id), lines: this.lines(isCreditNote), party },
        ...{ isSent: dice.happens(0.6), isFinalised: true, isCreditNote },
        ...(isCreditNote && { creditedInvoiceId: FIRST }),
      }),
    );
    const sign = dice.happens(0.15) ? -1n : 1n;
    const net = money(sign * 100n * BigInt(1 + dice.below(500)), currency);
    const tax = money((net.minor * BigInt(agency.taxPercent)) / 100n, currency);
    const vendor = { companyId: `8${company}`, name: `Vendor ${company}` };
    const taxRate = this.taxRate();
    this.documents.addExpense(anExpense({ ...common, url: this.page('expenses', id), net, tax, taxRate, vendor }));
  }

  /** Changes or deletes a document, whether it was copied or not. Answers which: `kind/id`. */
  disturb(): string | undefined {
    const { dice, documents } = this;
    const [kind, held] = dice.happens(0.7)
      ? (['invoice', dice.pick(documents.invoices())] as const)
      : (['expense', dice.pick(documents.expenses())] as const);
    if (held === undefined) return undefined;
    const { id } = held.document;
    const isEdit = kind === 'invoice' && dice.happens(0.6);
    this.stage.tell?.(`${this.agency.name}: ${kind} ${id} is ${isEdit ? 'changed' : 'deleted'} in the source`);
    if (isEdit) this.rewrite(id);
    else documents.delete(kind, id);
    return `${kind}/${id}`;
  }

  /** Changes a document, and somebody will press “Update existing”. Answers which: `kind/id`. */
  revise(): string | undefined {
    const { dice, documents, agency } = this;
    const kind = dice.happens(0.5) ? 'invoice' : 'expense';
    const held = kind === 'invoice' ? dice.pick(documents.invoices()) : dice.pick(documents.expenses());
    if (held === undefined) return undefined;
    const { id } = held.document;
    this.stage.tell?.(`${agency.name}: ${kind} ${id} is revised in the source`);
    if (kind === 'invoice') this.rewrite(id);
    else {
      const isRefund = (documents.expense(id)?.document.net.minor ?? 0n) < 0n;
      const net = money((isRefund ? -100n : 100n) * BigInt(1 + dice.below(500)), agency.currency);
      documents.editExpense(id, { net, tax: money((net.minor * BigInt(agency.taxPercent)) / 100n, agency.currency) });
    }
    return `${kind}/${id}`;
  }

  /** Every invoice goes out to its client. */
  sendAll(): void {
    for (const { document } of this.documents.invoices()) this.documents.markSent(document.id);
  }

  /** Gives an invoice other lines; a credit note remains one. */
  private rewrite(id: string): void {
    const isCreditNote = this.documents.invoice(id)?.document.isCreditNote ?? false;
    const { lines, net, tax, total } = anInvoice({ lines: this.lines(isCreditNote), currency: this.agency.currency });
    this.documents.editInvoice(id, { lines, net, tax, total });
  }

  private lines(isCreditNote: boolean): readonly SourceInvoiceLine[] {
    const { dice, agency } = this;
    const unitPrice = `${1 + dice.below(900)}.${String(dice.below(100)).padStart(2, '0')}`;
    const taxRate = this.taxRate();
    return Array.from({ length: 1 + dice.below(3) }, () =>
      aLine(
        { taxRate, unitPrice, quantity: `${isCreditNote ? '-' : ''}${dice.pick(['1', '2', '0.5'])}` },
        agency.currency,
      ),
    );
  }

  private taxRate(): SourceTaxRate {
    const { taxRateId: id, taxPercent: percent, subsidiaryId } = this.agency;
    return { id, name: 'Tax', percent, isActive: true, subsidiaryId };
  }

  private page(kind: string, id: string): string {
    return `https://app.productive.io/${this.agency.tenantId}/${kind}/${id}`;
  }
}
