import { money, type DocumentKind, type SourceTaxRate } from '@bridge/domain';
import { aLine, anExpense, anInvoice } from '@bridge/domain/testing';
import type { Agency } from '../bridge/agencies.js';
import type { FakeLedger } from '../ledger/fake-ledger.js';
import type { FixedClock } from '../memory/fixed-clock.js';
import type { FakeSource } from '../source/fake-source.js';
import type { Dice } from './dice.js';
import type { Job } from './workers.js';

export interface Stage {
  readonly clock: FixedClock;
  readonly ledger: FakeLedger;
  readonly source: FakeSource;
  readonly dice: Dice;
}

/** The account that design work is mapped to. */
const MAPPED = '210';

/** The people around one agency: they copy documents, and meanwhile pay, correct and credit in the books. */
export class People {
  /** `kind/id` of what the bridge has promised to copy. */
  readonly promised = new Set<string>();
  private readonly books;
  private readonly office;
  isConnected = true;
  isMapped = true;

  constructor(
    private readonly stage: Stage,
    readonly agency: Agency,
    private readonly documents: number,
  ) {
    this.books = stage.ledger.accountant(agency.organisationId);
    this.office = stage.source.organisation(agency.tenantId);
    for (let index = 1; index <= documents; index += 1) this.write(String(index));
  }

  /** “Copy to Xero” on some documents, now and then pressed twice. */
  copy(): Job {
    const { dice } = this.stage;
    const kind: DocumentKind = dice.happens(0.5) ? 'invoice' : 'expense';
    const sourceIds = Array.from({ length: 1 + dice.below(4) }, () => String(1 + dice.below(this.documents)));
    const { tenantId } = this.agency;
    return async (uses) => {
      const { queued } = await uses.requestExports.run({ tenantId, kind, sourceIds, choices: {}, by: 'Ada' });
      for (const copy of queued) this.promised.add(`${kind}/${copy.sourceId}`);
    };
  }

  /** Something happens in the books or in the office. */
  act(): void {
    const { dice } = this.stage;
    const document = dice.pick(this.books.documents());
    if (document === undefined) return;
    const { ledgerId, status, total } = document;
    const payments = this.books.payments(ledgerId);
    if (payments.length > 0 && dice.happens(0.3)) this.books.removePayment(dice.pick(payments) ?? '');
    else if (status === 'approved') {
      const due = this.books.due(ledgerId);
      const part = dice.happens(0.4) ? due.minor : 1n + BigInt(dice.below(Number(due.minor)));
      const amount = money(part, total.currency);
      const on = dice.pick(['2026-11-24', '2026-11-25', '2026-11-26']) ?? '2026-11-24';
      if (dice.happens(0.15)) this.books.credit(ledgerId, amount, on);
      else this.books.pay(ledgerId, amount, on);
    }
  }

  /** A person says “again” to whatever was refused. */
  retry(exportIds: readonly string[]): Job {
    return (uses) => uses.retryExports.run(this.agency.tenantId, exportIds, 'Ada');
  }

  /** The accountant closes an account that copies are mapped to, or opens it again. */
  fiddle(): void {
    if (this.isMapped) this.books.archiveAccount(MAPPED);
    else this.books.restoreAccount(MAPPED);
    this.isMapped = !this.isMapped;
  }

  /** The organisation's owner throws us out, or lets us in again. */
  quarrel(): void {
    const { ledger } = this.stage;
    if (this.isConnected) ledger.disconnect(this.agency.organisationId);
    else ledger.reconnect(this.agency.organisationId);
    this.isConnected = !this.isConnected;
  }

  /** Everybody is kind in the end: access is given back, and every invoice goes out to its client. */
  makePeace(): void {
    if (!this.isConnected) this.quarrel();
    if (!this.isMapped) this.fiddle();
    for (const { document } of this.office.invoices()) this.office.markSent(document.id);
  }

  private write(id: string): void {
    const { agency, stage } = this;
    const { dice } = stage;
    const page = (kind: string) => `https://app.productive.io/${agency.tenantId}/${kind}/${id}`;
    const { subsidiaryId, currency } = agency;
    const taxRate: SourceTaxRate = {
      ...{ id: agency.taxRateId, name: 'Tax', percent: agency.taxPercent },
      ...{ isActive: true, subsidiaryId },
    };
    const unitPrice = `${1 + dice.below(900)}.${String(dice.below(100)).padStart(2, '0')}`;
    const lines = Array.from({ length: 1 + dice.below(3) }, () =>
      aLine({ taxRate, unitPrice, quantity: dice.pick(['1', '2', '0.5']) }, currency),
    );
    const company = String(701 + dice.below(4));
    const party = { companyId: company, name: `Client ${company}` };
    const common = { id, subsidiaryId, currency };
    const isSent = dice.happens(0.6);
    this.office.addInvoice(anInvoice({ ...common, url: page('invoices'), lines, party, isSent, isFinalised: true }));
    const net = money(100n * BigInt(1 + dice.below(500)), currency);
    const tax = money((net.minor * BigInt(agency.taxPercent)) / 100n, currency);
    const vendor = { companyId: `8${company}`, name: `Vendor ${company}` };
    this.office.addExpense(anExpense({ ...common, url: page('expenses'), net, tax, taxRate, vendor }));
  }
}
