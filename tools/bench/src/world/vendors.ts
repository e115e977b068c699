import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { startProductiveSimulator, type ProductiveSimulator } from '@bridge/simulator-productive';
import { createClock, startXeroSimulator, type XeroApp, type XeroSimulator, sandboxApp } from '@bridge/simulator-xero';
import type { Clock } from '@bridge/application';
import { createIdleTime, type DatabaseWaits } from './idle-time.js';

const KEEP_ALIVE_MS = 300_000;

/** Both vendors in this process, on one clock. */
export interface Vendors {
  readonly xero: XeroSimulator;
  readonly productive: ProductiveSimulator;
  /** Time of the vendors: waiting moves it on, so that a benchmark waits for no real minute. */
  readonly clock: Clock;
  /** Where the clock stands still for whoever works: to be told of each wait for a database. */
  readonly databaseWaits?: DatabaseWaits;
  /** Calls that Xero has heard, its identity service apart. */
  xeroCalls(): number;
  productiveCalls(): number;
  /** Calls that either vendor refused for being too many. */
  tooMany(): number;
  forget(): void;
  close(): Promise<void>;
}

export interface VendorsOptions {
  readonly app?: Partial<XeroApp>;
  readonly ledger?: unknown;
  readonly office?: unknown;
  /** Simulated milliseconds that Xero takes over each call; with them, time moves on only while nobody works. */
  readonly answersAfterMs?: () => number;
}

export async function startVendors(options: VendorsOptions = {}): Promise<Vendors> {
  const { app = {}, ledger, office, answersAfterMs } = options;
  subscribe('http.server.request.start', keepAlive);
  const idle = answersAfterMs && createIdleTime();
  const shared = idle?.clock ?? createClock();
  const xero = await startXeroSimulator({
    clock: shared,
    app: { ...sandboxApp, ...app },
    ...(ledger !== undefined && { snapshot: ledger }),
    ...(idle && { ponder: () => idle.sleep(answersAfterMs()) }),
  });
  const productive = await startProductiveSimulator({
    clock: shared,
    ...(office !== undefined && { snapshot: office }),
  });
  return {
    xero,
    productive,
    ...(idle && { databaseWaits: idle.database }),
    clock: {
      now: () => shared.now(),
      sleep: async (ms) => {
        if (idle) return idle.sleep(ms);
        xero.clock.advance(ms);
        // Whoever waits lets others work; without it a loop of waits would keep every answer from coming in.
        await setImmediate();
      },
    },
    xeroCalls: () => xero.stats.report().calls,
    productiveCalls: () => productive.stats.report().requests,
    tooMany: () =>
      Object.values(xero.stats.report().rateLimited).reduce((sum, count) => sum + count, 0) +
      productive.stats.report().rateLimited,
    forget: () => {
      xero.stats.reset();
      productive.stats.reset();
    },
    close: async () => {
      idle?.stop();
      await Promise.all([xero.close(), productive.close()]);
    },
  };
}

/**
 * Vendors and client share one thread here. While it is busy, a server would hang up on a connection that the client is
 * about to use again: a failure of the bench, not of anybody measured.
 */
function keepAlive(message: unknown): void {
  (message as { readonly server: Server }).server.keepAliveTimeout = KEEP_ALIVE_MS;
}
