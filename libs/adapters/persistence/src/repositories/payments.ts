import type { InferEntity } from '@mikro-orm/core';
import { money, type Instant, type Watermark } from '@bridge/domain';
import type { PaymentImport, PaymentImports, Tranche, Tranches, Watermarks } from '@bridge/application';
import { own, pick, put, type Filled, without, type TenantSession } from '../engine/rows.js';
import { PaymentImportTable, TrancheTable, WatermarkTable } from '../tables/records.js';

export class MikroTranches implements Tranches {
  constructor(private readonly session: TenantSession) {}

  async save(tranche: Tranche): Promise<void> {
    const { amount, ...rest } = own(this.session, tranche);
    const [known] = await pick(this.session, TrancheTable, { paymentId: tranche.paymentId });
    if (known && known.ledgerId !== tranche.ledgerId)
      throw new RangeError(`Payment ${tranche.paymentId} belongs to document ${known.ledgerId}`);
    await put(this.session, TrancheTable, [{ ...rest, amountMinor: amount.minor, currency: amount.currency }]);
  }

  async of(ledgerIds: readonly string[]): Promise<readonly Tranche[]> {
    const where = { ledgerId: { $in: ledgerIds } };
    const rows = await pick(this.session, TrancheTable, where, { orderBy: { paidOn: 'asc', paymentId: 'asc' } });
    return rows.map(trancheOf);
  }

  /** Removals and the rest are two questions to one index each; together they are sorted as the port says. */
  async due(connectionId: string, now: Instant, limit: number): Promise<readonly Tranche[]> {
    const ofStates = (states: readonly string[]) =>
      pick(
        this.session,
        TrancheTable,
        { connectionId, state: { $in: states }, nextAttemptAt: { $lte: now } },
        { orderBy: { paidOn: 'asc', paymentId: 'asc' }, limit },
      );
    const removals = await ofStates(['to_remove', 'removing']);
    const others = removals.length < limit ? await ofStates(['planned', 'recording']) : [];
    return [...removals, ...others].slice(0, limit).map(trancheOf);
  }

  async inDoubt(connectionId: string): Promise<readonly Tranche[]> {
    const orderBy = { paymentId: 'asc' } as const;
    return (await pick(this.session, TrancheTable, { connectionId, state: 'in_doubt' }, { orderBy })).map(trancheOf);
  }

  async held(connectionId: string, limit: number): Promise<readonly Tranche[]> {
    const options = { orderBy: { paymentId: 'asc' }, limit } as const;
    return (await pick(this.session, TrancheTable, { connectionId, state: 'held' }, options)).map(trancheOf);
  }

  async takenOutSince(connectionId: string, since: Instant): Promise<readonly Tranche[]> {
    const where = {
      ...{ connectionId, state: { $in: ['to_remove', 'removing', 'removed'] } },
      ...{ sourcePaymentId: { $ne: null }, changedAt: { $gt: since } },
    };
    return (await pick(this.session, TrancheTable, where, { orderBy: { paymentId: 'asc' } })).map(trancheOf);
  }

  async paidDocuments(connectionId: string): Promise<number> {
    const { em, tenantId } = this.session;
    const [row] = await em.execute<{ documents: string }[]>(
      `select count(distinct ledger_id) as documents
       from tranches join links using (tenant_id, connection_id, ledger_id)
       where tenant_id = ? and connection_id = ? and state in ('recorded', 'in_doubt') and archived_at is null`,
      [tenantId, connectionId],
    );
    return Number(row?.documents ?? 0);
  }
}

export class MikroWatermarks implements Watermarks {
  constructor(private readonly session: TenantSession) {}

  async find(connectionId: string): Promise<Watermark | undefined> {
    const [row] = await pick(this.session, WatermarkTable, { connectionId });
    return row && { lowerBound: row.lowerBound };
  }

  async save(connectionId: string, { lowerBound }: Watermark): Promise<void> {
    await put(this.session, WatermarkTable, [{ connectionId, lowerBound }]);
  }
}

export class MikroPaymentImports implements PaymentImports {
  constructor(private readonly session: TenantSession) {}

  async save(run: PaymentImport): Promise<void> {
    await put(this.session, PaymentImportTable, [run]);
  }

  async latest(connectionId: string): Promise<PaymentImport | undefined> {
    const orderBy = { startedAt: 'desc', id: 'desc' } as const;
    const [row] = await pick(this.session, PaymentImportTable, { connectionId }, { orderBy, limit: 1 });
    return row && importOf(row);
  }
}

export function trancheOf(row: Filled<InferEntity<typeof TrancheTable>>): Tranche {
  const { amountMinor, currency, ...tranche } = row;
  return { ...tranche, amount: money(amountMinor, currency) };
}

export function importOf(row: Filled<InferEntity<typeof PaymentImportTable>>): PaymentImport {
  return without(row, 'tenantId');
}
