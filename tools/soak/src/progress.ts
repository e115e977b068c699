const EVERY_MS = 1000;

/** One line on stderr that says how far it is; on a terminal it stays one line. */
export function beginProgress(what: string, all: number) {
  const startedAt = performance.now();
  const isTerminal = process.stderr.isTTY;
  let saidAt = 0;
  return {
    at: (done: number, more: string): void => {
      const now = performance.now();
      const pause = isTerminal ? EVERY_MS : 30 * EVERY_MS;
      if (now - saidAt < pause) return;
      saidAt = now;
      const perSecond = Math.round(done / ((now - startedAt) / 1000));
      process.stderr.write(
        `${isTerminal ? '\r' : ''}${done} of ${all} ${what}, ${perSecond} a second, ${more}${isTerminal ? '   ' : '\n'}`,
      );
    },
    end: (): void => {
      if (isTerminal && saidAt > 0) process.stderr.write('\n');
    },
  };
}
