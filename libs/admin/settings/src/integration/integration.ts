import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Changes, ConnectionsClient, latestValue } from '@bridge/admin-data-access';
import { EmptyState, ErrorState, Icon, Instant, Notice, PageHeader, Skeleton } from '@bridge/admin-ui';
import { Confirm } from '@bridge/admin-ui/overlays';
import type { SettingsCardName, SettingsView } from '@bridge/contracts';
import { ConnectionCard } from './cards/connection-card.js';
import { ExpensesCard } from './cards/expenses-card.js';
import { InvoicesCard } from './cards/invoices-card.js';
import { OptionsCard } from './cards/options-card.js';
import { PaymentsCard } from './cards/payments-card.js';
import { TaxRatesCard } from './cards/tax-rates-card.js';
import { TrackingCard } from './cards/tracking-card.js';
import { usesPurchases } from './draft.js';
import { integrationTexts } from './integration-texts.js';
import { ReviewNote } from '../review-note.js';
import { SettingsEditor } from './settings-editor.js';
import { Steps } from './steps.js';
import type { Editing } from './unsaved-changes.js';

interface Place {
  readonly card: SettingsCardName;
  readonly key?: string | undefined;
}

/** One connection: a stepper for its first set-up, afterwards cards that stay editable. */
@Component({
  selector: 'bridge-integration',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    ConnectionCard,
    EmptyState,
    ErrorState,
    ExpensesCard,
    Icon,
    Instant,
    InvoicesCard,
    MatButton,
    Notice,
    OptionsCard,
    PageHeader,
    PaymentsCard,
    ReviewNote,
    RouterLink,
    Skeleton,
    Steps,
    TaxRatesCard,
    TrackingCard,
  ],
  providers: [SettingsEditor],
  templateUrl: './integration.html',
  styleUrl: './integration.scss',
  host: { '(window:beforeunload)': 'warn($event)' },
})
export class Integration implements Editing {
  /** From the route; card and key say where a problem is mended. */
  readonly connectionId = input.required<string>();
  readonly card = input<SettingsCardName>();
  readonly key = input<string>();

  readonly #client = inject(ConnectionsClient);
  readonly #changes = inject(Changes).of('connections');
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly #confirm = inject(Confirm);
  protected readonly editor = inject(SettingsEditor);
  protected readonly t = integrationTexts;
  protected readonly all = rxResource({ params: () => this.#changes(), stream: () => this.#client.list() });
  protected readonly known = latestValue(this.all);
  protected readonly connection = computed(
    () => this.known()?.find(({ connection }) => connection?.id === this.connectionId())?.connection,
  );
  protected readonly isSaving = signal(false);
  protected readonly news = signal('');
  protected readonly step = signal(0);
  /** Whether “Next” was pressed although something is missing. */
  protected readonly isHeldUp = linkedSignal({ source: this.step, computation: () => false });
  protected readonly steps = computed<readonly SettingsCardName[]>(() => {
    const { exportInvoices } = this.editor.draft().options;
    const hasPurchases = usesPurchases(this.editor.draft());
    return [
      'options',
      ...(exportInvoices || hasPurchases ? (['tax_rates'] as const) : []),
      ...(exportInvoices ? (['invoices'] as const) : []),
      ...(hasPurchases ? (['expenses'] as const) : []),
      'payments',
    ];
  });
  protected readonly stepCard = computed(() => this.steps()[Math.min(this.step(), this.steps().length - 1)]);
  protected readonly isLastStep = computed(() => this.step() >= this.steps().length - 1);
  protected readonly missingHere = computed(() => this.editor.missing().filter(({ card }) => card === this.stepCard()));

  constructor() {
    effect(() => {
      // Settings exist once an organisation is joined; before, the connection alone is shown.
      if (this.connection()?.organisation) this.editor.open(this.connectionId());
    });
    const isOpen = computed(() => this.editor.view() !== undefined); // A newer view is no reason to jump again.
    effect(() => {
      const card = this.card();
      if (card && isOpen()) untracked(() => this.jump({ card, key: this.key() }));
    });
  }

  mayLeave(): boolean | Promise<boolean> {
    if (!this.editor.isChanged()) return true;
    const { leaveTitle: title, leaveDetail: detail, leave: confirm, stay: cancel } = this.t.save;
    return this.#confirm.ask({ title, detail, confirm, cancel });
  }

  protected warn(event: BeforeUnloadEvent): void {
    if (this.editor.isChanged()) event.preventDefault();
  }

  protected next(): void {
    this.isHeldUp.set(this.missingHere().length > 0);
    const [first] = this.missingHere();
    if (first) return this.#focus(first);
    this.#goTo(this.step() + 1);
  }

  protected back(): void {
    this.#goTo(this.step() - 1);
  }

  protected async save(how: () => Promise<SettingsView | undefined> = () => this.editor.save()): Promise<void> {
    this.isSaving.set(true);
    this.news.set('');
    const saved = await how();
    this.isSaving.set(false);
    if (!saved) return this.#showRefused();
    const isComplete = Object.values(saved.cards).every((card) => card.isComplete);
    this.news.set(isComplete ? this.t.save.saved : this.t.save.savedIncomplete);
  }

  protected saveOver(): Promise<void> {
    return this.save(() => this.editor.saveOver());
  }

  /** Leads to a card, and to the row or field of the key. */
  protected jump({ card, key }: Place): void {
    const step = this.steps().indexOf(card);
    if (this.editor.isFirstTime() && step >= 0) this.step.set(step);
    this.#focus({ card, key });
  }

  protected jumpToPath(card: SettingsCardName, path: string): void {
    this.#whenRendered(() => {
      const field = this.#find(card, 'input, select', ({ id }) => id === path);
      if (field) field.focus();
      else this.jump({ card, key: path.split('.').at(-1) });
    });
  }

  #showRefused(): void {
    const first = this.editor.failure()?.problems.find(({ fix }) => fix !== undefined);
    if (first?.fix) this.jumpToPath(first.fix.card, first.path.replace(/^settings\./, ''));
  }

  #goTo(step: number): void {
    this.step.set(step);
    const card = this.stepCard();
    if (card) this.#focus({ card });
  }

  #focus({ card, key }: Place): void {
    this.editor.revealed.set(key);
    this.#whenRendered(() => {
      const row = key && this.#find(card, '[data-key]', ({ dataset }) => dataset['key'] === key);
      const empty = row ? [...row.querySelectorAll<HTMLElement>('input, select')] : [];
      const target = empty.find((field) => field.ariaInvalid === 'true') ?? empty[0] ?? this.#find(card, 'h2');
      target?.scrollIntoView?.({ block: row ? 'center' : 'start' });
      target?.focus({ preventScroll: true });
    });
  }

  #find(card: SettingsCardName, selector: string, fits = (_element: HTMLElement) => true): HTMLElement | undefined {
    const all = this.#element.nativeElement.querySelectorAll<HTMLElement>(`#card-${card} ${selector}`);
    return [...all].find(fits);
  }

  #whenRendered(then: () => void): void {
    afterNextRender(then, { injector: this.#injector });
  }
}
