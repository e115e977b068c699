import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/**
 * Gives tasks to one thread for each processor, in order, until there are none left, and hands over each answer. A thread that
 * fails fails the whole. `answered` says false when no more tasks are wanted.
 */
export async function eachByCrew<Task, Answer>(
  script: URL,
  tasks: Iterator<Task>,
  answered: (answer: Answer, task: Task) => boolean,
): Promise<void> {
  const work = async () => {
    const worker = new Worker(script);
    try {
      for (let next = tasks.next(); !next.done; next = tasks.next()) {
        const answer = await ask<Answer>(worker, next.value);
        if (!answered(answer, next.value)) return;
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

function ask<Answer>(worker: Worker, task: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (answer: Answer) => {
      worker.off('error', reject);
      resolve(answer);
    });
    worker.postMessage(task);
  });
}
