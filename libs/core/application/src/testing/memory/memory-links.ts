import type { DocumentKind, Instant } from '@bridge/domain';
import type { Link, Links } from '../../exports/links.js';
import type { MemoryTenant } from './memory-tenant.js';
import { by, downwards } from './order.js';

export class MemoryLinks implements Links {
  constructor(private readonly rows: MemoryTenant) {}

  async save(link: Link): Promise<void> {
    const twin = this.rows.links.values().find((other) => other.ledgerId !== link.ledgerId && isSameCopy(other, link));
    if (twin) throw new RangeError(`Copy ${link.copy} of ${link.kind} ${link.sourceId} is linked to ${twin.ledgerId}`);
    this.rows.links.set(link.ledgerId, this.rows.own(link));
  }

  async saveAll(links: readonly Link[]): Promise<void> {
    for (const link of links) await this.save(link);
  }

  async of(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly Link[]> {
    const wanted = new Set(sourceIds);
    return this.#live()
      .filter((link) => link.kind === kind && wanted.has(link.sourceId))
      .sort(
        downwards(
          by(
            (link) => link.copy,
            (link) => link.linkedAt,
            (link) => link.ledgerId,
          ),
        ),
      );
  }

  async byLedgerId(connectionId: string, ledgerIds: readonly string[]): Promise<readonly Link[]> {
    return ledgerIds
      .map((id) => this.rows.links.get(id))
      .filter((link) => link !== undefined)
      .filter((link) => link.connectionId === connectionId && link.archivedAt === undefined);
  }

  async everOf(kind: DocumentKind, sourceIds: readonly string[]): Promise<ReadonlySet<string>> {
    const ever = this.rows.links.values().filter((link) => link.kind === kind && sourceIds.includes(link.sourceId));
    return new Set(ever.map((link) => link.sourceId));
  }

  async archived(ledgerId: string): Promise<Link | undefined> {
    const link = this.rows.links.get(ledgerId);
    return link?.archivedAt === undefined ? undefined : link;
  }

  async known(connectionId: string, ledgerIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(ledgerIds.filter((id) => this.rows.links.get(id)?.connectionId === connectionId));
  }

  async page(connectionId: string, after: string | undefined, limit: number): Promise<readonly Link[]> {
    return this.#live()
      .filter((link) => link.connectionId === connectionId && (after === undefined || link.ledgerId > after))
      .sort(by((link) => link.ledgerId))
      .slice(0, limit);
  }

  async due(
    connectionId: string,
    what: 'announcement' | 'extras' | 'settlement',
    now: Instant,
    limit: number,
  ): Promise<readonly Link[]> {
    return this.#live()
      .filter((link) => link.connectionId === connectionId && (link[what]?.nextAttemptAt ?? Infinity) <= now)
      .filter((link) => what !== 'settlement' || link.settlement?.isInDoubt !== true)
      .sort(
        by(
          (link) => link[what]?.nextAttemptAt ?? 0,
          (link) => link.ledgerId,
        ),
      )
      .slice(0, limit);
  }

  async inDoubt(connectionId: string): Promise<readonly Link[]> {
    return this.#live()
      .filter((link) => link.connectionId === connectionId && link.settlement?.isInDoubt === true)
      .sort(by((link) => link.ledgerId));
  }

  async paidExpenses(connectionId: string): Promise<number> {
    return this.#live().filter((link) => link.connectionId === connectionId && link.toldPaidOn !== undefined).length;
  }

  async archiveAll(connectionId: string, at: Instant): Promise<void> {
    for (const link of this.#live())
      if (link.connectionId === connectionId) this.rows.links.set(link.ledgerId, { ...link, archivedAt: at });
  }

  #live(): Link[] {
    return this.rows.links.values().filter((link) => link.archivedAt === undefined);
  }
}

/** Two live links of one connection that claim to be the same copy of the same document. */
function isSameCopy(a: Link, b: Link): boolean {
  return (
    a.archivedAt === undefined &&
    b.archivedAt === undefined &&
    a.connectionId === b.connectionId &&
    a.kind === b.kind &&
    a.sourceId === b.sourceId &&
    a.copy === b.copy
  );
}
