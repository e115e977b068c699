import { formOf, isCreditForm, problem, type Instant, type LedgerEdition, type LedgerForm } from '@bridge/domain';
import type { CallPurpose } from '../../connections/call-budget.js';
import type { LedgerAddress } from '../../connections/connection.js';
import type { LedgerReceipt } from '../../exports/export.js';
import type {
  AddressedDocument,
  AttachedFile,
  CreateAnswer,
  CreateOutcome,
  LedgerDocuments,
  SoughtDocument,
  UpdatedDocument,
} from '../../exports/ledger-documents.js';
import { Fault } from '../../faults/fault.js';
import { documentProblems, totalsOf, type WireDocument } from './document-rules.js';
import type { FakeBooks } from './fake-books.js';
import { editionOf, toWireUpdate, updateOne, type WireUpdate } from './fake-updates.js';
import type { FakeWorld } from './fake-world.js';

const MOST_IN_ONE_CALL = 50;

/** LedgerDocuments in memory. */
export class FakeLedgerDocuments implements LedgerDocuments {
  constructor(
    private readonly world: FakeWorld,
    private readonly booksAt: (address: LedgerAddress) => FakeBooks,
  ) {}

  compose(documents: readonly AddressedDocument[]): string {
    if (documents.length > MOST_IN_ONE_CALL) throw new RangeError(`At most ${MOST_IN_ONE_CALL} documents in one call`);
    if (new Set(documents.map(listOf)).size > 1)
      throw new RangeError('Purchase orders and credit notes are sent in calls of their own');
    return JSON.stringify(documents.map(toWire));
  }

  async create(address: LedgerAddress, key: string, wire: string, leavesBefore?: Instant): Promise<CreateAnswer> {
    if (leavesBefore !== undefined && this.world.clock.now() >= leavesBefore)
      throw new Fault({ kind: 'unavailable', retryAfterMs: 0 }, 'It is too late for this request');
    const books = this.booksAt(address);
    return this.world.write('createDocuments', key, `${address.organisationId} ${wire}`, () => createAll(books, wire));
  }

  composeUpdates(documents: readonly UpdatedDocument[]): string {
    if (documents.length > MOST_IN_ONE_CALL) throw new RangeError(`At most ${MOST_IN_ONE_CALL} documents in one call`);
    return JSON.stringify(documents.map(toWireUpdate));
  }

  async update(address: LedgerAddress, key: string, wire: string, leavesBefore?: Instant): Promise<CreateAnswer> {
    if (leavesBefore !== undefined && this.world.clock.now() >= leavesBefore)
      throw new Fault({ kind: 'unavailable', retryAfterMs: 0 }, 'It is too late for this request');
    const books = this.booksAt(address);
    return this.world.write('updateDocuments', key, `${address.organisationId} ${wire}`, () => {
      const refusals = books.takeRefusals();
      const updates = JSON.parse(wire) as readonly WireUpdate[];
      return { outcomes: updates.map((update, index) => updateOne(books, update, refusals.get(index))) };
    });
  }

  async editions(
    address: LedgerAddress,
    ledgerIds: readonly string[],
    _purpose: CallPurpose,
  ): Promise<ReadonlyMap<string, LedgerEdition>> {
    const books = this.booksAt(address);
    return this.world.read('editions', () => {
      const found = ledgerIds.flatMap((id) => books.documents.get(id) ?? []);
      return new Map(found.map((document) => [document.ledgerId, editionOf(document, books)]));
    });
  }

  async findByMarker(
    address: LedgerAddress,
    sought: readonly SoughtDocument[],
    since: Instant,
  ): Promise<ReadonlyMap<string, readonly LedgerReceipt[]>> {
    const books = this.booksAt(address);
    return this.world.read('findByMarker', () => {
      const wanted = new Set(sought.map(({ marker }) => marker));
      const found = new Map<string, LedgerReceipt[]>();
      for (const document of books.documents.values()) {
        const { marker, isCredit = false, changedAt } = document;
        const isOurs = document.isOurs || isCredit;
        if (marker === undefined || !isOurs || !wanted.has(marker) || changedAt < wholeSecond(since)) continue;
        found.set(marker, [...(found.get(marker) ?? []), books.receiptOf(document)]);
      }
      return found;
    });
  }

