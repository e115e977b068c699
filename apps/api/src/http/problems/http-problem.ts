import type { ProblemDocument, ProblemView } from '@bridge/contracts';

interface More {
  readonly detail?: string;
  readonly problems?: readonly ProblemView[];
  readonly retryAfterMs?: number;
  /** Further members of the problem document. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** An answer of 400 or above, thrown by controllers and written by the problem filter. */
export class HttpProblem extends Error {
  readonly document: ProblemDocument;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly status: number,
    code: string,
    title: string,
    more: More = {},
  ) {
    super(more.detail ?? title);
    this.name = 'HttpProblem';
    this.retryAfterMs = more.retryAfterMs;
    this.document = {
      type: `urn:bridge:problem:${code}`,
      title,
      status,
      ...(more.detail !== undefined && { detail: more.detail }),
      code,
      problems: more.problems ?? [],
      ...more.extra,
    };
  }
}
