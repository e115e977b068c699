import { UnitOfWork, type Export } from '@bridge/application';
import { Injectable } from '@nestjs/common';

/** Where the copies of some exports can be opened in the ledger, by ledger id. */
@Injectable()
export class LedgerUrls {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async of(tenantId: string, exports: readonly Export[]): Promise<ReadonlyMap<string, string>> {
    const copied = exports.filter((row) => row.receipt !== undefined || row.target !== undefined);
    if (copied.length === 0) return new Map();
    const byKind = Map.groupBy(copied, (row) => row.kind);
    return this.unitOfWork.run(tenantId, async (store) => {
      const urls = new Map<string, string>();
      for (const [kind, rows] of byKind) {
        const links = await store.links.of(kind, [...new Set(rows.map((row) => row.sourceId))]);
        for (const link of links) urls.set(link.ledgerId, link.url);
      }
      return urls;
    });
  }
}
