import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatProgressBar } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import type { ProblemError } from '@bridge/admin-data-access';
import { Changes, DocumentsClient, ExportsClient, latestValue, toProblemError } from '@bridge/admin-data-access';
import { EmptyState, ErrorState, Icon, Notice, PageHeader, ProblemList, Skeleton, Timeline } from '@bridge/admin-ui';
import type {
  ContactView,
  CopyRequestBody,
  DocumentKindName,
  InitialStatusName,
  LedgerDocumentView,
} from '@bridge/contracts';
import { of } from 'rxjs';
import { CopyState } from '../list/copy-state.js';
import { texts } from '../texts.js';
import { ChangedNote } from './changed-note.js';
import { CopiedPanel } from './copied-panel.js';
import { CopyDecisions } from './copy-decisions.js';
import { CopyForm } from './copy-form.js';
import { EditionCard } from './edition-card.js';
import { LedgerCard } from './ledger-card.js';
import { SourceCard } from './source-card.js';
import { UpdateForm } from './update-form.js';

interface Paper {
  readonly id: string;
  readonly isSent: boolean;
  readonly document: LedgerDocumentView | undefined;
}

/** One invoice or expense: as Productive has it beside the exact Xero document, everything in the way, and its story. */
@Component({
  selector: 'bridge-document-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    ChangedNote,
    CopiedPanel,
    CopyForm,
    CopyState,
    EditionCard,
    EmptyState,
    ErrorState,
    Icon,
    LedgerCard,
    MatProgressBar,
    Notice,
    PageHeader,
    ProblemList,
    RouterLink,
    Skeleton,
    SourceCard,
    Timeline,
    UpdateForm,
  ],
  templateUrl: './document-page.html',
  styleUrl: './document-page.css',
})
export class DocumentPage {
  /** From the route. */
  readonly id = input.required<string>();
  readonly kind = input.required<DocumentKindName>();
  readonly #documents = inject(DocumentsClient);
  readonly #exports = inject(ExportsClient);
  readonly #changes = inject(Changes);
  readonly #decisions = inject(CopyDecisions);
  /** The preview and the copy are asked for with the same words. */
  readonly #request = computed((): CopyRequestBody => {
    const [status, contact] = [this.status(), this.contact()];
    return {
      kind: this.kind(),
      sourceIds: [this.id()],
      ...(status && { status }),
      ...(contact && { contactId: contact.id }),
      ...(this.isAgain() && { isAgain: true }),
      ...(this.isUpdating() && { how: 'update' }),
      ...(this.isUpdating() && this.overwrites() && { overwritesEdits: true }),
    };
  });
  protected readonly labels = texts.document;
  protected readonly words = computed(() => texts.kinds[this.kind()]);
  protected readonly listPath = computed(() => texts.kinds[this.kind()].path);
  protected readonly status = signal<InitialStatusName | undefined>(undefined);
  protected readonly contact = signal<ContactView | undefined>(undefined);
  protected readonly isAgain = signal(false);
  protected readonly isUpdating = signal(false);
  protected readonly overwrites = signal(false);
  protected readonly isSending = signal(false);
  protected readonly failure = signal<ProblemError | undefined>(undefined);

  protected readonly found = rxResource({
    params: () => ({
      kind: this.kind(),
      sourceId: this.id(),
      changes: [this.#changes.of('documents')(), this.#changes.of('exports')(), this.#changes.of('payments')()],
    }),
    stream: ({ params: { kind, sourceId } }) => this.#documents.list({ kind, sourceId, limit: '1' }),
  });
  readonly #page = latestValue(this.found);
  protected readonly isMissing = computed(() => this.#page()?.rows.length === 0);
  protected readonly document = computed(() => this.#page()?.rows[0]);

  /** Counts the changes of this document: each preview reads it at Productive again, so that others' changes must not count. */
  readonly #edition = linkedSignal<string | undefined, number>({
    source: () => this.document() && JSON.stringify(this.document()),
    computation: (now, previous) => {
      if (previous?.source === undefined || now === previous.source) return previous?.value ?? 0;
      return previous.value + 1;
    },
  });

  protected readonly previews = rxResource({
    params: () => ({
      request: this.#request(),
      edition: this.#edition(),
    }),
    stream: ({ params }) => this.#exports.preview(params.request),
  });
  readonly #latestPreviews = latestValue(this.previews);
  protected readonly preview = computed(() => this.#latestPreviews()?.[0]);

  protected readonly detail = rxResource({
    params: () => ({ exportId: this.document()?.exportId, change: this.#changes.of('exports')() }),
    stream: ({ params: { exportId } }) => (exportId === undefined ? of(undefined) : this.#exports.detail(exportId)),
  });
  protected readonly story = latestValue(this.detail);

  protected readonly isCopied = computed(
    () => this.document()?.copy !== undefined && !this.isAgain() && !this.isUpdating(),
  );
  protected readonly isCopying = computed(() => this.document()?.copyStatus === 'queued');
  protected readonly heading = computed(() => {
    const document = this.document();
    return document?.number ?? (document?.title || this.words().one);
  });
  /** What is worth knowing about the copy there is. */
  protected readonly remarks = computed(() => this.story()?.notices ?? []);
  /** What Xero said about the last attempt, while nobody has tried again. */
  protected readonly lastRefusal = computed(() => {
    const story = this.story();
    return story?.state === 'refused' && this.document()?.copyStatus === 'attention' ? story : undefined;
  });
  /** The document that was sent, or the one that would be. What was previewed stays until what was sent has been read. */
  protected readonly paper = linkedSignal<Paper, LedgerDocumentView | undefined>({
    source: () => {
      const isSent = this.isCopied() || this.isCopying();
      return { id: this.id(), isSent, document: isSent ? this.story()?.document : this.preview()?.document };
    },
    computation: ({ id, isSent, document }, previous) =>
      document ?? (isSent && previous?.source.id === id ? previous.value : undefined),
  });

  /** Never what a copy would be while an update is worked out. */
  protected readonly updatePreview = computed(() => {
    const preview = this.preview();
    return preview?.update !== undefined || !this.previews.isLoading() ? preview : undefined;
  });
  protected readonly asksOnlyForStatus = computed(
    () => this.preview()?.problems.every(({ code }) => code === 'status_not_chosen') ?? false,
  );

  constructor() {
    effect(() => {
      this.id();
      untracked(() => {
        this.contact.set(undefined);
        this.isAgain.set(false);
        this.leave();
      });
    });
  }

  protected async copy(): Promise<void> {
    this.isSending.set(true);
    this.failure.set(undefined);
    try {
      await this.#exports.copy(this.#request());
      this.isAgain.set(false);
      if (this.isUpdating()) this.leave();
      this.#changes.note('exports');
    } catch (error) {
      this.failure.set(toProblemError(error));
    }
    this.isSending.set(false);
  }

  /** Back from an update to the copy there is. */
  protected leave(): void {
    this.isUpdating.set(false);
    this.overwrites.set(false);
    this.status.set(undefined);
    this.failure.set(undefined);
  }

  protected async askAgain(): Promise<void> {
    if (await this.#decisions.mayCreateAnother(this.#copyName())) this.isAgain.set(true);
  }

  protected async unlink(): Promise<void> {
    const ledgerId = this.document()?.copy?.ledgerId;
    if (ledgerId === undefined) return;
    try {
      await this.#decisions.unlink(this.kind(), this.id(), ledgerId, this.#copyName());
    } catch (error) {
      this.failure.set(toProblemError(error));
    }
  }

  protected async mark(): Promise<void> {
    await this.#decisions.mark({ kind: this.kind(), sourceId: this.id() });
  }

  #copyName(): string {
    const copy = this.document()?.copy;
    return copy?.number ?? this.heading();
  }
}
