import { ChangeDetectionStrategy, Component, computed, input, model, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Notice, ProblemList } from '@bridge/admin-ui';
import type { ContactView, InitialStatusName, PreviewView } from '@bridge/contracts';
import { StatusChoice } from '../copy/status-choice.js';
import { texts } from '../texts.js';
import { ContactPicker } from './contact-picker.js';

const ASKED = 'status_not_chosen';

/** What a person decides about one copy, everything that stands in its way, and the button. */
@Component({
  selector: 'bridge-copy-form',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ContactPicker, MatButton, Notice, ProblemList, StatusChoice],
  template: `
    @if (obstacles().length > 0) {
      <section aria-labelledby="obstacles">
        <h2 id="obstacles">{{ labels.problems(obstacles().length) }}</h2>
        <ui-problem-list [problems]="obstacles()" [connectionId]="preview()?.connectionId" />
      </section>
    }
    @if (preview()?.notices?.length) {
      <section aria-labelledby="notices">
        <h2 id="notices">{{ labels.notices }}</h2>
        <ui-problem-list
          [problems]="preview()?.notices ?? []"
          [connectionId]="preview()?.connectionId"
          [isNotice]="true"
        />
      </section>
    }
    <div class="choices">
      @if (asksForStatus()) {
        <bridge-status-choice [(status)]="status" />
      }
      @if (preview()?.connectionId; as connectionId) {
        <bridge-contact-picker [connectionId]="connectionId" [(contact)]="contact" />
      }
    </div>
    @if (isElsewhere()) {
      <ui-notice tone="warn">{{ labels.elsewhere }}</ui-notice>
    }
    <div class="actions">
      <button type="button" matButton="filled" [disabled]="!mayCopy() || isBusy()" (click)="copied.emit()">
        {{ isAgain() ? labels.copyAgain : labels.copy }}
      </button>
      @if (isAgain()) {
        <button type="button" matButton (click)="cancelled.emit()">{{ labels.cancelAgain }}</button>
      } @else {
        @if (isElsewhere()) {
          <button type="button" matButton="outlined" (click)="againWanted.emit()">{{ labels.createNew }}</button>
        }
        <button type="button" matButton="outlined" (click)="markWanted.emit()">{{ labels.markCopied }}</button>
      }
    </div>
  `,
  styles: `
    :host,
    section {
      display: grid;
      gap: 0.75rem;
    }
    .choices {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
      gap: 1rem;
      align-items: start;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
  `,
})
export class CopyForm {
  readonly preview = input<PreviewView>();
  readonly isBusy = input(false);
  /** A further copy is being prepared although there is one. */
  readonly isAgain = input(false);
  readonly isElsewhere = input(false);
  readonly status = model<InitialStatusName | undefined>(undefined);
  readonly contact = model<ContactView | undefined>(undefined);
  readonly copied = output();
  readonly cancelled = output();
  readonly againWanted = output();
  readonly markWanted = output();
  protected readonly labels = texts.document;
  /** The question stays once it was asked, so that the answer can be changed. */
  protected readonly asksForStatus = computed(
    () => this.status() !== undefined || (this.preview()?.problems.some(({ code }) => code === ASKED) ?? false),
  );
  protected readonly obstacles = computed(() => this.preview()?.problems.filter(({ code }) => code !== ASKED) ?? []);
  protected readonly mayCopy = computed(() => this.preview()?.document !== undefined);
}
