export { FixedClock } from './memory/fixed-clock.js';
export { SequentialIds } from './memory/sequential-ids.js';
export { MemoryCallBudget } from './memory/memory-call-budget.js';
export { FakeMail, type SentLetter } from './memory/fake-mail.js';
export { createMemoryWorld, type MemoryWorld } from './memory/memory-world.js';
export { FakeLedger } from './ledger/fake-ledger.js';
export { type FakeAccountant } from './ledger/fake-accountant.js';
export { type FakeDocument } from './ledger/fake-books.js';
export { ledgerCalls, type LedgerCall, type Storm } from './ledger/fault-script.js';
export {
  type FakeOrganisation,
  fakeOrganisations,
  brightwellStudio,
  brightwellLabs,
  coolabahDigital,
  cedarMain,
  starterCap,
  partnerEdition,
} from './ledger/fake-organisations.js';
export { type AccountantsHand, type LedgerWorld, type MakeLedgerWorld } from './ledger/contract/ledger-world.js';
export { describeLedgerUpdatesContract } from './ledger/contract/ledger-updates-contract.js';
export { describeLedgerCreditsContract } from './ledger/contract/ledger-credits-contract.js';
export { describeLedgerDocumentsContract } from './ledger/contract/ledger-documents-contract.js';
export { describeLedgerContactsContract } from './ledger/contract/ledger-contacts-contract.js';
export { describeLedgerChangesContract } from './ledger/contract/ledger-changes-contract.js';
export { describeLedgerInventoryContract } from './ledger/contract/ledger-inventory-contract.js';
export { describeLedgerChartContract } from './ledger/contract/ledger-chart-contract.js';
export { describeLedgerAccessContract } from './ledger/contract/ledger-access-contract.js';
export {
  sampleInvoice,
  sampleOrder,
  sampleBill,
  sampleCredit,
  sampleSupplierCredit,
  sampleLine,
  sampleParty,
} from './ledger/contract/sample-documents.js';
export { FakeSource } from './source/fake-source.js';
export { type FakeSourceOrganisation, type Held } from './source/fake-organisation.js';
export { type SourceColleague, type SourceOrganisation, sourceOrganisations } from './source/source-organisations.js';
export { type SourceCall, type SourceStorm } from './source/source-mishaps.js';
export { type SourcePersonsHand, type SourceWorld, type MakeSourceWorld } from './source/contract/source-world.js';
export { describeSourceDocumentsContract } from './source/contract/source-documents-contract.js';
export { describeSourceIdentityContract } from './source/contract/source-identity-contract.js';
export { describeSourceMarksContract } from './source/contract/source-marks-contract.js';
export { describeSourcePaymentsContract } from './source/contract/source-payments-contract.js';
export { describeSourceReferenceContract } from './source/contract/source-reference-contract.js';
export { endure, type Endured } from './exhaustive/endure.js';
export { type Point, type Trouble } from './exhaustive/mishap-at.js';
export { simulate, type Simulation, type SimulationOptions } from './simulation/simulate.js';
export { createMemoryBridge, type MemoryBridge } from './bridge/memory-bridge.js';
export { describeStoreContract } from './contracts/store/store.contract.js';
export { aDocumentRow, aLink, anExport } from './contracts/store/examples.js';
export { aSettledTenant, type MakeStoreWorld, type StoreWorld } from './contracts/store/world.js';
export { placeOf } from './bridge/wire-use-cases.js';
