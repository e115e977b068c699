import {
  differences,
  isLive,
  isOpen,
  isPage,
  problem,
  readMarker,
  type Instant,
  type LedgerPicture,
} from '@bridge/domain';
import { openAddress, type LedgerAddress } from '../connections/connection.js';
import { noteTrouble } from '../connections/connection-health.js';
import { resolveRefusals } from '../exports/note-refusals.js';
import { decide } from '../faults/fault-policy.js';
import { isFault, type Fault } from '../faults/fault.js';
import { planProblem } from '../identity/plan-gate.js';
import type { Clock } from '../runtime/clock.js';
import type { Lease, Leases } from '../runtime/leases.js';
import { FencedOff, type Store, type UnitOfWork } from '../runtime/unit-of-work.js';
import { adoptOrphans, type Adopters } from './adopt-orphans.js';
import { countsOf, noteDrifts } from './drift-findings.js';
import type { Drift } from './drifts.js';
import type { DriftCheck } from './inventories.js';
import { keepAsShown } from './keep-as-shown.js';
import { knownCopy, sentVersions } from './known-copy.js';
import type { LedgerInventory } from './ledger-inventory.js';

const LEASE_MS = 180_000;
const LINKS_AT_ONCE = 1000;
/** Payments of documents that changed this long before an import are taken in; of later ones an import may still be on its way. */
const IMPORT_TAKES_MS = 15 * 60_000;

interface Check {
  readonly address: LedgerAddress;
  readonly startedAt: Instant;
  readonly importedThrough: Instant | undefined;
  /** Somebody else keeps the links up to date. */
  readonly isImporting: boolean;
  readonly lease: Lease;
  /** Every document that the books showed, readable or not. */
  readonly seen: Set<string>;
  /** Live documents by marker. */
  readonly byMarker: Map<string, LedgerPicture[]>;
  readonly drifts: Drift[];
  links: number;
  adopted: number;
}

/**
 * Holds everything that we ever created in the books against what we know of it: every marker stands on one document, every
 * link has a document, and documents are as they were copied and paid as was taken in. Reads the books page by page, never
 * one by one. Reports only; nothing in the books or in the source is changed. Copies that no link knows are linked again.
 */
