import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Changes, ConnectionsClient, Session, latestValue } from '@bridge/admin-data-access';
import { EmptyState, ErrorState, Icon, Notice, PageHeader, Skeleton } from '@bridge/admin-ui';
import { texts } from '../texts.js';
import { XeroApp } from './xero-app.js';

@Component({
  selector: 'bridge-marketplace',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, ErrorState, Icon, MatButton, Notice, PageHeader, RouterLink, Skeleton, XeroApp],
  templateUrl: './marketplace.html',
  styleUrl: './marketplace.scss',
})
export class Marketplace {
  readonly #client = inject(ConnectionsClient);
  readonly #changes = inject(Changes).of('connections');
  readonly #session = inject(Session);
  protected readonly t = texts.marketplace;
  protected readonly search = signal('');
  protected readonly subsidiaries = rxResource({ params: () => this.#changes(), stream: () => this.#client.list() });
  protected readonly known = latestValue(this.subsidiaries);
  protected readonly sandbox = rxResource({ stream: () => this.#session.sandbox() });
  protected readonly showsXero = computed(() => this.#matches('xero', this.t.accounting, this.t.xeroDetail));
  protected readonly showsKeys = computed(() => this.#matches(this.t.keysName, this.t.developer, this.t.keysDetail));

  #matches(...words: readonly string[]): boolean {
    return words.join(' ').toLowerCase().includes(this.search().trim().toLowerCase());
  }
}
