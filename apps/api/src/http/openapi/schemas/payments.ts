import {
  reversalDecisions,
  type DecideReversalsBody,
  type ExpensePaymentView,
  type ImportView,
  type RetryTranchesBody,
  type SyncNowBody,
  type TrancheView,
} from '@bridge/contracts';
import { trancheStates } from '@bridge/domain';
import { day, instant, list, oneOf, optional, ref, shape, text, whole, type Schema } from '../shape.js';
import { pageOf } from './basics.js';

export const paymentSchemas: Readonly<Record<string, Schema>> = {
  ImportView: shape<ImportView>({
    id: text,
    connectionId: text,
    trigger: oneOf(['schedule', 'webhook', 'person']),
    startedAt: instant,
    finishedAt: optional(instant),
    documentsSeen: whole,
    tranchesPlanned: whole,
    removalsPlanned: whole,
    settlementsPlanned: whole,
    problem: optional(ref('ProblemView')),
  }),
  ImportPage: pageOf('ImportView'),
  SyncNowBody: shape<SyncNowBody>({ connectionId: { ...text, maxLength: 80 } }),
  TrancheView: shape<TrancheView>({
    paymentId: text,
    ledgerId: text,
    connectionId: text,
    sourceInvoiceId: text,
    invoiceNumber: optional(text),
    companyName: optional(text),
    amount: ref('MoneyView'),
    paidOn: day,
    state: oneOf(trancheStates),
    problems: list(ref('ProblemView')),
    seenAt: instant,
    changedAt: instant,
    balance: optional(ref('MoneyView')),
  }),
  TranchePage: pageOf('TrancheView'),
  RetryTranchesBody: shape<RetryTranchesBody>({
    ledgerId: text,
    paymentIds: list(text, { minItems: 1, maxItems: 200 }),
  }),
  RetriedView: shape<{ retried: number }>({ retried: whole }),
  DecideReversalsBody: shape<DecideReversalsBody>({
    connectionId: { ...text, maxLength: 80 },
    decision: oneOf(reversalDecisions),
  }),
  DecidedView: shape<{ documents: number }>({ documents: whole }),
  ExpensePaymentView: shape<ExpensePaymentView>({
    sourceId: text,
    ledgerId: text,
    url: text,
    title: optional(text),
    vendorName: optional(text),
    paid: ref('MoneyView'),
    total: ref('MoneyView'),
    settledOn: optional(day),
    seenAt: instant,
  }),
  ExpensePaymentPage: pageOf('ExpensePaymentView'),
};
