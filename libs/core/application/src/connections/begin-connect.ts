import { problem, type Checked } from '@bridge/domain';
import { planProblem } from '../identity/plan-gate.js';
import type { Clock } from '../runtime/clock.js';
import type { Secrets } from '../runtime/secrets.js';
import type { UnitOfWork } from '../runtime/unit-of-work.js';
import type { SourceReference } from '../settings/source-reference.js';
import type { Directory } from './directory.js';
import type { LedgerAccess } from './ledger-access.js';

const CONSENT_MS = 10 * 60_000;

export interface ConnectRequest {
  readonly tenantId: string;
  readonly subsidiaryId: string;
  readonly by: string;
  /** Whoever comes back must be whoever went. */
  readonly sessionHash: string;
}

/** Sends an admin to the ledger's consent page for one subsidiary; answers the page's address. */
export class BeginConnect {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reference: SourceReference,
    private readonly access: LedgerAccess,
    private readonly directory: Directory,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  async run(request: ConnectRequest): Promise<Checked<string>> {
    const { tenant, existing } = await this.unitOfWork.run(request.tenantId, async (store) => ({
      tenant: await store.tenants.find(),
      existing: (await store.connections.all()).find((connection) => connection.subsidiaryId === request.subsidiaryId),
    }));
    const gate = planProblem(tenant, 'invoice');
    if (gate) return { ok: false, problems: [gate] };
    const { subsidiaries } = await this.reference.read(request.tenantId);
    const subsidiary = subsidiaries.find((candidate) => candidate.id === request.subsidiaryId);
    if (subsidiary === undefined)
      return {
        ok: false,
        problems: [problem('subsidiary_unknown', 'subsidiaryId', `There is no subsidiary ${request.subsidiaryId}.`)],
      };
    const state = this.secrets.create();
    await this.directory.keepConsentRequest({
      stateHash: this.secrets.fingerprint(state),
      tenantId: request.tenantId,
      subsidiaryId: subsidiary.id,
      subsidiaryName: subsidiary.name,
      sessionHash: request.sessionHash,
      begunBy: request.by,
      ...(existing && { connectionId: existing.id }),
      expiresAt: this.clock.now() + CONSENT_MS,
    });
    return { ok: true, value: await this.access.consentUrl(state) };
  }
}
