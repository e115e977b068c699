import { jest } from '@jest/globals';
import { GatheredWakes } from './gathered-wakes.js';

describe('Webhooks that come thick and fast', () => {
  let woken: string[];
  let lost: number;
  let isDown: boolean;
  let wakes: GatheredWakes;

  beforeEach(() => {
    jest.useFakeTimers();
    woken = [];
    lost = 0;
    isDown = false;
    const wake = async (name: string) => {
      if (isDown) throw new Error('The database is away');
      woken.push(name);
    };
    wakes = new GatheredWakes(wake, () => void (lost += 1), 500);
  });
  afterEach(() => jest.useRealTimers());

  it('wake at once, and once more for all that came within half a second', async () => {
    for (let count = 0; count < 300; count += 1) await wakes.hear('studio');
    expect(woken).toEqual(['studio']);
    await jest.advanceTimersByTimeAsync(500);
    expect(woken).toEqual(['studio', 'studio']);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(woken).toEqual(['studio', 'studio']);
  });

  it('never stand for an event of another organisation', async () => {
    await wakes.hear('studio');
    await wakes.hear('labs');
    expect(woken).toEqual(['studio', 'labs']);
  });

  it('are told to the sender when nobody could be woken, so that it sends them again', async () => {
    isDown = true;
    await expect(wakes.hear('studio')).rejects.toThrow('The database is away');
  });

  it('are counted as lost when the late wake-up fails', async () => {
    await wakes.hear('studio');
    await wakes.hear('studio');
    isDown = true;
    await jest.advanceTimersByTimeAsync(500);
    expect([woken, lost]).toEqual([['studio'], 1]);
  });

  it('wake before the process stops', async () => {
    await wakes.hear('studio');
    await wakes.hear('studio');
    await wakes.close();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(woken).toEqual(['studio', 'studio']);
  });
});
