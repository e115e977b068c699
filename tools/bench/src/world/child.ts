import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A folder for processor profiles of these programs; nothing is profiled without it. */
const folder = process.env['BENCH_PROFILES'];
export const profiling: readonly string[] = folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];

/** What `npm start` and the image give to Node. */
export const asShipped = ['--enable-source-maps', '--max-semi-space-size=8'] as const;

/** Another program of the benchmarks, beside this file once both are built. */
export interface Child<Task extends object, Answer> {
  ask(task: Task): Promise<Answer>;
  close(): void;
}

export function startChild<Task extends object, Answer>(program: 'peers' | 'sender' | 'hand'): Child<Task, Answer> {
  const path = fileURLToPath(new URL(`./${program}/main.js`, import.meta.url));
  const child = fork(path, { execArgv: [...asShipped, '--expose-gc', ...profiling] });
  return { ask: (task) => answerOf<Answer>(child, task), close: () => child.disconnect() };
}

function answerOf<Answer>(child: ChildProcess, task: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const left = (code: number | null) => reject(new Error(`A part of the bench ended with code ${code ?? 'none'}`));
    child.once('exit', left);
    child.once('message', (answer) => {
      child.off('exit', left);
      resolve(answer as Answer);
    });
    child.send(task);
  });
}
