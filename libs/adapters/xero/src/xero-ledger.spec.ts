import {
  describeLedgerAccessContract,
  describeLedgerChangesContract,
  describeLedgerChartContract,
  describeLedgerContactsContract,
  describeLedgerDocumentsContract,
} from '@bridge/application/testing';
import { startSimulatedWorld } from './testing/simulated-world.js';

describeLedgerDocumentsContract('Xero', startSimulatedWorld);
describeLedgerContactsContract('Xero', startSimulatedWorld);
describeLedgerChangesContract('Xero', startSimulatedWorld);
describeLedgerChartContract('Xero', startSimulatedWorld);
describeLedgerAccessContract('Xero', startSimulatedWorld);
