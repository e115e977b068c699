import { money, type Instant, type Money } from '@bridge/domain';
import type { Agency } from '../bridge/agencies.js';
import type { FakeAccountant } from '../ledger/fake-accountant.js';
import type { FakeDocument } from '../ledger/fake-books.js';
import type { Dice } from './dice.js';
import type { Stage } from './stage.js';

const DAYS = ['2026-11-24', '2026-11-25', '2026-11-26'];

/** What happens in the books meanwhile: payments, whole and in part, their removal, credits, corrections, voids. */
export class Bookkeeper {
  /** What was corrected last in each document, and when; not where an update was already beyond recall. */
  readonly corrections = new Map<string, { readonly total: Money; readonly at: Instant }>();
  private readonly books: FakeAccountant;

  constructor(
    private readonly stage: Stage,
    private readonly dice: Dice,
    agency: Agency,
  ) {
    this.books = stage.ledger.accountant(agency.organisationId);
  }

  /** Answers the marker of a document that people have changed beyond paying it. */
  act(beyondRecall: ReadonlySet<string>): string | undefined {
    const document = this.dice.pick(this.books.documents().filter(({ isOurs }) => isOurs));
    if (document === undefined) return undefined;
    const payments = this.books.payments(document.ledgerId);
    // What people do with credit notes is nothing that the bridge hears of: they only approve them.
    if (document.isCredit === true) {
      if (document.status === 'draft') this.approve(document);
      return undefined;
    }
    if (document.status === 'draft' && this.dice.happens(0.9)) this.approve(document);
    else if (document.status === 'draft') return this.remove(document);
    else if (payments.length > 0 && this.dice.happens(0.3)) this.takeBack(this.dice.pick(payments) ?? '');
    else if (document.status !== 'approved') return undefined;
    else if (this.dice.happens(0.05)) this.payMany();
    else if (payments.length > 0 || this.dice.happens(0.85)) this.pay(document);
    else return this.dice.happens(0.6) ? this.correct(document, beyondRecall) : this.void(document);
    return undefined;
  }

  private pay({ ledgerId, total, kind }: FakeDocument): void {
    const { minor: due } = this.books.due(ledgerId);
    const part = this.dice.happens(0.4) ? due : 1n + BigInt(this.dice.below(Number(due)));
    const amount = money(part, total.currency);
    const isCredit = this.dice.happens(0.15);
    this.stage.tell?.(`books: ${isCredit ? 'a credit' : 'a payment'} of ${part} on ${kind} ${ledgerId}`);
    if (isCredit) this.books.credit(ledgerId, amount, this.day());
    else this.books.pay(ledgerId, amount, this.day());
  }

  /** One transfer for everything that is open: all of it changes in the same instant. */
  private payMany(): void {
    const open = this.books
      .documents()
      .filter(({ isOurs, status, isCredit }) => isOurs && status === 'approved' && isCredit !== true);
    this.stage.tell?.(`books: one payment for ${open.length} documents`);
    for (const { ledgerId } of open) this.books.pay(ledgerId, this.books.due(ledgerId), DAYS[0] ?? '');
  }

  private takeBack(paymentId: string): void {
    this.stage.tell?.(`books: payment ${paymentId} is deleted`);
    this.books.removePayment(paymentId);
  }

  private correct({ ledgerId, total, marker }: FakeDocument, beyondRecall: ReadonlySet<string>): string | undefined {
    const more: Money = money(total.minor + BigInt(1 + this.dice.below(500)), total.currency);
    this.stage.tell?.(`books: ${ledgerId} is corrected to ${more.minor}`);
    this.books.edit(ledgerId, { total: more });
    if (beyondRecall.has(ledgerId)) this.corrections.delete(ledgerId);
    else this.corrections.set(ledgerId, { total: more, at: this.stage.clock.now() });
    return marker;
  }

  private approve({ ledgerId }: FakeDocument): void {
    this.stage.tell?.(`books: ${ledgerId} is approved`);
    this.books.approve(ledgerId);
  }

  private remove({ ledgerId, marker }: FakeDocument): string | undefined {
    this.stage.tell?.(`books: draft ${ledgerId} is deleted`);
    this.books.delete(ledgerId);
    return marker;
  }

  private void({ ledgerId, marker }: FakeDocument): string | undefined {
    this.stage.tell?.(`books: ${ledgerId} is voided`);
    this.books.void(ledgerId);
    return marker;
  }

  private day(): string {
    return this.dice.pick(DAYS) ?? '2026-11-24';
  }
}
