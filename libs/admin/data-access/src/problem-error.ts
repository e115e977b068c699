import { HttpErrorResponse } from '@angular/common/http';
import type { ProblemDocument, ProblemView } from '@bridge/contracts';

/** The one error that every client throws. `status` 0: the server could not be reached. `title` and `message` are for people. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    detail: string,
    readonly problems: readonly ProblemView[] = [],
    /** The whole answer: some carry more than the problems. */
    readonly document?: ProblemDocument,
  ) {
    super(detail);
    this.name = 'ProblemError';
  }
}

export function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (!(error instanceof HttpErrorResponse)) return unknownError(0);
  if (error.status === 0) {
    return new ProblemError(
      0,
      'offline',
      'The bridge cannot be reached',
      'Check your connection; nothing was lost. What was already queued is copied all the same.',
    );
  }
  // The API's own words for it are for programs. The code stays: pages tell by it.
  if (isProblemDocument(error.error) && error.error.code === 'not_signed_in')
    return new ProblemError(error.status, error.error.code, 'Sign in again', 'Then this page goes on where it was.');
  return isProblemDocument(error.error) ? fromDocument(error.error) : unknownError(error.status);
}

function fromDocument(document: ProblemDocument): ProblemError {
  const detail = document.detail ?? document.problems[0]?.detail ?? '';
  return new ProblemError(document.status, document.code, document.title, detail, document.problems, document);
}

function unknownError(status: number): ProblemError {
  return new ProblemError(status, 'unexpected', 'Something went wrong', 'Try again in a moment. Nothing was changed.');
}

function isProblemDocument(body: unknown): body is ProblemDocument {
  return typeof body === 'object' && body !== null && 'code' in body && 'problems' in body && 'title' in body;
}
