import { Injectable, inject } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { Changes, ExportsClient, toProblemError } from '@bridge/admin-data-access';
import { READER_LOCALE } from '@bridge/admin-ui';
import { Confirm } from '@bridge/admin-ui/overlays';
import type { ProblemView } from '@bridge/contracts';
import { texts } from '../texts.js';

/** Retrying and skipping copies, one or many. Both answer what still stands in the way, each problem once. */
@Injectable({ providedIn: 'root' })
export class Attempts {
  readonly #exports = inject(ExportsClient);
  readonly #changes = inject(Changes);
  readonly #confirm = inject(Confirm);
  readonly #snack = inject(MatSnackBar);
  readonly #numbers = new Intl.NumberFormat(inject(READER_LOCALE));

  async retry(exportIds: readonly string[]): Promise<readonly ProblemView[]> {
    try {
      const outcomes = await this.#exports.retry(exportIds);
      const queued = outcomes.filter(({ problems }) => problems.length === 0);
      if (queued.length > 0) this.#say(texts.status.retried(this.#numbers.format(queued.length)));
      this.#changes.note('exports', 'documents');
      return distinct(outcomes.flatMap(({ problems }) => problems));
    } catch (error) {
      return this.#failed(error);
    }
  }

  async skip(exportIds: readonly string[]): Promise<readonly ProblemView[]> {
    const title = texts.status.askSkipTitle(this.#numbers.format(exportIds.length));
    if (!(await this.#confirm.ask({ title, detail: texts.status.askSkip, confirm: texts.status.skip }))) return [];
    try {
      const { skipped } = await this.#exports.skip(exportIds);
      const count = this.#numbers.format(skipped.length);
      this.#say(skipped.length > 0 ? texts.status.skipped(count) : texts.status.noneSkippable);
      this.#changes.note('exports', 'documents');
      return [];
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): readonly ProblemView[] {
    const { title, message, problems } = toProblemError(error);
    this.#say(`${title}. ${message}`);
    return problems;
  }

  #say(words: string): void {
    this.#snack.open(words, undefined, { duration: 5000 });
  }
}

function distinct(problems: readonly ProblemView[]): readonly ProblemView[] {
  return [...new Map(problems.map((problem) => [problem.code + problem.detail, problem])).values()];
}
