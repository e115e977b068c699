import { Injectable, computed, inject, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { form } from '@angular/forms/signals';
import { Changes, ProblemError, Session, SettingsClient, toProblemError } from '@bridge/admin-data-access';
import type { ProblemView, SettingsBody, SettingsCardName, SettingsView } from '@bridge/contracts';
import { firstValueFrom } from 'rxjs';
import { fromDraft, toDraft, valueAt, withSuggestions, type Draft } from './draft.js';
import { integrationTexts } from './integration-texts.js';
import { missingIn, type Missing } from './missing.js';

const EMPTY: SettingsBody = {
  options: { exportInvoices: false, exportExpenses: false, syncPayments: false, historyNotes: true },
  taxRates: { sales: {}, purchases: {}, noTax: {} },
  invoices: {
    numberedBy: 'source',
    pdfMadeBy: 'ledger',
    initialStatus: 'draft',
    reference: 'subject',
    accountsByServiceType: {},
    brandingThemes: {},
    rounding: 'rounding_line',
  },
  expenses: { accountsByServiceType: {}, initialStatus: 'draft', sendAttachments: true },
  payments: { markUnsentInvoicesSent: false },
};

const PARTS = {
  options: 'options',
  tax_rates: 'taxRates',
  invoices: 'invoices',
  expenses: 'expenses',
  tracking: 'tracking',
  payments: 'payments',
} as const satisfies Record<Exclude<SettingsCardName, 'connection'>, keyof Draft>;

/** The settings of one connection while a person edits them: what is saved, what is changed, what the server said about it. */
@Injectable()
export class SettingsEditor {
  readonly #client = inject(SettingsClient);
  readonly #session = inject(Session);
  readonly #changes = inject(Changes);
  readonly #connectionId = signal<string | undefined>(undefined);
  readonly #isSessionStale = signal(false);
  readonly #failure = signal<{ readonly error: ProblemError; readonly draft: Draft } | undefined>(undefined);

  readonly resource = rxResource({
    params: () => this.#connectionId(),
    stream: ({ params }) => this.#client.read(params),
  });
  /** Whose settings are open. */
  readonly connectionId = this.#connectionId.asReadonly();
  readonly view = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  readonly saved = computed(() => toDraft(this.view()?.settings ?? EMPTY));
  readonly #untouched = computed(() => {
    const view = this.view();
    return view?.version === 0 ? withSuggestions(this.saved(), view.choices) : this.saved();
  });
  readonly draft = linkedSignal<Draft>(() => this.#untouched());
  readonly form = form(this.draft);
  readonly isFirstTime = computed(() => this.view()?.version === 0);
  readonly isChanged = computed(() => !isSame(this.draft(), this.#untouched()));
  readonly missing = computed<readonly Missing[]>(() => {
    const view = this.view();
    return view ? missingIn(this.draft(), view.choices) : [];
  });
  readonly failure = computed(() => this.#failure()?.error);
  /** The settings are saved, but what they change on other pages could not be read again. */
  readonly isSessionStale = this.#isSessionStale.asReadonly();
  /** Somebody else has saved a newer version meanwhile. */
  readonly isClash = computed(() => this.failure()?.code === 'version_conflict');
  /** The row that a jump leads to: long tables show it although they show only their first rows. */
  readonly revealed = signal<string | undefined>(undefined);

  open(connectionId: string): void {
    this.#connectionId.set(connectionId);
  }

  /** What is wrong with the value at a path, as long as it is the value that the server saw. */
  problemAt(path: string): ProblemView | undefined {
    const failure = this.#failure();
    const refused = failure?.error.problems.find((problem) => problem.path.replace(/^settings\./, '') === path);
    if (refused && failure && valueAt(failure.draft, path) === valueAt(this.draft(), path)) return refused;
    const found = Object.values(this.view()?.cards ?? {})
      .flatMap(({ problems }) => problems)
      .find((problem) => problem.path === path);
    return found && valueAt(this.saved(), path) === valueAt(this.draft(), path) ? found : undefined;
  }

  isCardChanged(card: SettingsCardName): boolean {
    if (card === 'connection') return false;
    return !isSame(this.draft()[PARTS[card]], this.saved()[PARTS[card]]);
  }

  /** @returns what the server made of it; undefined when it was not saved, and `failure` says why. */
  async save(): Promise<SettingsView | undefined> {
    const [connectionId, view, draft] = [this.#connectionId(), this.view(), this.draft()];
    if (connectionId === undefined || view === undefined) return undefined;
    const slip = slipIn(draft);
    this.#failure.set(slip && { error: slip, draft });
    this.#isSessionStale.set(false);
    if (slip) return undefined;
    try {
      const saved = await this.#client.save(connectionId, view.version, fromDraft(draft));
      const later = this.draft();
      this.#follow(saved, isSame(later, draft) ? undefined : later);
      this.#changes.note('connections', 'documents');
      await this.#readSession();
      return saved;
    } catch (error) {
      this.#failure.set({ error: toProblemError(error), draft });
      return undefined;
    }
  }

  /**
   * Brings what Xero offers by now into the pickers; what is not saved stays. So does the version that it was made from:
   * whoever has saved since is noticed when this is saved. Throws ProblemError.
   */
  async refreshChoices(): Promise<void> {
    const connectionId = this.#connectionId();
    if (connectionId === undefined) return;
    const fresh = await firstValueFrom(this.#client.read(connectionId));
    const view = this.view();
    const isSameVersion = view === undefined || view.version === fresh.version;
    this.#follow(
      isSameVersion ? fresh : { ...view, choices: fresh.choices },
      this.isChanged() ? this.draft() : undefined,
    );
  }

  discard(): void {
    this.#failure.set(undefined);
    this.draft.set(this.#untouched());
  }

  loadTheirs(): void {
    this.#failure.set(undefined);
    this.resource.reload();
  }

  /** After a clash: takes the newest version as the one to follow, and saves this draft over it. */
  async saveOver(): Promise<SettingsView | undefined> {
    const connectionId = this.#connectionId();
    if (connectionId === undefined) return undefined;
    try {
      const theirs = await firstValueFrom(this.#client.read(connectionId));
      this.#follow(theirs, this.draft());
    } catch (error) {
      this.#failure.set({ error: toProblemError(error), draft: this.draft() });
      return undefined;
    }
    return this.save();
  }

  /** A new view starts the draft afresh: what the person goes on working at is laid over it again. */
  #follow(view: SettingsView, draft: Draft | undefined): void {
    this.resource.set(view);
    if (draft) this.draft.set(draft);
  }

  async #readSession(): Promise<void> {
    this.#isSessionStale.set(
      await this.#session.load().then(
        () => false,
        () => true,
      ),
    );
  }
}

/** What cannot even be sent: the API takes days as a number. */
function slipIn({ expenses }: Draft): ProblemError | undefined {
  if (/^\s*\d{0,3}\s*$/.test(expenses.dueDaysWhenMissing)) return undefined;
  const { failed: title, slip } = integrationTexts.save;
  const problem: ProblemView = {
    code: 'setting_invalid',
    title,
    detail: integrationTexts.expenses.dueDaysWrong,
    whatToDo: '',
    owner: 'admin',
    path: 'expenses.dueDaysWhenMissing',
    fix: { card: 'expenses' },
  };
  return new ProblemError(400, problem.code, title, slip, [problem]);
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

/** Members in one order and without empty texts, so that clearing what never was there is no change. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, member]) => member !== '')
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([key, member]) => [key, sorted(member)]);
}
