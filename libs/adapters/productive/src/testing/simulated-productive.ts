import { FixedClock, type SourceWorld } from '@bridge/application/testing';
import { startProductiveSimulator, type Assumptions, type ProductiveSimulator } from '@bridge/simulator-productive';
import { createProductive, type Productive } from '../create-productive.js';
import { personOf } from './person.js';

/** The token that the bridge uses for each organisation. */
const TOKENS: Readonly<Record<string, string>> = {
  '1001': 'sandbox-brightwell-admin',
  '1002': 'sandbox-coolabah-admin',
  '1003': 'sandbox-cedar-admin',
  '1004': 'sandbox-tiny-admin',
};

export interface SimulatedProductive {
  readonly simulator: ProductiveSimulator;
  readonly productive: Productive;
  readonly world: SourceWorld;
  /** The adapter with another person's token. */
  productiveOf(token: string): Productive;
}

/** The adapter against the simulator with its four agencies. A person may delete finalised invoices, as the tests need. */
export async function simulatedProductive(assumptions: Partial<Assumptions> = {}): Promise<SimulatedProductive> {
  const simulator = await startProductiveSimulator({
    assumptions: { finalisedInvoicesDeletable: true, ...assumptions },
  });
  const adapter = (tokenOf: (tenantId: string) => string) =>
    createProductive({
      apiUrl: simulator.url,
      webUrl: 'https://app.productive.io',
      tokens: { of: async (tenantId) => tokenOf(tenantId), insteadOf: async () => undefined },
      budget: { take: async () => undefined },
      clock: new FixedClock(),
    });
  const productive = adapter((tenantId) => TOKENS[tenantId] ?? 'no-such-token');
  const hand = personOf(simulator.url, 'sandbox-brightwell-admin');
  const world = { ...productive, hand, now: () => simulator.clock.now() };
  return { simulator, productive, world, productiveOf: (token) => adapter(() => token) };
}
