import {
  describeLedgerAccessContract,
  describeLedgerChangesContract,
  describeLedgerInventoryContract,
  describeLedgerChartContract,
  describeLedgerContactsContract,
  describeLedgerCreditsContract,
  describeLedgerDocumentsContract,
  describeLedgerUpdatesContract,
} from '@bridge/application/testing';
import { startSimulatedWorld } from './testing/simulated-world.js';

describeLedgerDocumentsContract('Xero', startSimulatedWorld);
describeLedgerUpdatesContract('Xero', startSimulatedWorld);
describeLedgerCreditsContract('Xero', startSimulatedWorld);
describeLedgerContactsContract('Xero', startSimulatedWorld);
describeLedgerChangesContract('Xero', startSimulatedWorld);
describeLedgerInventoryContract('Xero', startSimulatedWorld);
describeLedgerChartContract('Xero', startSimulatedWorld);
describeLedgerAccessContract('Xero', startSimulatedWorld);
