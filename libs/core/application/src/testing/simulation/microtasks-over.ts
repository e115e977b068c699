/** Until nothing is left to do in microtasks: Node looks at its ticks when they are all over, and asks no clock and no socket for it. */
export function microtasksOver(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve);
  });
}
