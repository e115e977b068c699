import { Fault, FencedOff, StoreLost, tasks, type FaultKind, type Task, type Wake } from '@bridge/application';
import { createMemoryWorld, FixedClock } from '@bridge/application/testing';
import { problem } from '@bridge/domain';
import { RunTask, type TaskUseCases } from './run-task.js';

const MINUTE = 60_000;
const wakeOf = (task: Task): Wake => ({ tenantId: '1001', connectionId: 'c1', task });
const fault = (kind: FaultKind) => new Fault(kind, 'The other side is not well');

/** Use cases that do what the test says; `ran` says which were asked. */
function bench() {
  const clock = new FixedClock();
  const { unitOfWork } = createMemoryWorld({ clock });
  const ran: string[] = [];
  const woken: Wake[] = [];
  let answer: () => boolean = () => false;
  const useCase = (name: string) => ({
    run: async (): Promise<boolean> => {
      ran.push(name);
      return answer();
    },
  });
  const useCases: TaskUseCases = {
    sendExports: useCase('send'),
    announceCopies: useCase('announce'),
    sendExtras: useCase('extras'),
    importPayments: {
      run: async (_tenant, _connection, trigger) => {
        ran.push(`import by ${trigger}`);
        answer();
        return undefined;
      },
    },
    settleSource: useCase('settle'),
    checkDrift: {
      run: async () => {
        ran.push('reconcile');
        answer();
        return undefined;
      },
    },
    copyAutomatically: { run: async () => undefined },
    refreshDocuments: {
      run: async () => {
        ran.push('refresh');
        answer();
      },
    },
    hearSource: { run: async () => undefined },
  };
  const jobs = { wake: async (wake: Wake) => void woken.push(wake) };
  return {
    clock,
    ran,
    woken,
    task: new RunTask(useCases, unitOfWork, jobs, clock),
    answers: (next: () => boolean) => void (answer = next),
    fails: (error: unknown) =>
      void (answer = () => {
        throw error;
      }),
    findings: () => unitOfWork.run('1001', (store) => store.findings.open('c1')),
  };
}

describe('A wake-up', () => {
  it.each<[Task, readonly string[]]>([
    ['send', ['send']],
    ['announce', ['announce', 'extras']],
    ['import', ['import by schedule']],
    ['settle', ['settle']],
    ['refresh', ['refresh']],
    ['reconcile', ['reconcile']],
  ])('for %s runs %j', async (task, expected) => {
    const { task: runTask, ran, woken } = bench();
    expect(await runTask.run(wakeOf(task))).toBe('done');
    expect(ran).toEqual(expected);
    expect(woken).toEqual([]);
  });

  it('of a webhook says so to the import', async () => {
    const { task, ran } = bench();
    await task.run({ ...wakeOf('import'), trigger: 'webhook' });
    expect(ran).toEqual(['import by webhook']);
  });

  it.each<Task>(['send', 'announce', 'settle'])('for %s wakes the next one while there is more to do', async (name) => {
    const { task, woken, answers } = bench();
    answers(() => true);
    expect(await task.run({ ...wakeOf(name), notBefore: 1 })).toBe('more');
    expect(woken).toEqual([wakeOf(name)]);
  });

  it('leaves the connection to the worker that took over its lease', async () => {
    const { task, woken, fails } = bench();
    fails(new FencedOff({ name: 'send:c1', token: 1n }));
    expect(await task.run(wakeOf('send'))).toBe('superseded');
    expect(woken).toEqual([]);
  });
});

