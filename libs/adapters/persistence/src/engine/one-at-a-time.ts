/**
 * PGlite has one connection, and Kysely's driver for it keeps one current transaction: two at once would run inside each
 * other. A server's pool needs no such queue.
 */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    // Whoever asked for this work hears of its failure; the next in the queue must only know that it is over.
    last = Promise.allSettled([result]);
    return result;
  };
}

export function allAtOnce<T>(work: () => Promise<T>): Promise<T> {
  return work();
}