export class CheckDrift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inventory: LedgerInventory,
    private readonly leases: Leases,
    private readonly clock: Clock,
    private readonly adopters: Adopters,
  ) {}

  /** Undefined when there was nothing to be done: not connected, paused, or another check is running. */
  async run(tenantId: string, connectionId: string): Promise<DriftCheck | undefined> {
    const lease = await this.leases.take(`reconcile:${connectionId}`, LEASE_MS);
    if (lease === undefined) return undefined;
    try {
      const check = await this.#begin(tenantId, connectionId, lease);
      if (check === undefined) return undefined;
      try {
        await this.#read(check);
        return await this.#finish(check);
      } catch (error) {
        if (!isFault(error)) throw error;
        return await this.#giveUp(check, error);
      }
    } finally {
      await this.leases.release(lease);
    }
  }

  #begin(tenantId: string, connectionId: string, lease: Lease): Promise<Check | undefined> {
    return this.unitOfWork.run(tenantId, async (store) => {
      const startedAt = this.clock.now();
      const connection = await store.connections.find(connectionId);
      const address = openAddress(connection, startedAt);
      if (connection === undefined || address === undefined) return undefined;
      const { settings } = await store.settings.find(connectionId);
      const { lastImportedAt } = connection;
      const { syncPayments } = settings.options;
      const isInPlan = planProblem(await store.tenants.find(), 'invoice') === undefined;
      return {
        ...{ address, startedAt, lease, seen: new Set(), byMarker: new Map(), drifts: [], links: 0, adopted: 0 },
        importedThrough: syncPayments && lastImportedAt !== undefined ? lastImportedAt - IMPORT_TAKES_MS : undefined,
        isImporting: syncPayments && isInPlan,
      };
    });
  }

  async #read(check: Check): Promise<void> {
    for (let page = 1, isLast = false; !isLast; page += 1) {
      const found = await this.inventory.ours(check.address, 0, page);
      for (const { ledgerId } of [...found.pictures, ...found.unreadable]) check.seen.add(ledgerId);
      for (const picture of found.pictures.filter(isLive))
        if (picture.marker !== undefined)
          check.byMarker.set(picture.marker, [...(check.byMarker.get(picture.marker) ?? []), picture]);
      await this.#within(check, (store) => this.#compare(store, check, found.pictures));
      isLast = found.isLast;
      if (!(await this.leases.extend(check.lease, LEASE_MS))) throw new FencedOff(check.lease);
    }
  }

  async #compare(store: Store, check: Check, pictures: readonly LedgerPicture[]): Promise<void> {
    const { connectionId } = check.address;
    check.adopted += (await adoptOrphans(store, check.address, this.adopters, pictures, this.clock.now())).length;
    const ids = pictures.map((picture) => picture.ledgerId);
    const links = new Map((await store.links.byLedgerId(connectionId, ids)).map((link) => [link.ledgerId, link]));
    const tranches = Map.groupBy(await store.tranches.of(ids), (tranche) => tranche.ledgerId);
    const exports = await sentVersions(store, [...links.values()], check.startedAt);
    const linked = pictures.filter(({ ledgerId }) => links.has(ledgerId));
    const seenAt = check.startedAt;
    await store.pictures.keep(
      connectionId,
      linked.map(({ lines: _lines, marker: _marker, ...picture }) => ({ picture, seenAt })),
    );
    for (const picture of linked) {
      const link = links.get(picture.ledgerId);
      if (link === undefined) continue;
      const sent = exports.get(`${link.kind}/${link.sourceId}`);
      const known = knownCopy(link, sent, tranches.get(link.ledgerId) ?? [], picture, check.importedThrough);
      for (const difference of differences(known, picture))
        check.drifts.push({ ...difference, ...this.#nameOf(check, picture), sourceId: link.sourceId });
    }
    if (!check.isImporting) await keepAsShown(store.links, links, linked, seenAt);
  }

  async #finish(check: Check): Promise<DriftCheck> {
    await this.#findMissing(check);
    return this.#within(check, async (store) => {
      await this.#findStrays(store, check);
      const { connectionId } = check.address;
      const finishedAt = this.clock.now();
      await noteDrifts(store, connectionId, check.drifts, finishedAt);
      await resolveRefusals(store, connectionId, finishedAt);
      const done: DriftCheck = {
        ...{ startedAt: check.startedAt, finishedAt, documents: check.seen.size, links: check.links },
        ...{ adopted: check.adopted, found: countsOf(check.drifts) },
      };
      await noteCheck(store, connectionId, done);
      return done;
    });
  }

  /**
   * Links whose document the books did not show. One that a person linked was not made by us, and is not among ours; orders
   * and credit notes, which carry no link, are listed for nobody's app.
   */
  async #findMissing(check: Check): Promise<void> {
    const { connectionId } = check.address;
    for (let after: string | undefined, isLast = false; !isLast;) {
      const links = await this.#within(check, (store) => store.links.page(connectionId, after, LINKS_AT_ONCE));
      check.links += links.length;
      for (const link of links) {
        const isJudged = link.origin !== 'marked' && isPage(link.marker) && link.linkedAt < check.startedAt;
        if (!isJudged || check.seen.has(link.ledgerId)) continue;
        const { ledgerId, kind, sourceId, number } = link;
        check.drifts.push({
          ...{ kind: 'missing', ledgerId, documentKind: kind, sourceId, foundAt: check.startedAt },
          ...(number !== undefined && { number }),
          ...{ expected: 'a document in Xero', shown: 'none' },
        });
      }
      after = links.at(-1)?.ledgerId;
      isLast = links.length < LINKS_AT_ONCE;
    }
  }

  /** Live documents with our marker that no link knows: the second one of a pair, or one that nobody can place. */
  async #findStrays(store: Store, check: Check): Promise<void> {
    const { tenantId, connectionId } = check.address;
    const all = [...check.byMarker.values()].flat();
    const known = await store.links.known(
      connectionId,
      all.map((picture) => picture.ledgerId),
    );
    for (const [marker, pictures] of check.byMarker) {
      const strays = pictures.filter((picture) => !known.has(picture.ledgerId));
      if (strays.length === 0) continue;
      const place = this.adopters.places(tenantId, readMarker(marker).url);
      const [latest] = place ? await store.exports.latestOf(place.kind, [place.sourceId]) : [];
      // Its answer is awaited: the look-up will tell.
      if (latest && isOpen(latest.state)) continue;
      const [first] = pictures.filter((picture) => !strays.includes(picture));
      for (const stray of strays) {
        const twin = first ?? pictures.find((picture) => picture !== stray);
        check.drifts.push({
          ...(twin
            ? { kind: 'twin', expected: 'one document', shown: `also ${twin.number ?? twin.ledgerId}` }
            : { kind: 'orphan', expected: 'a link', shown: marker }),
          ...this.#nameOf(check, stray),
          ...(place && { sourceId: place.sourceId }),
        });
      }
    }
  }

  #nameOf({ startedAt }: Check, { ledgerId, kind, number }: LedgerPicture) {
    return { ledgerId, documentKind: kind, ...(number !== undefined && { number }), foundAt: startedAt };
  }

  #giveUp(check: Check, fault: Fault): Promise<DriftCheck> {
    const { connectionId } = check.address;
    return this.#within(check, async (store) => {
      const now = this.clock.now();
      const decision = decide(fault, 'ledger', now);
      await noteTrouble(store, connectionId, decision, now);
      const [first] = decision.kind === 'give_up' ? decision.problems : [decision.problem];
      const before = (await store.inventories.find(connectionId))?.lastCheck;
      const failed: DriftCheck = {
        ...{ startedAt: check.startedAt, finishedAt: now, documents: check.seen.size, links: check.links },
        ...{ adopted: check.adopted, found: before?.found ?? {} },
        problem: first ?? problem('unavailable', 'ledger', 'Xero refused to list its documents.'),
      };
      await noteCheck(store, connectionId, failed);
      return failed;
    });
  }

  #within<T>({ address, lease }: Check, work: (store: Store) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(address.tenantId, work, lease);
  }
}

async function noteCheck(store: Store, connectionId: string, lastCheck: DriftCheck): Promise<void> {
  const kept = await store.inventories.find(connectionId);
  const { startedAt } = lastCheck;
  // Nothing is concluded here about what a process may have forgotten: it asks for itself.
  await store.inventories.save(connectionId, { through: 0, doubtedThrough: startedAt, ...kept, lastCheck });
}
