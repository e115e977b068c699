import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Session } from '@bridge/admin-data-access';
import { Icon } from '@bridge/admin-ui';
import { navigation, texts } from './texts.js';

@Component({
  selector: 'bridge-navigation',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RouterLink, RouterLinkActive],
  template: `
    <nav [attr.aria-label]="t.navigation">
      @for (group of groups(); track group.heading) {
        <h2>{{ group.heading }}</h2>
        <ul>
          @for (link of group.links; track link.to) {
            <li>
              <a [routerLink]="link.to" routerLinkActive="here" ariaCurrentWhenActive="page" (click)="followed.emit()">
                <ui-icon [name]="link.icon" /> {{ link.words }}
              </a>
            </li>
          }
        </ul>
      }
    </nav>
  `,
  styles: `
    nav {
      display: grid;
      gap: 0.25rem;
      padding: 1rem 0.75rem;
    }
    h2 {
      padding: 0.5rem 0.75rem 0.25rem;
      font:
        500 0.75rem/1rem system-ui,
        sans-serif;
      color: var(--mat-sys-on-surface-variant);
    }
    ul {
      list-style: none;
      margin: 0 0 0.75rem;
      padding: 0;
    }
    a {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      min-height: 2.5rem;
      padding: 0.375rem 0.75rem;
      border-radius: 0.75rem;
      color: inherit;
      text-decoration: none;
    }
    a:hover {
      background: var(--mat-sys-surface-container-high);
    }
    .here {
      font-weight: 600;
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }
  `,
})
export class Navigation {
  readonly followed = output();
  readonly #session = inject(Session);
  protected readonly groups = computed(() =>
    navigation.map(({ heading, links }) => ({
      heading,
      links: links.filter(({ needs }) => needs === undefined || this.#session.hasPurchaseOrders()),
    })),
  );
  protected readonly t = texts;
}
