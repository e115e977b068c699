import { UnitOfWork, matchParties, type PlannedCopy } from '@bridge/application';
import type { Chart, ContactMatch } from '@bridge/domain';
import { Injectable } from '@nestjs/common';

/** What was last read from one Xero organisation and concerns some copies. Contacts by company id. */
export interface KnownInXero {
  readonly chart: Chart | undefined;
  readonly contacts: ReadonlyMap<string, ContactMatch>;
}

/** Names and contacts for previews, out of what was read before: the preview of a copy asks Xero nothing. */
@Injectable()
export class ChartsAndContacts {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** By connection id. */
  of(tenantId: string, planned: readonly PlannedCopy[]): Promise<ReadonlyMap<string, KnownInXero>> {
    const byConnection = Map.groupBy(planned, ({ connection }) => connection?.id);
    return this.unitOfWork.run(tenantId, async (store) => {
      const known = new Map<string, KnownInXero>();
      for (const [id, copies] of byConnection) {
        if (id === undefined) continue;
        const parties = copies.flatMap(({ built }) => (built.ok ? [built.document.party] : []));
        known.set(id, {
          chart: await store.charts.find(id),
          contacts: await matchParties(store, id, [
            ...new Map(parties.map((party) => [party.companyId, party])).values(),
          ]),
        });
      }
      return known;
    });
  }
}
