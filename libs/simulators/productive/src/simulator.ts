import type { AddressInfo } from 'node:net';
import type { Assumptions } from './assumptions.js';
import { defaultAssumptions } from './assumptions.js';
import type { SimulatorClock } from './clock.js';
import { createClock } from './clock.js';
import { control } from './control/control.js';
import { createEngine } from './engine.js';
import { Faults } from './faults/faults.js';
import { RateLimits } from './gate/rate-limits.js';
import { createSite } from './http/server.js';
import { servePages } from './pages/pages.js';
import type { Office } from './office/office.js';
import { openOffice } from './office/office.js';
import { seedAgencies } from './seed/agencies.js';
import { Stats } from './stats.js';
import { Webhooks } from './webhooks/webhooks.js';
import { World, readSnapshot } from './world/world.js';

const pulseMs = 100;

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Where clients reach the simulator when that is not `http://host:port`. */
  readonly publicUrl?: string;
  readonly clock?: SimulatorClock;
  /** What `snapshot()` gave; the seed is then not used. */
  readonly snapshot?: unknown;
  /** Called after every change of what a snapshot holds. */
  readonly onChange?: () => void;
  readonly assumptions?: Partial<Assumptions>;
  readonly seed?: 'agencies' | 'empty';
}

export interface ProductiveSimulator {
  /** Ends with `/api/v2`. */
  readonly url: string;
  /** The pages; ends with a slash. */
  readonly webUrl: string;
  readonly port: number;
  readonly clock: SimulatorClock;
  readonly faults: Faults;
  readonly stats: Stats;
  readonly assumptions: Assumptions;
  readonly webhooks: Webhooks;
  office(organizationId: string | number): Office;
  snapshot(): unknown;
  close(): Promise<void>;
}

/** Starts a Productive of one's own: its API, its pages and its control paths on one port. */
export async function startProductiveSimulator(options: SimulatorOptions = {}): Promise<ProductiveSimulator> {
  const clock = options.clock ?? createClock();
  const onChange = options.onChange ?? (() => undefined);
  const world = new World(onChange);
  const faults = new Faults();
  const stats = new Stats();
  const assumptions: Assumptions = { ...defaultAssumptions, ...options.assumptions };
  const webhooks = new Webhooks(world, clock, faults, onChange);
  let webUrl = '';
  const engine = createEngine({ world, clock, assumptions, faults, webhooks, webUrl: () => webUrl });
  const agenda: { dueAt: number; task: () => void }[] = [];
  const later = (delayMs: number, task: () => void): void => {
    agenda.push({ dueAt: clock.now() + delayMs, task });
  };

  const site = {
    api: { engine, limits: new RateLimits(), baseUrl: () => `${webUrl}api/v2` },
    stats,
    later,
    pages: async (request: Parameters<typeof servePages>[1]) =>
      (await control({ engine, stats }, request)) ?? servePages(engine, request),
  };
  const server = createSite(site);
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  webUrl = `${(options.publicUrl ?? `http://${host}:${port}`).replace(/\/+$/, '')}/`;

  if (options.snapshot !== undefined) {
    const snapshot = readSnapshot(options.snapshot);
    world.restore(snapshot);
    webhooks.restore(snapshot.deliveries);
  } else if (options.seed !== 'empty') seedAgencies(engine);

  const pulse = setInterval(() => {
    const now = clock.now();
    const due = agenda.filter(({ dueAt }) => dueAt <= now);
    due.forEach((item) => agenda.splice(agenda.indexOf(item), 1));
    due.forEach(({ task }) => task());
    void webhooks.flush();
  }, pulseMs);
  pulse.unref();

  return {
    url: `${webUrl}api/v2`,
    webUrl,
    port,
    clock,
    faults,
    stats,
    assumptions,
    webhooks,
    office: (organizationId) => openOffice(engine, String(organizationId)),
    snapshot: () => world.snapshot(webhooks.pending()),
    close: async () => {
      clearInterval(pulse);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
