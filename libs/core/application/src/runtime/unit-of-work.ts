import type { AlertSettingsStore } from '../alerts/alert-settings.js';
import type { Digests } from '../alerts/digests.js';
import type { AuditTrail } from '../audit/audit-trail.js';
import type { Charts } from '../settings/charts.js';
import type { Connections } from '../connections/connections.js';
import type { ContactBook } from '../exports/contact-book.js';
import type { Batches } from '../exports/batches.js';
import type { DocumentShelf } from '../documents/document-shelf.js';
import type { Exports } from '../exports/exports.js';
import type { Drifts } from '../reconciliation/drifts.js';
import type { Findings } from '../audit/findings.js';
import type { Grants } from '../connections/grants.js';
import type { Inventories } from '../reconciliation/inventories.js';
import type { Jobs } from './jobs.js';
import type { Lease } from './leases.js';
import type { LedgerPictures } from '../reconciliation/ledger-pictures.js';
import type { Links } from '../exports/links.js';
import type { PaymentImports } from '../payments/payment-imports.js';
import type { SettingsReviews } from '../settings/settings-reviews.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { Tenants } from '../identity/tenants.js';
import type { Tranches } from '../payments/tranches.js';
import type { Watermarks } from '../payments/watermarks.js';

/** All rows of one tenant, inside one transaction. */
export interface Store {
  readonly tenants: Tenants;
  readonly connections: Connections;
  readonly grants: Grants;
  readonly settings: SettingsStore;
  readonly reviews: SettingsReviews;
  readonly charts: Charts;
  readonly contacts: ContactBook;
  readonly documents: DocumentShelf;
  readonly exports: Exports;
  readonly batches: Batches;
  readonly links: Links;
  readonly tranches: Tranches;
  readonly watermarks: Watermarks;
  readonly imports: PaymentImports;
  readonly inventories: Inventories;
  readonly drifts: Drifts;
  readonly pictures: LedgerPictures;
  readonly findings: Findings;
  readonly alerts: AlertSettingsStore;
  readonly digests: Digests;
  readonly audit: AuditTrail;
  readonly jobs: Jobs;
}

/** Somebody else holds the lease now: this worker's writes are refused, and it must stop. */
export class FencedOff extends Error {
  constructor(lease: Lease) {
    super(`The lease "${lease.name}" has a new holder`);
    this.name = 'FencedOff';
  }
}

/**
 * The database hung up. Whether the transaction stands is not known when that happened while it was committed: whoever asks
 * begins again from the rows, as after a crash.
 */
export class StoreLost extends Error {
  constructor(cause: unknown) {
    super(`The database hung up: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'StoreLost';
  }
}

/**
 * All or nothing, for one tenant: the store shows that tenant's rows only. No network call inside.
 * With a lease, the transaction fails with FencedOff unless the lease is still held when it commits; it fails with StoreLost
 * when the connection to the database is lost.
 */
export abstract class UnitOfWork {
  abstract run<T>(tenantId: string, work: (store: Store) => Promise<T>, lease?: Lease): Promise<T>;
}
