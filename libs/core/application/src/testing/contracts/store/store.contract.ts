import { describeAlertsContract } from './alerts.contract.js';
import {
  describeConnectionsContract,
  describeSettingsContract,
  describeTenantsContract,
} from './connections.contract.js';
import { describeDirectoryContract, describeDoorContract } from './door.contract.js';
import { describeBatchesContract, describeExportsContract } from './exports.contract.js';
import { describeLinksContract } from './links.contract.js';
import { describePaymentsContract } from './payments.contract.js';
import { describeActivityContract, describeDocumentListContract } from './queries.contract.js';
import {
  describeAuditContract,
  describeContactBookContract,
  describeDocumentShelfContract,
} from './records.contract.js';
import { describeReconciliationContract } from './reconciliation.contract.js';
import { describeReconciliationListContract } from './reconciliation-list.contract.js';
import { describeLeasesContract, describeUnitOfWorkContract } from './unit-of-work.contract.js';
import { describeWaitingDocumentsContract } from './waiting.contract.js';
import type { MakeStoreWorld } from './world.js';

/** Everything the core expects of whatever keeps its rows. */
export function describeStoreContract(name: string, make: MakeStoreWorld): void {
  describeUnitOfWorkContract(name, make);
  describeLeasesContract(name, make);
  describeTenantsContract(name, make);
  describeConnectionsContract(name, make);
  describeSettingsContract(name, make);
  describeContactBookContract(name, make);
  describeDocumentShelfContract(name, make);
  describeExportsContract(name, make);
  describeBatchesContract(name, make);
  describeLinksContract(name, make);
  describePaymentsContract(name, make);
  describeReconciliationContract(name, make);
  describeAlertsContract(name, make);
  describeAuditContract(name, make);
  describeDoorContract(name, make);
  describeDirectoryContract(name, make);
  describeDocumentListContract(name, make);
  describeReconciliationListContract(name, make);
  describeActivityContract(name, make);
  describeWaitingDocumentsContract(name, make);
}
