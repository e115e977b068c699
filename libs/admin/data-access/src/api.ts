import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { catchError, firstValueFrom, throwError, type Observable } from 'rxjs';
import { toProblemError } from './problem-error.js';

export type Query = Readonly<Record<string, string | undefined>>;

/** Our HTTP API. Reads are Observables, so that a newer read cancels an older one; changes are promises. All throw ProblemError. */
@Injectable({ providedIn: 'root' })
export class Api {
  readonly #http = inject(HttpClient);

  get<T>(path: string, query: Query = {}): Observable<T> {
    return this.#http.get<T>(`/api/v1/${path}`, { params: present(query) }).pipe(catchError(rethrow));
  }

  /** A read that needs a body, for example the previews of many documents. */
  ask<T>(path: string, body: unknown): Observable<T> {
    return this.#http.post<T>(`/api/v1/${path}`, body).pipe(catchError(rethrow));
  }

  change<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
    return firstValueFrom(this.#http.request<T>(method, `/api/v1/${path}`, { body }).pipe(catchError(rethrow)));
  }
}

export function present(query: Query): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]));
}

function rethrow(error: unknown): Observable<never> {
  return throwError(() => toProblemError(error));
}
