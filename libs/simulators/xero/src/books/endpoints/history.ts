import { writeBatch } from '../batch.js';
import { invalid, notFound, notImplemented, ok, stamp } from '../call.js';
import type { Answer, Work } from '../call.js';
import { renderInstant } from '../calendar.js';
import { newId } from '../identifiers.js';
import { say } from '../messages.js';
import type { HistoryRecord } from '../ledger.js';
import { elementsOf } from '../batch.js';
import { isJson, textOf } from '../shape.js';

/** History and notes of one document: added, never changed. */
export function history(work: Work, ownerId: string | undefined): Answer {
  const { method, body } = work.call;
  if (method === 'GET') {
    if (ownerId === undefined) return notFound();
    return ok(work, { HistoryRecords: work.ledger.history.find('owner', ownerId).map(render).reverse() });
  }
  if (method !== 'PUT') return notImplemented();
  if (ownerId === undefined) {
    const sent = (elementsOf(body, 'HistoryRecords') ?? [{}]).filter(isJson);
    return invalid(
      sent.map((element) => ({ ...element, ValidationErrors: [{ Message: say('historyTargetUnknown') }] })),
    );
  }
  return writeBatch(work, {
    key: 'HistoryRecords',
    what: 'HistoryRecord',
    shape: { Details: 'text' },
    plain: true,
    save: (element) => {
      const details = textOf(element, 'Details') ?? '';
      if (details.length === 0 || details.length > 2500)
        return { ok: false, echo: element, problems: [say('historyDetails')] };
      const record = {
        id: newId(),
        updatedAt: stamp(work),
        ownerId,
        details,
        changes: 'Note',
        user: 'System Generated',
      };
      return { ok: true, rendered: render(work.ledger.history.put(record)) };
    },
  });
}

function render(record: HistoryRecord): Record<string, unknown> {
  return {
    Changes: record.changes,
    DateUTCString: new Date(record.updatedAt).toISOString().slice(0, 19),
    DateUTC: renderInstant(record.updatedAt),
    User: record.user,
    Details: record.details,
  };
}
