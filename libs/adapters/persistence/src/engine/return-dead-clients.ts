/** What is used of pg's pool. */
export interface Pool {
  on(event: 'connect' | 'acquire', listener: (client: Client) => void): unknown;
  on(event: 'release', listener: (error: unknown, client: Client) => void): unknown;
}

interface Client {
  once(event: 'end', listener: () => void): unknown;
  release(destroy: true): void;
}

/** Whoever gives a client back by himself has done so by then. */
const GRACE_MS = 500;

/**
 * Takes a client whose connection has died away from whoever holds it. When a transaction can neither be committed nor
 * rolled back because the connection is gone, Kysely (0.29) keeps its client: the pool would be short of one for ever, and
 * after ten lost connections this process would wait for a free one without end.
 */
export function returnDeadClients(pool: Pool): void {
  const lent = new Set<Client>();
  pool.on('acquire', (client) => void lent.add(client));
  pool.on('release', (_error, client) => void lent.delete(client));
  pool.on('connect', (client) =>
    client.once('end', () => {
      setTimeout(() => {
        if (lent.has(client)) client.release(true);
      }, GRACE_MS).unref();
    }),
  );
}
