import type { AlertsBody, AlertsView } from '@bridge/contracts';
import { instant, list, optional, ref, shape, text, yesNo, type Schema } from '../shape.js';

export const alertSchemas: Readonly<Record<string, Schema>> = {
  AlertsBody: shape<AlertsBody>({ isOn: yesNo, addresses: list({ ...text, format: 'email' }, { maxItems: 20 }) }),
  AlertsView: shape<AlertsView>({
    isAvailable: yesNo,
    isOn: yesNo,
    addresses: list(text),
    changedAt: optional(instant),
    changedBy: optional(text),
    last: optional(
      shape<NonNullable<AlertsView['last']>>({
        subject: text,
        writtenAt: instant,
        sentAt: optional(instant),
        sentTo: list(text),
        problem: optional(ref('ProblemView')),
        nextAttemptAt: optional(instant),
      }),
    ),
  }),
};
