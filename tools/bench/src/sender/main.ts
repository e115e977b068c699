import { setTimeout } from 'node:timers/promises';
import { openBridge, type Addresses, type Bridge } from '../world/bridge.js';
import { connectAgency, tenantId } from '../world/connect-agency.js';

export interface SenderTask {
  readonly addresses: Addresses;
  readonly databaseUrl?: string;
  readonly sourceIds: readonly string[];
}

export interface SenderAnswer {
  /** From documents that wait in our database to documents that are settled in it. */
  readonly sendCpuMs: number;
  readonly copied: number;
}

interface Opened {
  readonly bridge: Bridge;
  readonly connectionId: string;
}

let opened: Promise<Opened> | undefined;

/** A process of its own: no CPU in the figure but the product's. */
process.on('message', (task: SenderTask) => {
  void run(task).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));

async function run({ addresses, databaseUrl, sourceIds }: SenderTask): Promise<SenderAnswer> {
  opened ??= open(addresses, databaseUrl);
  const { bridge, connectionId } = await opened;
  for (let start = 0; start < sourceIds.length; start += 100) {
    const some = sourceIds.slice(start, start + 100);
    await bridge.requestExports.run({ tenantId, kind: 'invoice', sourceIds: some, choices: {}, by: 'Ada' });
  }
  const before = process.cpuUsage();
  while (await bridge.sendExports.run(tenantId, connectionId));
  const { user, system } = process.cpuUsage(before);
  const links = await bridge.persistence.unitOfWork.run(tenantId, (store) => store.links.of('invoice', sourceIds));
  return { sendCpuMs: (user + system) / 1000, copied: links.length };
}

async function open(addresses: Addresses, databaseUrl: string | undefined): Promise<Opened> {
  const clock = { now: () => Date.now(), sleep: async (ms: number) => void (await setTimeout(ms)) };
  const bridge = await openBridge(addresses, clock, databaseUrl);
  const { connectionId } = await connectAgency(bridge, { historyNotes: false });
  return { bridge, connectionId };
}
