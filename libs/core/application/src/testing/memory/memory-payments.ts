import type { Instant, TrancheState, Watermark } from '@bridge/domain';
import type { PaymentImport, PaymentImports } from '../../payments/payment-imports.js';
import type { Tranche, Tranches } from '../../payments/tranches.js';
import type { Watermarks } from '../../payments/watermarks.js';
import type { MemoryTenant } from './memory-tenant.js';
import { by, downwards } from './order.js';

const removals: readonly TrancheState[] = ['to_remove', 'removing'];
export const workableTranches: readonly TrancheState[] = ['planned', 'recording', ...removals];

export class MemoryTranches implements Tranches {
  constructor(private readonly rows: MemoryTenant) {}

  async save(tranche: Tranche): Promise<void> {
    const known = this.rows.tranches.get(tranche.paymentId);
    if (known && known.ledgerId !== tranche.ledgerId)
      throw new RangeError(`Payment ${tranche.paymentId} belongs to document ${known.ledgerId}`);
    this.rows.tranches.set(tranche.paymentId, this.rows.own(tranche));
  }

  async of(ledgerIds: readonly string[]): Promise<readonly Tranche[]> {
    const wanted = new Set(ledgerIds);
    return this.rows.tranches
      .values()
      .filter((tranche) => wanted.has(tranche.ledgerId))
      .sort(
        by(
          (tranche) => tranche.paidOn,
          (tranche) => tranche.paymentId,
        ),
      );
  }

  async due(connectionId: string, now: Instant, limit: number): Promise<readonly Tranche[]> {
    return this.rows.tranches
      .values()
      .filter((tranche) => tranche.connectionId === connectionId && tranche.nextAttemptAt <= now)
      .filter((tranche) => workableTranches.includes(tranche.state))
      .sort(
        by(
          (tranche) => (removals.includes(tranche.state) ? 0 : 1),
          (tranche) => tranche.paidOn,
          (tranche) => tranche.paymentId,
        ),
      )
      .slice(0, limit);
  }

  async inDoubt(connectionId: string): Promise<readonly Tranche[]> {
    return this.#of(connectionId, ['in_doubt']).sort(by((tranche) => tranche.paymentId));
  }

  async held(connectionId: string, limit: number): Promise<readonly Tranche[]> {
    return this.#of(connectionId, ['held'])
      .sort(by((tranche) => tranche.paymentId))
      .slice(0, limit);
  }

  async takenOutSince(connectionId: string, since: Instant): Promise<readonly Tranche[]> {
    return this.#of(connectionId, [...removals, 'removed'])
      .filter(({ sourcePaymentId, changedAt }) => sourcePaymentId !== undefined && changedAt > since)
      .sort(by((tranche) => tranche.paymentId));
  }

  async paidDocuments(connectionId: string): Promise<number> {
    const paid = this.#of(connectionId, ['recorded', 'in_doubt']).map((tranche) => tranche.ledgerId);
    const links = [...new Set(paid)].map((id) => this.rows.links.get(id));
    return links.filter((link) => link?.connectionId === connectionId && link.archivedAt === undefined).length;
  }

  #of(connectionId: string, states: readonly TrancheState[]): Tranche[] {
    return this.rows.tranches
      .values()
      .filter((tranche) => tranche.connectionId === connectionId && states.includes(tranche.state));
  }
}

export class MemoryWatermarks implements Watermarks {
  constructor(private readonly rows: MemoryTenant) {}

  async find(connectionId: string): Promise<Watermark | undefined> {
    return this.rows.watermarks.get(connectionId);
  }

  async save(connectionId: string, watermark: Watermark): Promise<void> {
    this.rows.watermarks.set(connectionId, watermark);
  }
}

export class MemoryPaymentImports implements PaymentImports {
  constructor(private readonly rows: MemoryTenant) {}

  async save(run: PaymentImport): Promise<void> {
    this.rows.imports.set(run.id, run);
  }

  async latest(connectionId: string): Promise<PaymentImport | undefined> {
    return this.rows.imports
      .values()
      .filter((run) => run.connectionId === connectionId)
      .sort(
        downwards(
          by(
            (run) => run.startedAt,
            (run) => run.id,
          ),
        ),
      )[0];
  }
}
