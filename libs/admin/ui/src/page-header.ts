import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** The page's one `h1`, which takes the focus after navigation; actions go inside the element. */
@Component({
  selector: 'ui-page-header',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="words">
      <h1 tabindex="-1">{{ heading() }}</h1>
      @if (lead(); as lead) {
        <p>{{ lead }}</p>
      }
    </div>
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-start;
      justify-content: space-between;
      gap: 1rem;
      margin-block-end: 1.5rem;
    }
    .words {
      flex: 1 1 18rem;
    }
    p {
      margin: 0.25rem 0 0;
      max-width: 68ch;
      color: var(--mat-sys-on-surface-variant);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
    .actions:empty {
      display: none;
    }
  `,
})
export class PageHeader {
  readonly heading = input.required<string>();
  readonly lead = input<string>();
}
