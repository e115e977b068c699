import { createSchedule, type Schedule } from './schedule.js';

describe('The schedule', () => {
  let now = 0;
  let done: string[];
  let defects: unknown[];
  let schedule: Schedule;
  beforeEach(() => {
    now = 0;
    done = [];
    defects = [];
    schedule = createSchedule(
      () => now,
      (error) => defects.push(error),
    );
  });
  afterEach(() => schedule.stop());

  const task = (name: string) => () => void done.push(name);

  it('runs nothing early, and what is due in the order of its instant, then of asking', async () => {
    schedule.at(20, task('c'));
    schedule.at(10, task('a'));
    schedule.at(10, task('b'));
    schedule.at(30, task('d'));
    await schedule.settled();
    expect(done).toEqual([]);
    now = 20;
    await schedule.settled();
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('plays a whole day in one go: a task sees its own instant and may ask for the next one', async () => {
    const hourly = (due: number): void => {
      done.push(String(due));
      schedule.at(due + 6, hourly);
    };
    schedule.at(6, hourly);
    now = 24;
    await schedule.settled();
    expect(done).toEqual(['6', '12', '18', '24']);
  });

  it('does not stop at a task that fails', async () => {
    schedule.at(0, () => {
      throw new Error('no');
    });
    schedule.at(0, task('after'));
    await schedule.settled();
    expect(done).toEqual(['after']);
    expect(defects).toHaveLength(1);
  });
});