describe('A fault that passes through', () => {
  it('comes back as late as the other side asked for, and not before', async () => {
    const { task, woken, ran, fails, answers, clock } = bench();
    fails(fault({ kind: 'rate_limited', retryAfterMs: 5 * MINUTE, scope: 'short' }));
    expect(await task.run(wakeOf('refresh'))).toBe('fault');
    expect(woken).toEqual([{ ...wakeOf('refresh'), notBefore: clock.now() + 5 * MINUTE }]);
    answers(() => false);
    expect(await task.run(wakeOf('refresh'))).toBe('resting');
    clock.advance(5 * MINUTE);
    expect(await task.run(wakeOf('refresh'))).toBe('done');
    expect(ran).toEqual(['refresh', 'refresh']);
  });

  it('rests longer each time, while the other tasks of the connection go on', async () => {
    const { task, woken, fails, answers, clock } = bench();
    fails(fault({ kind: 'unavailable' }));
    for (const minutes of [0.5, 1, 2]) {
      await task.run(wakeOf('refresh'));
      expect(woken.at(-1)?.notBefore).toBe(clock.now() + minutes * MINUTE);
      clock.advance(minutes * MINUTE);
    }
    answers(() => false);
    expect(await task.run(wakeOf('send'))).toBe('done');
  });

  it('is not worth a person’s time until it has lasted three attempts; once it is over, nothing is left to see', async () => {
    const { task, fails, answers, findings, clock } = bench();
    fails(fault({ kind: 'unavailable' }));
    for (const seen of [0, 0, 1]) {
      await task.run(wakeOf('refresh'));
      expect(await findings()).toHaveLength(seen);
      clock.advance(30 * MINUTE);
    }
    expect((await findings())[0]?.problem.code).toBe('source_unavailable');
    answers(() => false);
    await task.run(wakeOf('refresh'));
    expect(await findings()).toEqual([]);
  });

  it.each<[FaultKind, string]>([
    [{ kind: 'unauthorised' }, 'source_unauthorised'],
    [{ kind: 'disconnected' }, 'source_unauthorised'],
    [{ kind: 'refused', problems: [problem('feature_unavailable', 'plan', 'No such plan')] }, 'feature_unavailable'],
  ])('%j is shown to a person at once', async (kind, code) => {
    const { task, fails, findings } = bench();
    fails(fault(kind));
    await task.run(wakeOf('refresh'));
    expect((await findings()).map((finding) => finding.problem.code)).toEqual([code]);
  });
});

describe('A database that hangs up', () => {
  it('is asked again a second later, and rests like anything else that is out of order once it has lasted', async () => {
    const { task, woken, fails, clock } = bench();
    fails(new StoreLost(new Error('Connection terminated unexpectedly')));
    for (let time = 0; time < 10; time += 1) {
      await expect(task.run(wakeOf('send'))).rejects.toThrow(
        'The database hung up: Connection terminated unexpectedly',
      );
      expect(woken.at(-1)).toEqual({ ...wakeOf('send'), notBefore: clock.now() + 1_000 });
      clock.advance(1_000);
    }
    await expect(task.run(wakeOf('send'))).rejects.toThrow('The database hung up');
    expect(woken.at(-1)?.notBefore).toBe(clock.now() + 15 * MINUTE);
  });
});

describe('A defect', () => {
  it.each(tasks)('in %s is passed on to be logged, and the task is due again after a growing rest', async (name) => {
    const { task, woken, fails, clock } = bench();
    fails(new TypeError('x is undefined'));
    for (const minutes of [0.5, 1, 2, 4, 8, 15, 15]) {
      await expect(task.run(wakeOf(name))).rejects.toThrow('x is undefined');
      expect(woken.at(-1)).toEqual({ ...wakeOf(name), notBefore: clock.now() + minutes * MINUTE });
      clock.advance(minutes * MINUTE);
    }
  });

  it('is shown to a person until the task goes well again, without the words that only engineers may read', async () => {
    const { task, fails, answers, findings, clock } = bench();
    fails(new TypeError('secret-token is undefined'));
    await expect(task.run(wakeOf('send'))).rejects.toThrow('secret-token');
    const [found] = await findings();
    expect(found?.problem).toEqual(problem('bridge_failed', 'send', 'The task “send” failed (TypeError).'));
    clock.advance(MINUTE);
    answers(() => false);
    await task.run(wakeOf('send'));
    expect(await findings()).toEqual([]);
  });
});
