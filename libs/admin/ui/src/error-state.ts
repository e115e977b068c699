import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Icon } from './icon.js';

/** A read that failed: what happened and a way to try again. `<ui-error-state [error]="list.error()" (again)="list.reload()" />` */
@Component({
  selector: 'ui-error-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, MatButton],
  template: `
    <div role="alert">
      <ui-icon name="bad" />
      <h2>{{ words().title }}</h2>
      <p>{{ words().detail }}</p>
    </div>
    <button type="button" matButton="outlined" (click)="again.emit()">Try again</button>
  `,
  styles: `
    :host,
    div {
      display: grid;
      justify-items: center;
      gap: 0.5rem;
      text-align: center;
    }
    :host {
      padding: 3rem 1rem;
    }
    ui-icon {
      width: 2.5rem;
      height: 2.5rem;
      color: var(--ui-bad);
    }
    p {
      margin: 0 0 0.5rem;
      max-width: 56ch;
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class ErrorState {
  readonly error = input<unknown>();
  readonly again = output();
  protected readonly words = computed(() => errorWords(this.error()));
}

/** Errors of the data-access library carry a title of their own. */
function errorWords(error: unknown): { readonly title: string; readonly detail: string } {
  const title = typeof error === 'object' && error && 'title' in error ? String(error.title) : 'Something went wrong';
  return { title, detail: error instanceof Error ? error.message : 'Try again in a moment.' };
}
