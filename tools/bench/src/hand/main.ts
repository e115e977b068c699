import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBridge, type Addresses, type Bridge } from '../world/bridge.js';
import { connectAgency, tenantId } from '../world/connect-agency.js';

/** What the process that holds the bridge is asked to do. `aheadMs`: how far the vendors' clock is ahead of the real one. */
export type HandTask = { readonly aheadMs: number } & (
  | { readonly what: 'open'; readonly addresses: Addresses; readonly databaseUrl: string }
  | { readonly what: 'poll' }
  | { readonly what: 'copy'; readonly sourceIds: readonly string[] }
  /** Reads the documents of Productive that changed. */
  | { readonly what: 'refresh' }
);

export interface HandAnswer {
  readonly connectionId: string;
  /** What is left after everything that can be thrown away was: heap, and buffers outside of it. Megabytes. */
  readonly heldMb: number;
  readonly residentMb: number;
  /** The most that was resident while this task ran. */
  readonly peakMb: number;
}

const MB = 2 ** 20;
let aheadMs = 0;
let opened: Promise<{ readonly bridge: Bridge; readonly connectionId: string }> | undefined;

process.on('message', (task: HandTask) => {
  void perform(task).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));

async function perform(task: HandTask): Promise<HandAnswer> {
  ({ aheadMs } = task);
  if (task.what === 'open') opened = open(task.addresses, task.databaseUrl);
  if (opened === undefined) throw new Error('Nothing is open');
  const { bridge, connectionId } = await opened;
  forgetPeak();
  if (task.what === 'copy') await copy(bridge, connectionId, task.sourceIds);
  if (task.what === 'poll') await poll(bridge, connectionId);
  if (task.what === 'refresh') await bridge.refresh.run(tenantId);
  const peakMb = peak();
  // Throwing away takes long: only where what is left is asked for.
  if (task.what === 'refresh') globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { connectionId, heldMb: (heapUsed + external) / MB, residentMb: rss / MB, peakMb };
}

async function open(addresses: Addresses, databaseUrl: string) {
  const clock = { now: () => Date.now() + aheadMs, sleep: async (ms: number) => void (await sleep(ms)) };
  const bridge = await openBridge(addresses, clock, databaseUrl);
  const { connectionId } = await connectAgency(bridge, { historyNotes: false });
  return { bridge, connectionId };
}

async function copy(bridge: Bridge, connectionId: string, sourceIds: readonly string[]): Promise<void> {
  await bridge.requestExports.run({ tenantId, kind: 'invoice', sourceIds, choices: {}, by: 'Ada' });
  while (await bridge.sendExports.run(tenantId, connectionId));
  while (await bridge.announce.run(tenantId, connectionId));
}

async function poll(bridge: Bridge, connectionId: string): Promise<void> {
  const pass = await bridge.importPayments.run(tenantId, connectionId, 'schedule');
  if (pass?.problem !== undefined || pass?.finishedAt === undefined)
    throw new Error(`The poll did not end: ${JSON.stringify(pass)}`);
  while (await bridge.settleSource.run(tenantId, connectionId));
}

function forgetPeak(): void {
  // Linux begins to note the peak anew.
  writeFileSync('/proc/self/clear_refs', '5');
}

function peak(): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
