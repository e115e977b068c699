import { callsPerDocument, callsWithNotes } from './benches/calls-per-document.js';
import { documentsAMinute } from './benches/documents-a-minute.js';
import { fairness } from './benches/fairness.js';
import { firstSync } from './benches/first-sync.js';
import { lists } from './benches/lists.js';
import { monthEnd } from './benches/month-end.js';
import { neighbours } from './benches/neighbours.js';
import { paymentBack } from './benches/payment-back.js';
import { paymentPoll } from './benches/payment-poll.js';
import { processorTime } from './benches/processor-time.js';
import { start } from './benches/start.js';
import { twoYears } from './benches/two-years.js';
import { webhookIntake } from './benches/webhook-intake.js';
import type { Measure } from './measure.js';
import type { Options } from './options.js';

export interface Bench {
  readonly ids: readonly string[];
  readonly run: () => Promise<readonly Measure[]>;
}

export const quick: readonly Bench[] = [
  { ids: ['P1', 'P2'], run: () => callsPerDocument({ documents: 200, runs: 1 }) },
  {
    ids: ['P3'],
    run: () =>
      paymentPoll([
        { unpaid: 10, changed: 1 },
        { unpaid: 1_000, changed: 100 },
      ]),
  },
  { ids: ['P12'], run: () => processorTime({ ours: 6, theirs: 1 }, true) },
];

export const full = ({ sizes }: Options): readonly Bench[] => [
  { ids: ['P1', 'P2'], run: () => callsPerDocument({ documents: 1_000, runs: 1 }) },
  { ids: ['P1'], run: () => callsWithNotes(100) },
  {
    ids: ['P3'],
    run: () =>
      paymentPoll([
        { unpaid: 10, changed: 1 },
        { unpaid: 1_000, changed: 1_000 },
        { unpaid: 100_000, changed: 2_500 },
      ]),
  },
  { ids: ['P4'], run: () => documentsAMinute([0.2, 1, 5], 2) },
  { ids: ['P6'], run: () => monthEnd({ tenants: sizes.tenants, each: sizes.each }) },
  { ids: ['P7'], run: () => fairness({ smallTenants: sizes.small, waiting: sizes.waiting }) },
  { ids: ['P8'], run: () => firstSync(100_000) },
  { ids: ['P9'], run: paymentBack },
  { ids: ['P10'], run: webhookIntake },
  { ids: ['P11'], run: () => lists(sizes.documents) },
  { ids: ['P12'], run: () => processorTime() },
  { ids: ['P13'], run: start },
  { ids: ['P14'], run: () => twoYears({ months: 24, warmUpMonths: 4 }) },
  { ids: ['S1', 'S4'], run: neighbours },
];
