import type { AuditView, ChangedEvent, OverviewView } from '@bridge/contracts';
import { day, instant, list, map, oneOf, optional, ref, shape, text, whole, type Schema } from '../shape.js';
import { pageOf } from './basics.js';

type OverviewConnection = OverviewView['connections'][number];

export const activitySchemas: Readonly<Record<string, Schema>> = {
  OverviewView: shape<OverviewView>({
    connections: list(
      shape<OverviewConnection>({
        connectionId: text,
        exports: map(whole),
        tranchesHeld: whole,
        findings: list(
          shape<OverviewConnection['findings'][number]>({ key: text, problem: ref('ProblemView'), foundAt: instant }),
        ),
        calls: shape<OverviewConnection['calls']>({ usedToday: whole, dayLimit: whole, resetsAt: optional(instant) }),
      }),
    ),
    days: list(shape<OverviewView['days'][number]>({ on: day, copied: whole, refused: whole, tranches: whole })),
  }),
  AuditView: shape<AuditView>({
    at: instant,
    by: text,
    action: text,
    words: text,
    subject: shape<AuditView['subject']>({ kind: text, id: text }),
    connectionId: optional(text),
    detail: { type: 'object', additionalProperties: true },
  }),
  AuditPage: pageOf('AuditView'),
  ChangedEvent: shape<ChangedEvent>({ about: list(oneOf(['connections', 'exports', 'payments', 'documents'])) }),
};
