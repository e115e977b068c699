import { ChangeDetectionStrategy, Component, computed, input, model, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Notice, ProblemList } from '@bridge/admin-ui';
import type { InitialStatusName, PreviewView } from '@bridge/contracts';
import { OverwriteChoice } from '../copy/overwrite-choice.js';
import { StatusChoice } from '../copy/status-choice.js';
import { texts } from '../texts.js';

/** What would be written over in Xero, everything that stands in the way of an update, and the button. */
@Component({
  selector: 'bridge-update-form',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [MatButton, Notice, OverwriteChoice, ProblemList, StatusChoice],
  template: `
    <p>{{ labels.intro }}</p>
    @if (obstacles().length > 0) {
      <section aria-labelledby="update-obstacles">
        <h2 id="update-obstacles">{{ labels.problems(obstacles().length) }}</h2>
        <ui-problem-list [problems]="obstacles()" [connectionId]="preview()?.connectionId" />
      </section>
    }
    @if (asksForConsent()) {
      <ui-notice tone="warn" [heading]="labels.editsHeading">
        @if (edits().length > 0) {
          <ul>
            @for (edit of edits(); track edit.field) {
              <li>{{ labels.edit(labels.fields[edit.field], edit.copied, edit.inBooks) }}</li>
            }
          </ul>
        } @else {
          <p>{{ labels.editsUnknown }}</p>
        }
        <bridge-overwrite-choice [(overwrites)]="overwrites" />
      </ui-notice>
    }
    @if (preview()?.notices?.length) {
      <section aria-labelledby="update-notices">
        <h2 id="update-notices">{{ labels.notices }}</h2>
        <ui-problem-list
          [problems]="preview()?.notices ?? []"
          [connectionId]="preview()?.connectionId"
          [isNotice]="true"
        />
      </section>
    }
    @if (mayRaise()) {
      <bridge-status-choice [(status)]="status" [hint]="labels.statusHint" />
    }
    <div class="actions">
      <button type="button" matButton="filled" [disabled]="!mayUpdate() || isBusy()" (click)="updated.emit()">
        {{ labels.update }}
      </button>
      <button type="button" matButton (click)="cancelled.emit()">{{ labels.cancel }}</button>
    </div>
  `,
  styles: `
    :host,
    section {
      display: grid;
      gap: 0.75rem;
    }
    p {
      margin: 0;
    }
    ul {
      margin: 0.25rem 0;
      padding-inline-start: 1.25rem;
      overflow-wrap: anywhere;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
  `,
})
export class UpdateForm {
  readonly preview = input<PreviewView>();
  readonly isBusy = input(false);
  readonly status = model<InitialStatusName | undefined>(undefined);
  readonly overwrites = model(false);
  readonly updated = output();
  readonly cancelled = output();
  protected readonly labels = texts.update;
  protected readonly edits = computed(() => this.preview()?.update?.edits ?? []);
  readonly #isAsked = computed(() => this.preview()?.problems.some(({ code }) => code === texts.update.asked) ?? false);
  /** The question stays once it was answered, so that the answer can be taken back. */
  protected readonly asksForConsent = computed(() => this.#isAsked() || this.overwrites());
  protected readonly obstacles = computed(
    () => this.preview()?.problems.filter(({ code }) => code !== texts.update.asked) ?? [],
  );
  protected readonly mayRaise = computed(() =>
    ['draft', 'submitted'].includes(this.preview()?.update?.shown.status ?? ''),
  );
  protected readonly mayUpdate = computed(() => this.preview()?.problems.length === 0);
}
