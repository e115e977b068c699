/**
 * Work due at an instant of the simulated clock, run one after another in order of that instant (then of asking).
 * A task that asks for another one due in the past sees it run in the same sweep, so that moving the clock by a day
 * plays the whole day.
 */
export interface Schedule {
  at(due: number, task: (due: number) => Promise<void> | void): void;
  /** Resolves when nothing is due and nothing runs. */
  settled(): Promise<void>;
  runDue(): void;
  stop(): void;
}

export function createSchedule(now: () => number, onDefect: (error: unknown) => void): Schedule {
  let tasks: { due: number; order: number; task: (due: number) => Promise<void> | void }[] = [];
  let order = 0;
  let running: Promise<void> | undefined;
  let stopped = false;
  const timer = setInterval(() => runDue(), 50);
  timer.unref();

  function nextDue() {
    const [first] = tasks.toSorted((a, b) => a.due - b.due || a.order - b.order);
    return first !== undefined && first.due <= now() && !stopped ? first : undefined;
  }

  async function sweep(): Promise<void> {
    for (let next = nextDue(); next !== undefined; next = nextDue()) {
      const current = next;
      tasks = tasks.filter((task) => task !== current);
      try {
        await current.task(current.due);
      } catch (error) {
        onDefect(error);
      }
    }
  }

  function runDue(): void {
    if (running !== undefined || nextDue() === undefined) return;
    running = sweep().finally(() => {
      running = undefined;
      runDue();
    });
  }

  return {
    at(due, task) {
      tasks.push({ due, order: (order += 1), task });
      setImmediate(runDue);
    },
    runDue,
    async settled() {
      runDue();
      while (running !== undefined) await running;
    },
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
