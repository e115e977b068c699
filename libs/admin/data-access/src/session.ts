import { HttpClient } from '@angular/common/http';
import { Injectable, computed, inject, signal } from '@angular/core';
import type { SandboxView, SessionView, SignInRequest } from '@bridge/contracts';
import { catchError, firstValueFrom, map, of, throwError, type Observable } from 'rxjs';
import { toProblemError } from './problem-error.js';

/** Who is signed in. Holds no token: the session is an http-only cookie. */
@Injectable({ providedIn: 'root' })
export class Session {
  readonly #http = inject(HttpClient);
  readonly #view = signal<SessionView | undefined>(undefined);
  readonly #hasEnded = signal(false);

  readonly view = this.#view.asReadonly();
  /** The server no longer knows the session although somebody was signed in here. */
  readonly hasEnded = this.#hasEnded.asReadonly();
  readonly showsExpensePayments = computed(() => this.#view()?.showsExpensePayments ?? false);
  readonly hasPurchaseOrders = computed(() => this.#view()?.features.hasPurchaseOrders ?? false);
  readonly isUpgradeRequired = computed(() => this.#view()?.features.isUpgradeRequired ?? false);

  /** Reads the session again, for example after settings that change what everybody sees. False: nobody is signed in. */
  async load(): Promise<boolean> {
    const read = this.#http.get<SessionView>('/api/v1/session').pipe(
      catchError((error: unknown) => {
        const problem = toProblemError(error);
        return problem.status === 401 ? of(undefined) : throwError(() => problem);
      }),
    );
    const view = await firstValueFrom(read);
    if (view === undefined) this.end();
    else {
      this.#view.set(view);
      this.#hasEnded.set(false);
    }
    return view !== undefined;
  }

  async signIn(request: SignInRequest): Promise<void> {
    this.#view.set(
      await firstValueFrom(this.#http.post<SessionView>('/api/v1/session', request).pipe(catchError(rethrow))),
    );
    this.#hasEnded.set(false);
  }

  async signOut(): Promise<void> {
    const ended = this.#http
      .delete('/api/v1/session')
      .pipe(catchError((error: unknown) => (toProblemError(error).status === 401 ? of(undefined) : rethrow(error))));
    await firstValueFrom(ended, { defaultValue: undefined });
    this.#view.set(undefined);
    this.#hasEnded.set(false);
  }

  /** Called when an answer says that the session is over. */
  end(): void {
    if (this.#view()) this.#hasEnded.set(true);
  }

  /** The sandbox's agencies; undefined when the bridge talks to the real services. */
  sandbox(): Observable<SandboxView | undefined> {
    return this.#http.get<SandboxView>('/api/v1/sandbox').pipe(
      map((view): SandboxView | undefined => view),
      catchError((error: unknown) => {
        const problem = toProblemError(error);
        return problem.status === 404 ? of(undefined) : throwError(() => problem);
      }),
    );
  }
}

function rethrow(error: unknown): Observable<never> {
  return throwError(() => toProblemError(error));
}
