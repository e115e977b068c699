import { Fault } from '../faults/fault.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { SourceTokens } from './source-tokens.js';

/** The token of the admin who signed in last. */
export class StoredSourceTokens implements SourceTokens {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async of(tenantId: string): Promise<string> {
    const tenant = await this.unitOfWork.run(tenantId, (store) => store.tenants.find());
    if (tenant?.sourceToken === undefined)
      throw new Fault({ kind: 'unauthorised' }, 'No admin of this Productive organisation has signed in yet');
    return tenant.sourceToken;
  }
}
