import type { InferEntity } from '@mikro-orm/core';
import type { Instant } from '@bridge/domain';
import type { Finding, Findings } from '@bridge/application';
import { pick, put, type Filled, without, type TenantSession } from '../engine/rows.js';
import { FindingTable } from '../tables/records.js';

export class MikroFindings implements Findings {
  constructor(private readonly session: TenantSession) {}

  async report(finding: Finding): Promise<void> {
    await put(this.session, FindingTable, [finding]);
  }

  async resolve(connectionId: string, key: string, at: Instant): Promise<void> {
    const { em, tenantId } = this.session;
    await em.nativeUpdate(FindingTable, { tenantId, connectionId, key, resolvedAt: null }, { resolvedAt: at });
  }

  async open(connectionId: string): Promise<readonly Finding[]> {
    const orderBy = { foundAt: 'asc', key: 'asc' } as const;
    const rows = await pick(this.session, FindingTable, { connectionId, resolvedAt: null }, { orderBy });
    return rows.map(findingOf);
  }
}

export function findingOf(row: Filled<InferEntity<typeof FindingTable>>): Finding {
  return without(row, 'tenantId');
}
