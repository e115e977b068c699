import { ChangeDetectionStrategy, Component, ElementRef, computed, effect, inject, signal } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { Title } from '@angular/platform-browser';
import { NavigationEnd, NavigationError, NavigationStart, Router, RouterLink, RouterOutlet } from '@angular/router';
import { Changes, Session, toProblemError, type ProblemError } from '@bridge/admin-data-access';
import { ErrorState, Icon, Notice } from '@bridge/admin-ui';
import { filter, map } from 'rxjs';
import { Connectivity } from './connectivity.js';
import { Navigation } from './navigation.js';
import { texts } from './texts.js';

@Component({
  selector: 'bridge-root',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ErrorState, Icon, Navigation, Notice, RouterLink, RouterOutlet],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  readonly #router = inject(Router);
  readonly #changes = inject(Changes);
  readonly #page = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #title = inject(Title);
  protected readonly session = inject(Session);
  protected readonly isOnline = inject(Connectivity).isOnline;
  protected readonly t = texts;
  protected readonly url = toSignal(
    this.#router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
    ),
    { initialValue: '' },
  );
  protected readonly path = computed(() => this.url().split(/[?#]/)[0] ?? '');
  protected readonly isSigningIn = computed(() => this.path().startsWith('/sign-in'));
  /** Announced after navigation. */
  protected readonly announced = toSignal(
    this.#router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => this.#title.getTitle()),
    ),
    { initialValue: '' },
  );

  /** Somebody who believes to be signed out must be. */
  protected readonly signOutFailure = signal<ProblemError | undefined>(undefined);
  /** A page that could not be opened: the server is away, or the page's code is gone after an update. */
  protected readonly failure = toSignal(
    this.#router.events.pipe(
      filter((event) => event instanceof NavigationError || event instanceof NavigationStart),
      map((event) => (event instanceof NavigationError ? event : undefined)),
    ),
  );

  /** Whose changes are heard. A session that is only read again changes nothing here, or every reading would cut the line. */
  readonly #heardOf = computed(() => (this.session.hasEnded() ? undefined : this.session.view()?.organisation.id));

  constructor() {
    effect((stopped) => {
      if (this.#heardOf() !== undefined) stopped(this.#changes.listen());
    });
    this.#focusHeadings();
  }

  protected again(url: string): void {
    void this.#router.navigateByUrl(url);
  }

  protected async signOut(): Promise<void> {
    this.signOutFailure.set(undefined);
    try {
      await this.session.signOut();
    } catch (error) {
      this.signOutFailure.set(toProblemError(error));
      return;
    }
    await this.#router.navigateByUrl('/sign-in');
  }

  /** After every navigation but the first, the new page's heading takes the focus; a changed query is no new page. */
  #focusHeadings(): void {
    let last: string | undefined;
    this.#router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        map((event) => event.urlAfterRedirects.split(/[?#]/)[0]),
        takeUntilDestroyed(),
      )
      .subscribe((path) => {
        if (last !== undefined && path !== last) {
          setTimeout(() => this.#page.nativeElement.querySelector<HTMLElement>('main h1')?.focus());
        }
        last = path;
      });
  }
}
