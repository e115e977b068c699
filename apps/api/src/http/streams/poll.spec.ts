import { firstValueFrom, from, take, toArray } from 'rxjs';
import { newsAndHeartbeats, poll } from './poll.js';

describe('a stream that asks again and again', () => {
  it('says something at first, when there is news, and every fifteen seconds', async () => {
    // Read every 5 s: the first, then news at 10 s, then signs of life at 15 s and 30 s.
    const readings = from(['start', '', 'news', '', '', '', '', '']);
    const heard = readings.pipe(
      newsAndHeartbeats(5000, (reading) => reading === 'news'),
      toArray(),
    );
    expect(await firstValueFrom(heard)).toEqual(['start', 'news', '', '']);
  });

  it('waits for a slow answer before it asks again', async () => {
    let running = 0;
    let most = 0;
    const slow = async (): Promise<number> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 25));
      running -= 1;
      return running;
    };
    await firstValueFrom(poll(slow, 5).pipe(take(4), toArray()));
    expect(most).toBe(1);
  });

  it('ends with the failure of a reading', async () => {
    const failing = poll(() => Promise.reject(new Error('gone')), 5);
    await expect(firstValueFrom(failing)).rejects.toThrow('gone');
  });
});
