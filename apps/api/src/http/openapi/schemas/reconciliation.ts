import { documentKinds, driftKindNames } from '@bridge/contracts';
import type { DriftCheckView, DriftView, ReconciliationView } from '@bridge/contracts';
import { instant, map, oneOf, optional, ref, shape, text, whole, type Schema } from '../shape.js';
import { pageOf } from './basics.js';

export const reconciliationSchemas: Readonly<Record<string, Schema>> = {
  DriftView: shape<DriftView>({
    kind: oneOf(driftKindNames),
    ledgerId: text,
    documentKind: oneOf(documentKinds),
    sourceId: optional(text),
    number: optional(text),
    expected: text,
    shown: text,
    foundAt: instant,
    title: text,
    whatToDo: text,
  }),
  DriftPage: pageOf('DriftView'),
  DriftCheckView: shape<DriftCheckView>({
    startedAt: instant,
    finishedAt: instant,
    documents: whole,
    links: whole,
    adopted: whole,
    found: map(whole),
    problem: optional(ref('ProblemView')),
  }),
  ReconciliationView: shape<ReconciliationView>({
    lastCheck: optional(ref('DriftCheckView')),
    drifts: ref('DriftPage'),
  }),
};
