import { invalid, noData, ok, tooLarge, unreadable } from './call.js';
import type { Answer, Work } from './call.js';
import { say } from './messages.js';
import { isJson, misfit } from './shape.js';
import type { Json, Shape } from './shape.js';

/** What became of one element: the wire form of what was saved, or its problems beside an echo of what was sent. */
export type Saved =
  | { readonly ok: true; readonly rendered: Json; readonly warnings?: readonly string[] }
  | { readonly ok: false; readonly echo: Json; readonly problems: readonly string[] };

export interface Batch {
  /** The collection's key: `Invoices`. */
  readonly key: string;
  /** The word of error 17: `Invoice`. */
  readonly what: string;
  readonly shape: Shape;
  readonly save: (element: Json) => Saved;
  readonly only?: 'one' | undefined;
  /** Collections whose elements carry `StatusAttributeString` even on plain success do not exist; this drops it altogether. */
  readonly plain?: boolean;
}

const MOST_ELEMENTS = 50;

/** The elements of a body: its collection, or the body itself as one bare object. */
export function elementsOf(body: unknown, key: string): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  if (!isJson(body)) return undefined;
  const collection = body[key];
  if (Array.isArray(collection)) return collection;
  return Object.keys(body).length === 0 ? undefined : [body];
}

/**
 * Writes a batch. Without `summarizeErrors=false` one invalid element refuses all; with it the answer is 200 and each
 * element tells its own fate, in request order.
 */
export function writeBatch(work: Work, batch: Batch): Answer {
  const { journal } = work.ledger;
  const elements = elementsOf(work.call.body, batch.key);
  if (!elements || elements.length === 0) return noData(batch.what);
  for (const [index, element] of elements.entries()) {
    const problem = misfit(batch.shape, element, `${batch.key}[${index}]`);
    if (problem) return unreadable(problem);
  }
  if (elements.length > MOST_ELEMENTS) return tooLarge(say('tooManyElements'));
  if (batch.only && elements.length > 1) return tooLarge(say('oneElementOnly', { what: batch.what }));

  const separately = work.call.query.get('summarizeErrors')?.toLowerCase() === 'false';
  const start = journal.mark();
  const results = elements.filter(isJson).map((element): Saved => {
    const [mark, told] = [journal.mark(), work.touched.length];
    const saved = batch.save(element);
    if (!saved.ok) {
      journal.rollBack(mark);
      work.touched.length = told;
    }
    return saved;
  });
  const failed = results.filter((saved) => !saved.ok);
  if (failed.length > 0 && !separately) {
    journal.rollBack(start);
    work.touched.length = 0;
    return invalid(failed.map(renderRefusal));
  }
  return ok(work, {
    [batch.key]: results.map((saved) => (saved.ok ? renderSaved(saved, batch) : renderFailed(saved))),
  });

  function renderSaved(saved: Saved & { ok: true }, { plain }: Batch): Json {
    const warnings = saved.warnings ?? [];
    const status = !separately || plain ? {} : { StatusAttributeString: warnings.length > 0 ? 'WARNING' : 'OK' };
    const told = warnings.length > 0 ? { Warnings: warnings.map((Message) => ({ Message })) } : {};
    return { ...saved.rendered, ...status, ...told };
  }
}

export function renderRefusal(saved: Saved): Json {
  return saved.ok
    ? saved.rendered
    : { ...saved.echo, ValidationErrors: saved.problems.map((Message) => ({ Message })) };
}

function renderFailed(saved: Saved & { ok: false }): Json {
  return { ...renderRefusal(saved), HasErrors: true, HasValidationErrors: true, StatusAttributeString: 'ERROR' };
}
