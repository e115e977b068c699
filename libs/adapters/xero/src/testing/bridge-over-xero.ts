import type { Settings } from '@bridge/domain';
import { brightwellStudio, createMemoryBridge, type MemoryBridge } from '@bridge/application/testing';
import { startSimulatedWorld, type SimulatedWorld } from './simulated-world.js';

type Assumptions = SimulatedWorld['simulator']['assumptions'];

export interface BridgeOverXero extends MemoryBridge {
  readonly xero: SimulatedWorld;
  readonly desk: ReturnType<SimulatedWorld['simulator']['books']['accountant']>;
  /** The bridge and Xero look at one clock, which moves only when told to. */
  pass(ms: number): void;
  close(): Promise<void>;
}

/** The production use cases over the real adapter and a simulated Xero. Rows and the source are in memory. */
export async function startBridgeOverXero(
  assumptions: Partial<Assumptions> = {},
  settings?: Settings,
): Promise<BridgeOverXero> {
  let now = Date.UTC(2026, 10, 24, 9);
  const clock = { now: () => now, set: (ms: number) => void (now = ms), advance: (ms: number) => void (now += ms) };
  const xero = await startSimulatedWorld({ clock, assumptions });
  const bridge = await createMemoryBridge({
    ...(settings && { settings }),
    between: (ports) => ({
      ...ports,
      ...{ ledgerDocuments: xero.documents, ledgerContacts: xero.contacts, ledgerCredits: xero.credits },
      ...{ ledgerChanges: xero.changes, ledgerChart: xero.chart, ledgerInventory: xero.inventory },
    }),
  });
  return {
    ...bridge,
    xero,
    desk: xero.simulator.books.accountant(brightwellStudio),
    pass: (ms) => {
      bridge.clock.advance(ms);
      xero.simulator.clock.set(bridge.clock.now());
    },
    close: () => xero.close(),
  };
}
