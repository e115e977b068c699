import { callsPerDocument, callsWithNotes } from './benches/calls-per-document.js';
import { paymentPoll } from './benches/payment-poll.js';
import { start } from './benches/start.js';
import { processorTime } from './benches/processor-time.js';
import { tooManyCalls } from './benches/too-many-calls.js';
import type { Measure } from './measure.js';
import { describeMachine, print } from './print.js';

interface Bench {
  readonly ids: readonly string[];
  readonly run: () => Promise<readonly Measure[]>;
}

/** A PostgreSQL database of its own, which is left as it is afterwards. Absent: the embedded one. */
const databaseUrl = process.env['BENCH_DATABASE_URL'];

const quick: readonly Bench[] = [
  { ids: ['P1', 'P2'], run: () => callsPerDocument({ documents: 200, runs: 1 }) },
  {
    ids: ['P3'],
    run: () =>
      paymentPoll([
        { unpaid: 10, changed: 1 },
        { unpaid: 1_000, changed: 100 },
      ]),
  },
  { ids: ['P12'], run: () => processorTime(databaseUrl) },
];

const full: readonly Bench[] = [
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
  { ids: ['P12'], run: () => processorTime(databaseUrl) },
  { ids: ['P13'], run: start },
];

/** Exit codes: 0 measured, whether goals are met or not; 1 a benchmark failed; 2 no such benchmark. */
async function main(): Promise<void> {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const isQuick = names.includes('quick');
  const wanted = names.filter((name) => name !== 'quick');
  const benches = (isQuick ? quick : full).filter(
    ({ ids }) => wanted.length === 0 || ids.some((id) => wanted.includes(id)),
  );
  if (benches.length === 0) {
    process.stderr.write('There are the benchmarks quick, P1, P2, P3, P5 (with any), P12 and P13\n');
    process.exitCode = 2;
    return;
  }
  const asJson = process.argv.includes('--json');
  const startedAt = performance.now();
  if (!asJson) process.stdout.write(`${describeMachine()}\n\n`);
  for (const bench of benches) for (const measure of await bench.run()) print(measure, asJson);
  print(tooManyCalls(), asJson);
  if (!asJson) process.stdout.write(`Measured in ${Math.round((performance.now() - startedAt) / 1_000)} s\n`);
}

await main();
