import { parentPort } from 'node:worker_threads';
import { tryPairs, trySingles, type Endurance, type Ordeal } from './exhaustive/try-pairs.js';
import { trySeeds, type SeedRange, type SeedTotals } from './seeds/try-seeds.js';

export type Task =
  | ({ readonly kind: 'seeds' } & SeedRange)
  | { readonly kind: 'pairs'; readonly first: Ordeal }
  | { readonly kind: 'singles' };

// Faults are made by the million here, and nobody reads where.
Error.stackTraceLimit = 0;

parentPort?.on('message', (task: Task) => {
  run(task).then(
    (answer) => parentPort?.postMessage(answer),
    (error: unknown) => {
      throw error;
    },
  );
});

function run(task: Task): Promise<SeedTotals | Endurance> {
  switch (task.kind) {
    case 'seeds':
      return trySeeds(task);
    case 'pairs':
      return tryPairs(task.first);
    case 'singles':
      return trySingles();
    default:
      return task satisfies never;
  }
}
