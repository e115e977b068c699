import { money, type SourceInvoiceLine, type SourceTaxRate } from '@bridge/domain';
import { aLine, anExpense, anInvoice } from '@bridge/domain/testing';
import type { Agency } from '../bridge/agencies.js';
import type { FakeSourceOrganisation } from '../source/fake-organisation.js';
import type { Dice } from './dice.js';
import type { Stage } from './stage.js';

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
    this.documents.addInvoice(
      anInvoice({
        ...{ ...common, url: this.page('invoices', id), lines: this.lines(), party },
        ...{ isSent: dice.happens(0.6), isFinalised: true },
      }),
    );
    const net = money(100n * BigInt(1 + dice.below(500)), currency);
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
    if (isEdit) {
      const { lines, net, tax, total } = anInvoice({ lines: this.lines(), currency: this.agency.currency });
      documents.editInvoice(id, { lines, net, tax, total });
    } else documents.delete(kind, id);
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
    if (kind === 'invoice') {
      const { lines, net, tax, total } = anInvoice({ lines: this.lines(), currency: agency.currency });
      documents.editInvoice(id, { lines, net, tax, total });
    } else {
      const net = money(100n * BigInt(1 + dice.below(500)), agency.currency);
      documents.editExpense(id, { net, tax: money((net.minor * BigInt(agency.taxPercent)) / 100n, agency.currency) });
    }
    return `${kind}/${id}`;
  }

  /** Every invoice goes out to its client. */
  sendAll(): void {
    for (const { document } of this.documents.invoices()) this.documents.markSent(document.id);
  }

  private lines(): readonly SourceInvoiceLine[] {
    const { dice, agency } = this;
    const unitPrice = `${1 + dice.below(900)}.${String(dice.below(100)).padStart(2, '0')}`;
    const taxRate = this.taxRate();
    return Array.from({ length: 1 + dice.below(3) }, () =>
      aLine({ taxRate, unitPrice, quantity: dice.pick(['1', '2', '0.5']) }, agency.currency),
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
