import type { Instant } from '@bridge/domain';
import type { LedgerAddress } from '../connections/connection.js';
import type { Clock } from '../runtime/clock.js';
import type { Lease, Leases } from '../runtime/leases.js';
import { FencedOff, type Store, type UnitOfWork } from '../runtime/unit-of-work.js';
import { adoptOrphans, type Adopters } from './adopt-orphans.js';
import type { LedgerInventory } from './ledger-inventory.js';

/** Clocks differ: the books are read again from this long before what is known. */
const LOOK_BACK_MS = 60 * 60_000;
const LEASE_MS = 180_000;

/**
 * Remembers what we have copied before anything is copied or paid again. A database can lose its links or be put back to an
 * older day, and then it does not know what it does not know; the books do. So each process asks them once for every
 * connection, from where the links were last known to be complete, and again when the database has forgotten something
 * since: one call when nothing was lost.
 */
export class Recollect {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inventory: LedgerInventory,
    private readonly leases: Leases,
    private readonly clock: Clock,
    private readonly adopters: Adopters,
    /** Per connection: what the database knew when this process last looked. */
    private readonly known = new Map<string, Instant>(),
  ) {}

  /** True when the links may be believed. Within a unit of work: no call. */
  async believes(store: Store, connectionId: string): Promise<boolean> {
    const known = this.known.get(connectionId);
    const kept = await store.inventories.find(connectionId);
    if (known === undefined || kept === undefined || kept.through < known) return false;
    if (!(await isThere(store, connectionId, kept.witness))) return false;
    this.known.set(connectionId, kept.through);
    return true;
  }

  /**
   * Asks the books, and links what is found there; under a lease if the caller has one. Answers how many copies that were.
   * Faults of the ledger pass through.
   */
  async run(address: LedgerAddress, lease?: Lease): Promise<number> {
    const { tenantId, connectionId } = address;
    const startedAt = this.clock.now();
    const since = await this.unitOfWork.run(tenantId, (store) => sinceOf(store, connectionId));
    let adopted = 0;
    for (let page = 1, isLast = false; !isLast; page += 1) {
      const found = await this.inventory.ours(address, since, page);
      adopted += await this.unitOfWork.run(
        tenantId,
        async (store) => {
          const links = await adoptOrphans(store, address, this.adopters, found.pictures, this.clock.now());
          return links.length;
        },
        lease,
      );
      isLast = found.isLast;
      if (lease && !(await this.leases.extend(lease, LEASE_MS))) throw new FencedOff(lease);
    }
    const through = await this.unitOfWork.run(tenantId, (store) => noteComplete(store, connectionId, startedAt), lease);
    this.known.set(connectionId, through);
    return adopted;
  }
}

/** Every copy that we made by `through` is linked now; what was paid until then may have been entered in the source unknown to us. */
async function noteComplete(store: Store, connectionId: string, now: Instant): Promise<Instant> {
  const kept = await store.inventories.find(connectionId);
  const [witness] = await store.links.page(connectionId, undefined, 1);
  const { witness: _w, ...rest } = kept ?? {};
  // The clocks of two processes differ: it must not seem to go back.
  const through = Math.max(now, kept?.through ?? 0);
  await store.inventories.save(connectionId, {
    ...rest,
    through,
    doubtedThrough: now,
    ...(witness && { witness: witness.ledgerId }),
  });
  return through;
}

/** The database has all that we know at this moment: a later one that knows less was put back. */
export async function noteProgress(
  store: Store,
  connectionId: string,
  now: Instant,
  linked: readonly string[] = [],
): Promise<void> {
  const kept = await store.inventories.find(connectionId);
  if (kept === undefined) return;
  const witness = linked.at(-1);
  const through = Math.max(now, kept.through);
  await store.inventories.save(connectionId, { ...kept, through, ...(witness !== undefined && { witness }) });
}

async function sinceOf(store: Store, connectionId: string): Promise<Instant> {
  const kept = await store.inventories.find(connectionId);
  if (kept === undefined || !(await isThere(store, connectionId, kept.witness))) return 0;
  return Math.max(0, kept.through - LOOK_BACK_MS);
}

async function isThere(store: Store, connectionId: string, witness: string | undefined): Promise<boolean> {
  return witness === undefined || (await store.links.known(connectionId, [witness])).has(witness);
}
