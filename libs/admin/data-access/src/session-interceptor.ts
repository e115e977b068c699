import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, throwError } from 'rxjs';
import { Session } from './session.js';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** Adds the CSRF token to every change, and notices when the session has ended. */
export const sessionInterceptor: HttpInterceptorFn = (request, next) => {
  const session = inject(Session);
  const token = session.view()?.csrfToken;
  const sent =
    token && !SAFE.includes(request.method) ? request.clone({ setHeaders: { 'x-csrf-token': token } }) : request;
  return next(sent).pipe(
    catchError((error: unknown) => {
      if (error instanceof HttpErrorResponse && error.status === 401) session.end();
      return throwError(() => error);
    }),
  );
};
