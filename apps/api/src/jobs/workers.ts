import type { Task, Wake } from '@bridge/application';
import type { JobQueue } from '@bridge/jobs';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Role } from '../environment/read-environment.js';
import type { Metrics } from '../health/metrics.js';
import type { RunTask } from './run-task.js';

/** Of each task, in this process. Each is a place that asks for jobs. */
const AT_ONCE = 4;
/** On a server of many tenants. Nearly all of these is waiting: for an answer, or for their turn under a vendor's limits. */
const AT_ONCE_OF_MANY: Partial<Record<Task, number>> = { send: 10, announce: 20 };

/** Lets this process answer wake-ups, unless it serves HTTP only. The queue itself is stopped where it was opened. */
export class Workers implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly queue: JobQueue,
    private readonly runTask: RunTask,
    private readonly metrics: Metrics,
    private readonly role: Role,
    private readonly servesMany: boolean,
    private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.role === 'web') return;
    const atOnce = (task: Task) => (this.servesMany && AT_ONCE_OF_MANY[task]) || AT_ONCE;
    await this.queue.work((wake) => this.#work(wake), { atOnce });
  }

  /** Before anything is waited for: whatever waits at the end would otherwise be waited for by new work. */
  async onModuleDestroy(): Promise<void> {
    await this.queue.rest();
  }

  async #work(wake: Wake): Promise<void> {
    const startedAt = performance.now();
    let outcome = 'defect';
    try {
      outcome = await this.runTask.run(wake);
    } finally {
      const seconds = (performance.now() - startedAt) / 1000;
      this.metrics.tasks.observe({ task: wake.task, outcome }, seconds);
      this.log[outcome === 'fault' ? 'warn' : 'debug']({ ...wake, outcome, seconds }, `Task ${wake.task}: ${outcome}`);
    }
  }
}
