import type { Instant } from '@bridge/domain';
import type { Grant } from '../../connections/grants.js';
import type { LedgerDocuments } from '../../exports/ledger-documents.js';
import type { Clock } from '../../runtime/clock.js';
import { connect, type Agency } from '../bridge/agencies.js';
import { instead } from '../bridge/instead.js';
import type { BridgePorts } from '../bridge/wire-use-cases.js';
import { FakeLedger } from '../ledger/fake-ledger.js';
import { FixedClock } from '../memory/fixed-clock.js';
import { createMemoryWorld, type Commit } from '../memory/memory-world.js';
import { SequentialIds } from '../memory/sequential-ids.js';
import { FakeSource } from '../source/fake-source.js';
import type { Circumstances } from './circumstances.js';

/** Hears what happens, as sentences with the simulated time in front. */
export type Story = (words: string) => void;

/** Both vendors, our database and the clock, as one seed has them. */
export function setStage(
  circumstances: Pick<Circumstances, 'ledger' | 'takesMarks'>,
  hears: { readonly story?: Story | undefined; readonly onCommit?: (commit: Commit) => void },
) {
  const clock = new FixedClock();
  const ledger = new FakeLedger(clock, circumstances.ledger);
  const source = new FakeSource(clock, { takesMarks: circumstances.takesMarks });
  /** When the books were last read to send an update over a document, by ledger id. */
  const readForSending = new Map<string, Instant>();
  const world = createMemoryWorld({ clock, ...(hears.onCommit && { onCommit: hears.onCommit }) });
  const ports: BridgePorts = {
    ...{ unitOfWork: world.unitOfWork, leases: world.leases, directory: world.directory, clock },
    ids: new SequentialIds(),
    ...{ ledgerDocuments: watchedReads(ledger.documents, readForSending, clock), ledgerContacts: ledger.contacts },
    ledgerCredits: ledger.credits,
    ...{ ledgerChanges: ledger.changes, ledgerChart: ledger.chart, ledgerInventory: ledger.inventory },
    ...{ sourceDocuments: source, sourceMarks: source, sourcePayments: source, sourceReference: source },
  };
  const { story } = hears;
  const tell = story && ((words: string) => story(`${new Date(clock.now()).toISOString().slice(5, 19)}  ${words}`));
  return { clock, ledger, source, world, ports, tell, readForSending };
}

function watchedReads(documents: LedgerDocuments, reads: Map<string, Instant>, clock: Clock): LedgerDocuments {
  return instead(documents, {
    editions: async (address, ledgerIds, purpose) => {
      if (purpose === 'send') for (const id of ledgerIds) reads.set(id, clock.now());
      return documents.editions(address, ledgerIds, purpose);
    },
  });
}

export type Stage = ReturnType<typeof setStage>;

/** An admin connects the agency: consent, tokens, mappings. The chart is still to be read. */
export async function open(stage: Stage, agency: Agency): Promise<void> {
  const { ledger, world, clock } = stage;
  const { tenantId, organisationId } = agency;
  const consent = await ledger.access.exchange(ledger.access.allow(userOf(agency), [organisationId]), '');
  const { ledgerUserId, ledgerUserName, tokens } = consent;
  await world.unitOfWork.run(tenantId, async (store) => {
    const { grantId } = await connect(store, agency, clock.now());
    const grant: Grant = { id: grantId, tenantId, ledgerUserId, ledgerUserName, tokens, version: 1 };
    await store.grants.save(grant);
  });
}

/** The person in the ledger who lets the bridge into an agency's books. */
export function userOf({ tenantId }: Agency): string {
  return `owner-${tenantId}`;
}
