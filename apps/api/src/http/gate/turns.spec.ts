import { Turns } from './turns.js';

/** So many things that one organisation asks at once; they end when they are told to. */
function crowd(turns: Turns, name: string, size: number) {
  let [running, refused] = [0, 0];
  for (let asked = 0; asked < size; asked += 1)
    void turns.take(name).then((has) => (has ? (running += 1) : (refused += 1)));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    running: async () => (await settled(), running),
    refused: async () => (await settled(), refused),
    end: async (count = 1) => {
      for (let ended = 0; ended < count; ended += 1) {
        running -= 1;
        turns.giveBack(name);
        await settled();
      }
    },
  };
}

describe('Security 4: the turns of organisations', () => {
  it('are sixteen at once and two hundred that wait; the next is sent away', async () => {
    const one = crowd(new Turns(), 'one', 217);
    expect([await one.running(), await one.refused()]).toEqual([16, 1]);
  });

  it('go on one by one in a line while another organisation is being served', async () => {
    const turns = new Turns();
    const [one, other] = [crowd(turns, 'one', 60), crowd(turns, 'other', 1)];
    await one.end(16);
    expect([await one.running(), await other.running()]).toEqual([1, 1]);
    await one.end(5);
    expect(await one.running()).toBe(1);
  });

  it('go on four at once in a line when nobody else is there', async () => {
    const turns = new Turns();
    const [one, other] = [crowd(turns, 'one', 100), crowd(turns, 'other', 1)];
    await one.end(16);
    await other.end();
    await one.end(15);
    expect(await one.running()).toBe(4);
  });

  it('come for everybody in a line, in the end', async () => {
    const turns = new Turns();
    const [one, other] = [crowd(turns, 'one', 216), crowd(turns, 'other', 216)];
    await one.end(216);
    await other.end(216);
    expect([await one.running(), await other.running()]).toEqual([0, 0]);
  });
});