  async attach(address: LedgerAddress, _form: LedgerForm, ledgerId: string, file: AttachedFile): Promise<void> {
    const books = this.booksAt(address);
    const copy = { ...file, bytes: file.bytes.slice() };
    this.world.write('attach', `${ledgerId}/${file.name}/${file.bytes.length}`, ledgerId, () => {
      const { files } = existing(books, ledgerId);
      books.change(ledgerId, { files: [...files.filter((other) => other.name !== file.name), copy] });
    });
  }

  async note(
    address: LedgerAddress,
    _form: LedgerForm,
    ledgerId: string,
    notes: readonly string[],
    key: string,
  ): Promise<void> {
    const books = this.booksAt(address);
    this.world.write('note', key, JSON.stringify([ledgerId, notes]), () => {
      books.change(ledgerId, { notes: [...existing(books, ledgerId).notes, ...notes] });
    });
  }
}

/** The ledger's clock counts whole seconds when it is asked for changes. */
export function wholeSecond(at: Instant): Instant {
  return Math.floor(at / 1000) * 1000;
}

function listOf(document: AddressedDocument): 'orders' | 'credits' | 'postings' {
  if (document.kind === 'purchase_order') return 'orders';
  return isCreditForm(formOf(document)) ? 'credits' : 'postings';
}

function toWire(document: AddressedDocument): WireDocument {
  const { kind, number, marker, contactId, issuedOn, dueOn, currency, status } = document;
  const sale = document.kind === 'invoice' ? document : undefined;
  return {
    kind,
    ...(document.credit && { isCredit: true }),
    ...(number !== undefined && { number }),
    ...(sale?.reference !== undefined && { reference: sale.reference }),
    ...(sale?.brandingThemeId !== undefined && { brandingThemeId: sale.brandingThemeId }),
    marker,
    contactId,
    issuedOn,
    ...(dueOn !== undefined && { dueOn }),
    currency,
    status,
    lines: document.lines.map(
      ({ description, quantity, unitAmount, discountPercent, accountCode, taxType, tracking }) => ({
        description,
        quantity,
        unitAmount,
        ...(discountPercent !== undefined && { discountPercent }),
        accountCode,
        taxType,
        ...(tracking && { tracking }),
      }),
    ),
  };
}

function createAll(books: FakeBooks, wire: string): CreateAnswer {
  const refusals = books.takeRefusals();
  const documents = JSON.parse(wire) as readonly WireDocument[];
  const outcomes = documents.map((document, index): CreateOutcome => {
    const asked = refusals.get(index);
    const problems = asked ? [asked] : documentProblems(document, books);
    if (problems.length > 0) return { ok: false, problems };
    const { kind, isCredit, number, reference, marker, contactId, issuedOn, dueOn, status } = document;
    const { total, tax } = totalsOf(document, books.chart);
    const entered = books.enter({
      kind,
      ...(isCredit && { isCredit }),
      ...(number !== undefined && { number }),
      ...(reference !== undefined && { reference }),
      marker,
      isOurs: true,
      contactId,
      issuedOn,
      status,
      total,
      tax,
      ...(dueOn !== undefined && { dueOn }),
      lines: document.lines,
    });
    return { ok: true, receipt: books.receiptOf(entered), warnings: [] };
  });
  return { outcomes };
}

function existing(books: FakeBooks, ledgerId: string) {
  const found = books.documents.get(ledgerId);
  if (found) return found;
  const detail = 'The document with the supplied id was not found for this endpoint.';
  throw new Fault({ kind: 'refused', problems: [problem('ledger_refused', '', detail)] }, detail);
}
