import {
  copyStatusNames,
  documentKinds,
  type AmountChange,
  type CopyView,
  type DayChange,
  type DocumentView,
  type DocumentsQuery,
  type MarkCopiedBody,
} from '@bridge/contracts';
import { day, instant, list, oneOf, optional, ref, shape, text, yesNo, type Schema } from '../shape.js';
import { pageOf } from './basics.js';

const dayChange = shape<DayChange>({ copied: day, now: day });
const amountChange = shape<AmountChange>({ copied: ref('MoneyView'), now: ref('MoneyView') });

export const documentSchemas: Readonly<Record<string, Schema>> = {
  DocumentsQuery: shape<DocumentsQuery>({
    kind: oneOf(documentKinds),
    copyStatus: optional({ ...text, description: `Some of ${copyStatusNames.join(', ')}, with commas between.` }),
    progress: optional({
      ...text,
      description:
        'Some of draft, finalised, sent (invoices), awaiting, approved, rejected (expenses), with commas between.',
    }),
    sourceId: optional({ ...text, description: 'That one only.' }),
    subsidiaryId: optional(text),
    text: optional({ ...text, description: 'Part of the number, title or company name.' }),
    issuedFrom: optional(day),
    issuedTo: optional(day),
    sort: optional(oneOf(['issued_on', 'number', 'company', 'total', 'changed_at'])),
    descending: optional(oneOf(['true', 'false'])),
    offset: optional(text),
    limit: optional({ ...text, description: 'At most 200.' }),
  }),
  CopyView: shape<CopyView>({
    ledgerId: text,
    url: text,
    number: optional(text),
    status: oneOf(['draft', 'submitted', 'approved', 'paid', 'voided', 'deleted', 'unknown']),
    paid: ref('MoneyView'),
    credited: ref('MoneyView'),
    due: ref('MoneyView'),
    settledOn: optional(day),
    notUpdatable: list(ref('ProblemView')),
  }),
  DocumentView: shape<DocumentView>({
    kind: oneOf(documentKinds),
    sourceId: text,
    subsidiaryId: text,
    number: optional(text),
    title: text,
    companyId: optional(text),
    companyName: optional(text),
    issuedOn: day,
    dueOn: optional(day),
    paidOn: optional(day),
    net: ref('MoneyView'),
    total: ref('MoneyView'),
    progress: oneOf(['draft', 'finalised', 'sent', 'awaiting', 'approved', 'rejected']),
    isCreditNote: yesNo,
    url: text,
    copyStatus: oneOf(copyStatusNames),
    exportId: optional(text),
    problems: list(ref('ProblemView')),
    nextAttemptAt: optional(instant),
    copy: optional(ref('CopyView')),
    changes: optional(
      shape<NonNullable<DocumentView['changes']>>({
        issuedOn: optional(dayChange),
        dueOn: optional(dayChange),
        total: optional(amountChange),
        ledgerTotal: optional(amountChange),
      }),
    ),
  }),
  DocumentPage: pageOf('DocumentView'),
  MarkCopiedBody: shape<MarkCopiedBody>({ ledgerDocument: { ...text, maxLength: 255 } }),
};
