import type { InferEntity } from '@mikro-orm/core';
import { money, type DocumentKind, type Instant, type Money } from '@bridge/domain';
import type { Link, Links } from '@bridge/application';
import { own, pick, put, type Filled, without, type TenantSession } from '../engine/rows.js';
import { isUniqueViolation } from '../engine/unique-violation.js';
import { LinkTable } from '../tables/exports.js';

export class MikroLinks implements Links {
  constructor(private readonly session: TenantSession) {}

  save(link: Link): Promise<void> {
    return this.saveAll([link]);
  }

  async saveAll(links: readonly Link[]): Promise<void> {
    if (links.length === 0) return;
    const rows = links.map((link) => rowOf(own(this.session, link)));
    try {
      await put(this.session, LinkTable, rows);
    } catch (error) {
      const names = links.map((link) => `copy ${link.copy} of ${link.kind} ${link.sourceId}`).join(', ');
      if (isUniqueViolation(error)) throw new RangeError(`Linked already: ${names}`, { cause: error });
      throw error;
    }
  }

  async of(kind: DocumentKind, sourceIds: readonly string[]): Promise<readonly Link[]> {
    const rows = await pick(
      this.session,
      LinkTable,
      { kind, sourceId: { $in: sourceIds }, archivedAt: null },
      { orderBy: { copy: 'desc', linkedAt: 'desc', ledgerId: 'desc' } },
    );
    return rows.map(linkOf);
  }

  async everOf(kind: DocumentKind, sourceIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await pick(this.session, LinkTable, { kind, sourceId: { $in: sourceIds } });
    return new Set(rows.map((row) => row.sourceId));
  }

  async byLedgerId(connectionId: string, ledgerIds: readonly string[]): Promise<readonly Link[]> {
    const where = { connectionId, ledgerId: { $in: ledgerIds }, archivedAt: null };
    return (await pick(this.session, LinkTable, where)).map(linkOf);
  }

  async archived(ledgerId: string): Promise<Link | undefined> {
    const [row] = await pick(this.session, LinkTable, { ledgerId, archivedAt: { $ne: null } });
    return row && linkOf(row);
  }

  async known(connectionId: string, ledgerIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await pick(this.session, LinkTable, { connectionId, ledgerId: { $in: ledgerIds } });
    return new Set(rows.map((row) => row.ledgerId));
  }

  async page(connectionId: string, after: string | undefined, limit: number): Promise<readonly Link[]> {
    const where = { connectionId, archivedAt: null, ...(after !== undefined && { ledgerId: { $gt: after } }) };
    return (await pick(this.session, LinkTable, where, { orderBy: { ledgerId: 'asc' }, limit })).map(linkOf);
  }

  async due(
    connectionId: string,
    what: 'announcement' | 'extras' | 'settlement',
    now: Instant,
    limit: number,
  ): Promise<readonly Link[]> {
    const column = `${what}DueAt` as const;
    const rows = await pick(
      this.session,
      LinkTable,
      { connectionId, archivedAt: null, [column]: { $lte: now } },
      { orderBy: [{ [column]: 'asc' }, { ledgerId: 'asc' }], limit },
    );
    return rows.map(linkOf);
  }

  async inDoubt(connectionId: string): Promise<readonly Link[]> {
    const where = { connectionId, archivedAt: null, settlement: { $ne: null }, settlementDueAt: null };
    return (await pick(this.session, LinkTable, where, { orderBy: { ledgerId: 'asc' } })).map(linkOf);
  }

  async paidExpenses(connectionId: string): Promise<number> {
    const { em, tenantId } = this.session;
    return em.count(LinkTable, { tenantId, connectionId, archivedAt: null, toldPaidOn: { $ne: null } });
  }

  async archiveAll(connectionId: string, at: Instant): Promise<void> {
    const { em, tenantId } = this.session;
    await em.nativeUpdate(LinkTable, { tenantId, connectionId, archivedAt: null }, { archivedAt: at });
  }
}

export function linkOf(row: Filled<InferEntity<typeof LinkTable>>): Link {
  const { currency, totalMinor, paidMinor, creditedMinor, dueMinor, ...rest } = row;
  const link = without(rest, 'announcementDueAt', 'extrasDueAt', 'settlementDueAt');
  return {
    ...link,
    total: money(totalMinor, currency),
    paid: money(paidMinor, currency),
    credited: money(creditedMinor, currency),
    due: money(dueMinor, currency),
  };
}

function rowOf({ total, paid, credited, due, ...link }: Link) {
  const inCurrency = (amount: Money) => minorIn(total.currency, amount);
  return {
    ...link,
    currency: total.currency,
    totalMinor: total.minor,
    paidMinor: inCurrency(paid),
    creditedMinor: inCurrency(credited),
    dueMinor: inCurrency(due),
    ...(link.announcement && { announcementDueAt: link.announcement.nextAttemptAt }),
    ...(link.extras && { extrasDueAt: link.extras.nextAttemptAt }),
    ...(link.settlement && link.settlement.isInDoubt !== true && { settlementDueAt: link.settlement.nextAttemptAt }),
  };
}

/** A row has one currency: an amount in another one is a defect and must not be stored as if it were the same. */
export function minorIn(currency: string, amount: Money): bigint {
  if (amount.currency !== currency) throw new RangeError(`Cannot keep ${amount.currency} beside ${currency}`);
  return amount.minor;
}
