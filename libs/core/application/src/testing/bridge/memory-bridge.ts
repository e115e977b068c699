import type { DocumentKind, Settings } from '@bridge/domain';
import { addressOf, type Connection } from '../../connections/connection.js';
import type { Export } from '../../exports/export.js';
import type { Link } from '../../exports/links.js';
import type { CopyChoices } from '../../exports/copy-planner.js';
import type { Store } from '../../runtime/unit-of-work.js';
import { brightwellStudio } from '../ledger/fake-organisations.js';
import { FakeLedger } from '../ledger/fake-ledger.js';
import { FixedClock } from '../memory/fixed-clock.js';
import { createMemoryWorld } from '../memory/memory-world.js';
import { SequentialIds } from '../memory/sequential-ids.js';
import { FakeSource } from '../source/fake-source.js';
import { brightwell, connect } from './agencies.js';
import { wireUseCases, type BridgePorts } from './wire-use-cases.js';

export const { tenantId: TENANT, connectionId: CONNECTION } = brightwell;

/** A bridge in memory with one agency connected to its books, everything mapped, payments switched on. */
export async function createMemoryBridge(
  options: {
    readonly settings?: Settings;
    readonly pageSize?: number;
    readonly sourcePageSize?: number;
    /** Puts something between the use cases and the fakes. */
    readonly between?: (ports: BridgePorts) => BridgePorts;
  } = {},
) {
  const clock = new FixedClock();
  const world = createMemoryWorld({ clock });
  const ledger = new FakeLedger(clock, options.pageSize === undefined ? {} : { pageSize: options.pageSize });
  const source = new FakeSource(
    clock,
    options.sourcePageSize === undefined ? {} : { pageSize: options.sourcePageSize },
  );
  const ports: BridgePorts = {
    ...{ unitOfWork: world.unitOfWork, leases: world.leases, directory: world.directory, clock },
    ids: new SequentialIds(),
    ...{ ledgerDocuments: ledger.documents, ledgerContacts: ledger.contacts, ledgerCredits: ledger.credits },
    ...{ ledgerChanges: ledger.changes, ledgerChart: ledger.chart, ledgerInventory: ledger.inventory },
    ...{ sourceDocuments: source, sourceMarks: source, sourcePayments: source, sourceReference: source },
  };
  const uses = wireUseCases(options.between?.(ports) ?? ports);
  const run = <T>(work: (store: Store) => Promise<T>): Promise<T> => world.unitOfWork.run(TENANT, work);
  const agency = { ...brightwell, settings: options.settings ?? brightwell.settings };
  const address = addressOf(await run((store) => connect(store, agency, clock.now())))!;
  const chart = await ledger.chart.read(address);
  await run((store) => store.charts.save(CONNECTION, chart));
  await uses.recollect.run(address);

  const exports = async (): Promise<readonly Export[]> =>
    [...(await world.activityList.exports(TENANT, { offset: 0, limit: 1_000_000 })).rows].reverse();
  return {
    ...{ clock, world, ledger, source, uses, address, run, exports },
    chart,
    books: ledger.accountant(brightwellStudio),
    agency: source.organisation(TENANT),
    /** Presses “Copy to Xero”. */
    copy: (kind: DocumentKind, sourceIds: readonly string[], choices: CopyChoices = {}) =>
      uses.requestExports.run({ tenantId: TENANT, kind, sourceIds, choices, by: 'Ada' }),
    /** Lets the worker send until it has nothing to do now. */
    send: async (): Promise<void> => {
      while (await uses.sendExports.run(TENANT, CONNECTION));
    },
    /** The same world in the hands of a process that was just started. */
    restarted: () => wireUseCases(options.between?.(ports) ?? ports),
    announce: () => uses.announceCopies.run(TENANT, CONNECTION),
    import: (trigger: 'schedule' | 'person' = 'schedule') => uses.importPayments.run(TENANT, CONNECTION, trigger),
    /** The job, and the sweeper that wakes it for what became due meanwhile. */
    settle: async (): Promise<void> => {
      for (let turn = 0; turn < 3; turn += 1) while (await uses.settleSource.run(TENANT, CONNECTION));
    },
    export: async (sourceId: string): Promise<Export> => {
      const found = (await exports()).filter((candidate) => candidate.sourceId === sourceId).at(-1);
      if (!found) throw new RangeError(`No export of ${sourceId}`);
      return found;
    },
    links: (kind: DocumentKind, sourceId: string): Promise<readonly Link[]> =>
      run((store) => store.links.of(kind, [sourceId])),
    link: async (kind: DocumentKind, sourceId: string): Promise<Link> => {
      const [found] = await run((store) => store.links.of(kind, [sourceId]));
      if (!found) throw new RangeError(`No link of ${kind} ${sourceId}`);
      return found;
    },
    tranches: (ledgerId: string) => run((store) => store.tranches.of([ledgerId])),
    findings: async () => (await run((store) => store.findings.open(CONNECTION))).map((found) => found.problem.code),
    connection: async (): Promise<Connection> => {
      const found = await run((store) => store.connections.find(CONNECTION));
      if (!found) throw new RangeError('No connection');
      return found;
    },
  };
}

export type MemoryBridge = Awaited<ReturnType<typeof createMemoryBridge>>;
