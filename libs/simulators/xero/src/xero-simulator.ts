import { type Books, createBooks, Refused, type Touched } from './books/index.js';
import { type Assumptions, defaultAssumptions } from './assumptions.js';
import { createClock } from './clock.js';
import { controlEndpoints } from './control/control.js';
import { Desk } from './pages/desk.js';
import { pages } from './pages/pages.js';
import { type ServerOptions, type ServerState, startXeroServer, type XeroServer } from './xero-server.js';

export interface XeroSimulatorOptions extends ServerOptions {
  /** What `snapshot()` gave, to go on from there. */
  snapshot?: unknown;
  /** Where the app's webhooks go; checked for its intent to receive at once. */
  webhookUrl?: string;
  seed?: 'agencies' | 'empty';
}

export interface XeroSimulator extends Omit<XeroServer, 'snapshot'> {
  books: Books;
  /** What a demo company does every 28 days: its books as seeded, nobody connected. */
  resetDemo(tenantId: string): void;
  /** The whole state, JSON-safe. It holds the signing key and every token. */
  snapshot(): unknown;
}

interface State {
  front: ServerState;
  books: unknown;
}

/** Xero on a port of this machine: identity, accounting API, webhooks, pages to act by hand, and levers to make it fail. */
export async function startXeroSimulator(options: XeroSimulatorOptions = {}): Promise<XeroSimulator> {
  const { snapshot, webhookUrl, seed = 'agencies', ...serverOptions } = options;
  const state = snapshot as State | undefined;
  const clock = options.clock ?? createClock(state?.front.clockOffset);
  // The books read the server's switches and tell its webhooks; until it is up there is nobody to read or to tell.
  let switches: Assumptions = defaultAssumptions;
  let tell: (tenantId: string, things: readonly Touched[]) => void = () => undefined;
  const open = (kept?: unknown): Books =>
    createBooks({
      clock,
      seed,
      assumptions: () => switches,
      touched: (tenantId, things) => tell(tenantId, things),
      ...(kept === undefined ? {} : { snapshot: kept }),
    });
  let books = open(state?.books);
  // A reset replaces the books; whoever holds `current` sees the new ones.
  const current = new Proxy({} as Books, { get: (_target, member) => Reflect.get(books, member) as unknown });

  const wholeState = (front: XeroServer): State => ({ front: front.snapshot(), books: current.snapshot() });
  function resetDemo(front: XeroServer, tenantId: string): void {
    if (!current.tenants().some((tenant) => tenant.id === tenantId))
      throw new RangeError(`There is no organisation ${tenantId}.`);
    const fresh = byTenant(createBooks({ clock, seed }).snapshot()).get(tenantId);
    books = open([...byTenant(books.snapshot())].map(([id, kept]) => (id === tenantId ? (fresh ?? kept) : kept)));
    front.identity.connections.disconnectTenant(tenantId);
  }

  const server = await startXeroServer(current, { ...serverOptions, clock }, state?.front, (front) => {
    switches = front.assumptions;
    tell = (tenantId, things) => {
      front.webhooks.collect(tenantId, things);
      options.onChange?.();
    };
    const desk = new Desk({
      books: current,
      now: () => front.clock.now(),
      touched: tell,
      accountant: (tenantId) => books.accountant(tenantId),
    });
    const control = controlEndpoints({
      server: front,
      snapshot: () => wholeState(front),
      resetDemo: (tenantId) => resetDemo(front, tenantId),
      act: (tenantId, action, args) => act(books, tenantId, action, args),
    });
    const page = pages(front, desk);
    return async (request) => (await control(request)) ?? (await page(request));
  });
  if (webhookUrl !== undefined && (server.webhooks.url !== webhookUrl || server.webhooks.status !== 'active'))
    await server.webhooks.subscribe(webhookUrl);
  return {
    ...server,
    books: current,
    resetDemo: (tenantId) => resetDemo(server, tenantId),
    snapshot: () => wholeState(server),
  };
}

const byTenant = (snapshot: unknown): Map<string, unknown> =>
  new Map((snapshot as { tenantId: string }[]).map((kept) => [kept.tenantId, kept]));

/** An accountant's action by its name, for a demonstration in another process. What the books refuse is the caller's mistake. */
function act(books: Books, tenantId: string, action: string, args: readonly unknown[]): unknown {
  if (!books.tenants().some((tenant) => tenant.id === tenantId))
    throw new RangeError(`There is no organisation ${tenantId}.`);
  // By name, from outside: whether there is such an action is asked next.
  const actions = books.accountant(tenantId) as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
  if (!Object.hasOwn(actions, action))
    throw new RangeError(`An accountant knows how to: ${Object.keys(actions).join(', ')}.`);
  try {
    return actions[action]?.(...args);
  } catch (error) {
    if (error instanceof Refused) throw new RangeError(error.message);
    throw error;
  }
}
