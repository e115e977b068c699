import type { Agency } from '../bridge/agencies.js';
import type { Dice } from './dice.js';
import { reconnect } from './reconnect.js';
import { userOf, type Stage } from './stage.js';

/** Something that is wrong for a while, until somebody mends it. */
interface Mischief {
  readonly what: string;
  readonly begin: () => void;
  /** Faults of the ledger pass through: then it is still wrong. */
  readonly mend: () => unknown;
}

/** The account that design work is mapped to. */
const MAPPED = '210';

/** Accounts and rates are archived, periods closed, contacts hidden, numbers taken, access withdrawn; and mended again. */
export class Mischiefs {
  private readonly under = new Map<string, Mischief>();

  constructor(
    private readonly stage: Stage,
    private readonly dice: Dice,
    private readonly agency: Agency,
  ) {}

  begin(): void {
    const mischief = this.dice.pick(this.all());
    if (mischief === undefined || this.under.has(mischief.what)) return;
    this.stage.tell?.(`${this.agency.name}: ${mischief.what}`);
    mischief.begin();
    this.under.set(mischief.what, mischief);
  }

  async mendOne(): Promise<void> {
    const mischief = this.dice.pick([...this.under.values()]);
    if (mischief === undefined) return;
    await mischief.mend();
    this.stage.tell?.(`${this.agency.name}: no longer ${mischief.what}`);
    this.under.delete(mischief.what);
  }

  async mendAll(): Promise<void> {
    while (this.under.size > 0) await this.mendOne();
  }

  private all(): readonly Mischief[] {
    const { stage, agency } = this;
    const books = stage.ledger.accountant(agency.organisationId);
    const { ledger } = stage;
    const taxType = agency.settings.taxRates.sales[agency.taxRateId] ?? '';
    const back = () => reconnect(stage, agency);
    return [
      {
        what: 'the account is archived',
        begin: () => books.archiveAccount(MAPPED),
        mend: () => books.restoreAccount(MAPPED),
      },
      {
        what: 'the tax rate is deleted',
        begin: () => books.archiveTaxRate(taxType),
        mend: () => books.restoreTaxRate(taxType),
      },
      {
        what: 'the period is locked',
        begin: () => books.lockThrough('2026-11-30'),
        mend: () => books.lockThrough('2000-01-01'),
      },
      {
        what: 'we are thrown out',
        begin: () => ledger.disconnect(agency.organisationId),
        mend: () => (this.dice.happens(0.5) ? ledger.reconnect(agency.organisationId) : back()),
      },
      { what: 'the grant is revoked', begin: () => ledger.access.revoke(userOf(agency)), mend: back },
      ...this.aboutOneThing(),
    ];
  }

  private aboutOneThing(): readonly Mischief[] {
    const { stage, agency } = this;
    const books = stage.ledger.accountant(agency.organisationId);
    const document = this.dice.pick(books.documents());
    const contacts = books.contacts().filter((contact) => contact.isActive);
    const [contact, other] = [this.dice.pick(contacts), this.dice.pick(contacts)];
    const taken = `INV-${1 + this.dice.below(4)}`;
    let draft: string | undefined;
    if (document === undefined || contact === undefined || other === undefined) return [];
    return [
      {
        what: `document ${document.ledgerId} is unreadable`,
        begin: () => books.makeUnreadable(document.ledgerId),
        mend: () => books.makeReadable(document.ledgerId),
      },
      {
        what: `contact ${contact.id} is archived`,
        begin: () => books.archiveContact(contact.id),
        mend: () => books.restoreContact(contact.id),
      },
      {
        what: `contact ${contact.id} is merged into ${other.id}`,
        begin: () => (contact === other ? undefined : books.archiveContact(contact.id, other.id)),
        mend: () => undefined,
      },
      { what: 'one document of the next call is refused', begin: () => books.refuseElement(0), mend: () => undefined },
      {
        what: `number ${taken} is taken`,
        begin: () => {
          if (books.documents().some(({ number }) => number === taken)) return;
          const { contactId, issuedOn, total } = document;
          draft = books.enterByHand({ kind: 'invoice', number: taken, contactId, issuedOn, total });
        },
        mend: () => (draft === undefined ? undefined : books.delete(draft)),
      },
    ];
  }
}
